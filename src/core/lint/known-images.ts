import type { ImageName } from '../dockerfile/image-name.ts';

/**
 * Whether an image is known to run as another user than root: its configuration says so, or its start script leaves root before the server runs.
 * By the images' own documentation.
 */
export function dropsRootItself(image: ImageName | undefined): boolean {
  if (!image) return true;
  const { registry, repository, tag = '' } = image;
  if (/(?:^|-)(?:nonroot|rootless|unprivileged)(?:-|$)/.test(tag) || /(?:nonroot|rootless|unprivileged)/.test(repository)) return true;
  if (registry === 'cgr.dev' || registry === 'dhi.io' || repository.startsWith('bitnami/')) return true;
  return registry === 'docker.io' && unprivileged.has(repository);
}

const unprivileged = new Set([
  'cassandra', 'couchdb', 'elasticsearch', 'grafana/grafana', 'haproxy', 'influxdb', 'jenkins/jenkins', 'kibana', 'logstash',
  'mariadb', 'memcached', 'mongo', 'mysql', 'neo4j', 'opensearchproject/opensearch', 'percona', 'postgis/postgis', 'postgres', 'prom/prometheus',
  'rabbitmq', 'redis', 'solr', 'sonarqube', 'sonatype/nexus3', 'timescale/timescaledb', 'valkey/valkey', 'varnish', 'zookeeper',
]); // prettier-ignore

/** Whether an image is known not to have a program. False when nothing is known of it. */
export function lacks({ registry, repository, tag = '' }: ImageName, program: string): boolean {
  if (!['curl', 'wget', 'sh'].includes(program)) return false;
  if (repository === 'scratch' || (registry === 'gcr.io' && repository.startsWith('distroless/') && !/debug/.test(tag))) return true;
  if (registry !== 'docker.io' || program === 'sh') return false;
  // Busybox has a wget.
  if (repository === 'alpine' || repository === 'busybox' || /alpine/.test(tag)) return program === 'curl' && !withCurl.has(repository);
  if (repository === 'debian' || repository === 'ubuntu') return true;
  return slimOfDebian.has(repository) && /(?:^|-)slim(?:-|$)/.test(tag);
}

const withCurl = new Set(['nginx', 'php', 'nginxinc/nginx-unprivileged', 'wordpress']);

/** Their slim tags are a Debian without the programs that only building needs. */
const slimOfDebian = new Set(['node', 'python', 'ruby', 'perl', 'rust', 'clojure', 'pypy']);

/** Programs whose graceful stop is another signal than Docker's SIGTERM, by their manuals, and the images that set it already. */
export const gracefulSignals: readonly { readonly programs: readonly string[]; readonly signal: string; readonly why: string }[] = [
  { programs: ['nginx', 'openresty'], signal: 'SIGQUIT', why: 'nginx drops open requests on SIGTERM' },
  {
    programs: ['httpd', 'apache2', 'httpd-foreground', 'apache2-foreground', 'apachectl', 'apache2ctl'],
    signal: 'SIGWINCH',
    why: 'Apache drops open requests on SIGTERM',
  },
  { programs: ['php-fpm'], signal: 'SIGQUIT', why: 'PHP-FPM drops open requests on SIGTERM' },
  { programs: ['haproxy'], signal: 'SIGUSR1', why: 'HAProxy drops open connections on SIGTERM' },
];

/** Images of operating systems, which set neither STOPSIGNAL nor a command that serves anything. */
export const systemImages: ReadonlySet<string> = new Set([
  'almalinux', 'alpine', 'amazonlinux', 'archlinux', 'centos', 'debian', 'fedora', 'opensuse/leap', 'oraclelinux', 'rockylinux', 'ubuntu',
]); // prettier-ignore
