import type { BackingService } from './service.ts';

export const service: BackingService = {
  name: 'valkey',
  image: 'valkey/valkey',
  tag: '8.1',
  port: 6379,
  healthcheck: { test: ['CMD', 'valkey-cli', 'ping'], startPeriod: 5 },
  data: () => '/data',
  memory: '256M',
  password: null,
  // Clients speak Redis's protocol and know Redis's scheme.
  url: (host) => `redis://${host}:6379`,
  conventionalEnv: 'REDIS_URL',
};
