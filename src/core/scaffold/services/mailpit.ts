import type { BackingService } from './service.ts';

export const service: BackingService = {
  name: 'mailpit',
  image: 'axllent/mailpit',
  tag: 'v1.27',
  port: 1025,
  healthcheck: { test: ['CMD', '/mailpit', 'readyz'], startPeriod: 5 },
  data: null,
  memory: '128M',
  password: null,
  url: (host) => `smtp://${host}:1025`,
  conventionalEnv: 'SMTP_URL',
};
