import type { BackingService } from './service.ts';

export const service: BackingService = {
  name: 'postgres',
  image: 'postgres',
  tag: '17',
  port: 5432,
  healthcheck: { test: ['CMD', 'pg_isready', '-U', 'app', '-d', 'app', '-h', '127.0.0.1'], startPeriod: 30 },
  // From 18 on the image keeps each major version's data in a folder of its own below this one.
  data: (version) => (Number.parseInt(version, 10) >= 18 ? '/var/lib/postgresql' : '/var/lib/postgresql/data'),
  memory: '512M',
  password: { secret: 'postgres_password', variable: 'POSTGRES_PASSWORD' },
  account: { user: 'app', database: 'app' },
  environment: { POSTGRES_USER: 'app', POSTGRES_DB: 'app', POSTGRES_PASSWORD_FILE: '/run/secrets/postgres_password' },
  stopGracePeriod: '30s',
  url: (host, password) => `postgresql://app:${password}@${host}:5432/app`,
  conventionalEnv: 'DATABASE_URL',
  jdbc: (host) => `jdbc:postgresql://${host}:5432/app`,
};
