import type { BackingService } from './service.ts';

export const service: BackingService = {
  name: 'opensearch',
  image: 'opensearchproject/opensearch',
  tag: '3.3.0',
  port: 9200,
  healthcheck: {
    test: ['CMD-SHELL', 'curl -fsS "http://127.0.0.1:9200/_cluster/health?wait_for_status=yellow&timeout=2s"'],
    startPeriod: 90,
  },
  data: () => '/usr/share/opensearch/data',
  memory: '2G',
  // Its security plugin wants certificates before it wants a password; nothing but this project's network reaches it.
  password: null,
  environment: { 'discovery.type': 'single-node', DISABLE_SECURITY_PLUGIN: 'true', OPENSEARCH_JAVA_OPTS: '-Xms1g -Xmx1g' },
  stopGracePeriod: '60s',
  url: (host) => `http://${host}:9200`,
  conventionalEnv: 'OPENSEARCH_URL',
};
