import type { BackingService } from './service.ts';

export const service: BackingService = {
  name: 'rabbitmq',
  image: 'rabbitmq',
  tag: '4.1',
  port: 5672,
  healthcheck: { test: ['CMD', 'rabbitmq-diagnostics', '-q', 'check_port_connectivity'], startPeriod: 60 },
  data: () => '/var/lib/rabbitmq',
  memory: '512M',
  password: { secret: 'rabbitmq_password', variable: 'RABBITMQ_PASSWORD' },
  account: { user: 'app' },
  // The image reads no password file; the shell in front of its own entry script does.
  entrypoint: [
    'sh',
    '-c',
    'RABBITMQ_DEFAULT_PASS="$$(cat /run/secrets/rabbitmq_password)" RABBITMQ_DEFAULT_USER=app exec docker-entrypoint.sh rabbitmq-server',
  ],
  stopGracePeriod: '30s',
  url: (host, password) => `amqp://app:${password}@${host}:5672`,
  conventionalEnv: 'RABBITMQ_URL',
};
