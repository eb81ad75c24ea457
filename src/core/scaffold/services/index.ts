// Generated from the files of this folder by `npm run generate`. Do not edit.
import { service as elasticsearch } from './elasticsearch.ts';
import { service as kafka } from './kafka.ts';
import { service as mailpit } from './mailpit.ts';
import { service as mariadb } from './mariadb.ts';
import { service as memcached } from './memcached.ts';
import { service as minio } from './minio.ts';
import { service as mongodb } from './mongodb.ts';
import { service as mysql } from './mysql.ts';
import { service as nats } from './nats.ts';
import { service as opensearch } from './opensearch.ts';
import { service as postgres } from './postgres.ts';
import { service as rabbitmq } from './rabbitmq.ts';
import { service as redis } from './redis.ts';
import { service as valkey } from './valkey.ts';
import type { BackingService } from './service.ts';

export const services: readonly BackingService[] = [
  elasticsearch,
  kafka,
  mailpit,
  mariadb,
  memcached,
  minio,
  mongodb,
  mysql,
  nats,
  opensearch,
  postgres,
  rabbitmq,
  redis,
  valkey,
];
