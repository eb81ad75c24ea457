import type { BackingService } from './service.ts';

export const service: BackingService = {
  name: 'nats',
  image: 'nats',
  tag: '2.12-alpine',
  port: 4222,
  healthcheck: { test: ['CMD', 'wget', '-q', '--spider', 'http://127.0.0.1:8222/healthz'], startPeriod: 5 },
  data: () => '/data',
  memory: '256M',
  password: null,
  command: ['--jetstream', '--store_dir=/data', '--http_port=8222'],
  url: (host) => `nats://${host}:4222`,
  conventionalEnv: 'NATS_URL',
};
