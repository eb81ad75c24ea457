import type { BackingService } from './service.ts';

export const service: BackingService = {
  name: 'elasticsearch',
  image: 'docker.elastic.co/elasticsearch/elasticsearch',
  tag: '9.1.5',
  port: 9200,
  healthcheck: {
    test: [
      'CMD-SHELL',
      'curl -fsS -u "elastic:$$(cat /run/secrets/elasticsearch_password)" "http://127.0.0.1:9200/_cluster/health?wait_for_status=yellow&timeout=2s"',
    ],
    startPeriod: 90,
  },
  data: () => '/usr/share/elasticsearch/data',
  memory: '2G',
  password: { secret: 'elasticsearch_password', variable: 'ELASTICSEARCH_PASSWORD' },
  account: { user: 'elastic' },
  environment: {
    'discovery.type': 'single-node',
    'xpack.security.http.ssl.enabled': 'false',
    ELASTIC_PASSWORD_FILE: '/run/secrets/elasticsearch_password',
    ES_JAVA_OPTS: '-Xms1g -Xmx1g',
  },
  stopGracePeriod: '60s',
  url: (host, password) => `http://elastic:${password}@${host}:9200`,
  conventionalEnv: 'ELASTICSEARCH_URL',
};
