import type { BackingService } from './service.ts';

export const service: BackingService = {
  name: 'mariadb',
  image: 'mariadb',
  tag: '11.8',
  port: 3306,
  healthcheck: { test: ['CMD', 'healthcheck.sh', '--connect', '--innodb_initialized'], startPeriod: 60 },
  data: () => '/var/lib/mysql',
  memory: '1G',
  password: { secret: 'mariadb_password', variable: 'MARIADB_PASSWORD' },
  account: { user: 'app', database: 'app' },
  environment: {
    MARIADB_USER: 'app',
    MARIADB_DATABASE: 'app',
    MARIADB_PASSWORD_FILE: '/run/secrets/mariadb_password',
    MARIADB_ROOT_PASSWORD_FILE: '/run/secrets/mariadb_password',
  },
  stopGracePeriod: '30s',
  url: (host, password) => `mysql://app:${password}@${host}:3306/app`,
  conventionalEnv: 'DATABASE_URL',
  jdbc: (host) => `jdbc:mariadb://${host}:3306/app`,
};
