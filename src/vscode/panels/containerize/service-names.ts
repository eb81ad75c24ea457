const names: Readonly<Record<string, string>> = {
  postgres: 'PostgreSQL',
  mysql: 'MySQL',
  mariadb: 'MariaDB',
  mongodb: 'MongoDB',
  redis: 'Redis',
  valkey: 'Valkey',
  rabbitmq: 'RabbitMQ',
  kafka: 'Kafka',
  elasticsearch: 'Elasticsearch',
  opensearch: 'OpenSearch',
  memcached: 'Memcached',
  minio: 'MinIO',
  nats: 'NATS',
  mailpit: 'Mailpit',
};

/** What a service calls itself, for people. */
export const serviceName = (name: string): string => names[name] ?? name;
