import type { BackingService } from './service.ts';

export const service: BackingService = {
  name: 'redis',
  image: 'redis',
  tag: '8',
  port: 6379,
  healthcheck: { test: ['CMD', 'redis-cli', 'ping'], startPeriod: 5 },
  data: () => '/data',
  memory: '256M',
  password: null,
  url: (host) => `redis://${host}:6379`,
  conventionalEnv: 'REDIS_URL',
};
