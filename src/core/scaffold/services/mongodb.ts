import type { BackingService } from './service.ts';

export const service: BackingService = {
  name: 'mongodb',
  image: 'mongo',
  tag: '8.0',
  port: 27017,
  healthcheck: { test: ['CMD', 'mongosh', '--quiet', '--eval', "db.adminCommand('ping').ok"], startPeriod: 40 },
  data: () => '/data/db',
  memory: '1G',
  password: { secret: 'mongodb_password', variable: 'MONGODB_PASSWORD' },
  account: { user: 'app', database: 'app' },
  environment: { MONGO_INITDB_ROOT_USERNAME: 'app', MONGO_INITDB_ROOT_PASSWORD_FILE: '/run/secrets/mongodb_password' },
  stopGracePeriod: '30s',
  url: (host, password) => `mongodb://app:${password}@${host}:27017/app?authSource=admin`,
  conventionalEnv: 'MONGODB_URI',
};
