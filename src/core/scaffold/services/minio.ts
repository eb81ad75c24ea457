import type { BackingService } from './service.ts';

export const service: BackingService = {
  name: 'minio',
  image: 'minio/minio',
  tag: 'RELEASE.2025-09-07T16-13-09Z',
  port: 9000,
  healthcheck: { test: ['CMD', 'mc', 'ready', 'local'], startPeriod: 20 },
  data: () => '/data',
  memory: '512M',
  password: { secret: 'minio_password', variable: 'MINIO_PASSWORD' },
  account: { user: 'app' },
  environment: { MINIO_ROOT_USER: 'app', MINIO_ROOT_PASSWORD_FILE: '/run/secrets/minio_password' },
  command: ['server', '/data'],
  url: (host) => `http://${host}:9000`,
  conventionalEnv: 'S3_ENDPOINT',
  special: (variable) => {
    if (/REGION$/.test(variable)) return 'us-east-1';
    return /BUCKET(?:_NAME)?$/.test(variable) ? 'app' : undefined;
  },
};
