import type { ImageName } from '../dockerfile/image-name.ts';

/**
 * Whether an image is known to run as another user than root: its configuration says so, or its start script leaves root before the server runs.
 * By the images' own documentation.
 */
export function dropsRootItself(image: ImageName | undefined): boolean {
  if (!image) return true;
  const { registry, repository, tag = '' } = image;
  if (/(?:^|-)(?:nonroot|rootless|unprivileged)(?:-|$)/.test(tag) || /(?:nonroot|rootless|unprivileged)/.test(repository)) return true;
  if (registry === 'cgr.dev' || registry === 'dhi.io' || repository.startsWith('bitnami/') || repository.startsWith('hardened/'))
    return true;
  return registry === 'docker.io' && unprivileged.has(repository);
}

const unprivileged = new Set([
  'cassandra', 'couchdb', 'elasticsearch', 'gradle/enterprise', 'grafana/grafana', 'haproxy', 'influxdb', 'jenkins/jenkins', 'kibana', 'logstash',
  'mariadb', 'memcached', 'mongo', 'mysql', 'neo4j', 'nginx', 'opensearchproject/opensearch', 'percona', 'postgis/postgis', 'postgres', 'prom/prometheus',
  'rabbitmq', 'redis', 'solr', 'sonarqube', 'sonatype/nexus3', 'timescale/timescaledb', 'valkey/valkey', 'varnish', 'zookeeper',
]); // prettier-ignore

export interface Server {
  /** The signal on which the server ends its requests before it stops, when that is not SIGTERM. */
  readonly graceful?: string;
}

/** Servers whose graceful stop is another signal than Docker's SIGTERM: by their manuals. */
export const gracefulSignals: readonly { readonly program: string; readonly images: readonly string[]; readonly signal: string }[] = [
  { program: 'nginx', images: ['nginx', 'nginxinc/nginx-unprivileged', 'openresty/openresty'], signal: 'SIGQUIT' },
  { program: 'httpd', images: ['httpd'], signal: 'SIGWINCH' },
  { program: 'php-fpm', images: [], signal: 'SIGQUIT' },
  { program: 'apache2-foreground', images: [], signal: 'SIGWINCH' },
  { program: 'haproxy', images: ['haproxy', 'haproxytech/haproxy-alpine'], signal: 'SIGUSR1' },
  { program: 'postgres', images: ['postgres', 'postgis/postgis', 'timescale/timescaledb'], signal: 'SIGINT' },
];
