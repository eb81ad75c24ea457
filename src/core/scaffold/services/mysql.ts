import type { BackingService } from './service.ts';

export const service: BackingService = {
  name: 'mysql',
  image: 'mysql',
  tag: '8.4',
  port: 3306,
  // Over TCP: the server that prepares the data folder listens on its socket alone.
  healthcheck: { test: ['CMD-SHELL', 'mysqladmin ping -h 127.0.0.1 -u app -p"$$(cat /run/secrets/mysql_password)"'], startPeriod: 60 },
  data: () => '/var/lib/mysql',
  memory: '1G',
  password: { secret: 'mysql_password', variable: 'MYSQL_PASSWORD' },
  account: { user: 'app', database: 'app' },
  environment: {
    MYSQL_USER: 'app',
    MYSQL_DATABASE: 'app',
    MYSQL_PASSWORD_FILE: '/run/secrets/mysql_password',
    MYSQL_ROOT_PASSWORD_FILE: '/run/secrets/mysql_password',
  },
  stopGracePeriod: '30s',
  url: (host, password) => `mysql://app:${password}@${host}:3306/app`,
  conventionalEnv: 'DATABASE_URL',
  jdbc: (host) => `jdbc:mysql://${host}:3306/app`,
};
