import type { BackingService } from './service.ts';

export const service: BackingService = {
  name: 'kafka',
  image: 'apache/kafka',
  tag: '4.1.0',
  port: 9092,
  healthcheck: { test: ['CMD', '/opt/kafka/bin/kafka-broker-api-versions.sh', '--bootstrap-server', 'kafka:9092'], startPeriod: 60 },
  data: () => '/var/lib/kafka/data',
  memory: '1G',
  password: null,
  // One node that is broker and controller, so that no second service is needed.
  environment: {
    KAFKA_NODE_ID: '1',
    KAFKA_PROCESS_ROLES: 'broker,controller',
    KAFKA_LISTENERS: 'PLAINTEXT://:9092,CONTROLLER://:9093',
    KAFKA_ADVERTISED_LISTENERS: 'PLAINTEXT://kafka:9092',
    KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
    KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
    KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
    KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
    KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
    KAFKA_LOG_DIRS: '/var/lib/kafka/data',
  },
  stopGracePeriod: '30s',
  url: (host) => `${host}:9092`,
  conventionalEnv: 'KAFKA_BROKERS',
};
