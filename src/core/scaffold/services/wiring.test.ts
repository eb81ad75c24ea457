import { describe, expect, test } from 'vitest';
import { services } from './index.ts';
import { wire } from './wiring.ts';

const service = (name: string) => {
  const found = services.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`${name} is no service`);
  return found;
};

describe('variables get what their names ask for', () => {
  test.each<readonly [string, string, string | undefined]>([
    ['postgres', 'DATABASE_URL', 'postgresql://app:${POSTGRES_PASSWORD}@postgres:5432/app'],
    ['postgres', 'PGHOST', 'postgres'],
    ['postgres', 'DB_PORT', '5432'],
    ['postgres', 'PGUSER', 'app'],
    ['postgres', 'DB_PASSWORD', '${POSTGRES_PASSWORD}'],
    ['postgres', 'PGPASSWORD_FILE', '/run/secrets/postgres_password'],
    ['postgres', 'POSTGRES_DB', 'app'],
    ['postgres', 'PGDATABASE', 'app'],
    ['postgres', 'SPRING_DATASOURCE_URL', 'jdbc:postgresql://postgres:5432/app'],
    ['mysql', 'MYSQL_URI', 'mysql://app:${MYSQL_PASSWORD}@mysql:3306/app'],
    ['mongodb', 'MONGO_URL', 'mongodb://app:${MONGODB_PASSWORD}@mongodb:27017/app?authSource=admin'],
    ['redis', 'REDIS_URL', 'redis://redis:6379'],
    ['redis', 'REDIS_HOST', 'redis'],
    ['redis', 'REDIS_PASSWORD', undefined],
    ['kafka', 'KAFKA_BROKERS', 'kafka:9092'],
    ['kafka', 'KAFKA_BOOTSTRAP_SERVERS', 'kafka:9092'],
    ['minio', 'S3_ENDPOINT', 'http://minio:9000'],
    ['minio', 'AWS_ACCESS_KEY_ID', 'app'],
    ['minio', 'AWS_SECRET_ACCESS_KEY', '${MINIO_PASSWORD}'],
    ['minio', 'S3_BUCKET', 'app'],
    ['mailpit', 'SMTP_HOST', 'mailpit'],
    ['mailpit', 'SMTP_PORT', '1025'],
  ])('%s: %s', (name, variable, value) => {
    expect(wire(service(name), [variable], name).environment[variable]).toBe(value);
  });

  test('the conventional one when the code names none', () => {
    expect(Object.keys(wire(service('rabbitmq'), [], 'rabbitmq').environment)).toEqual(['RABBITMQ_URL']);
  });

  test('what nobody can know is left open', () => {
    expect(wire(service('postgres'), ['DB_SSL_MODE'], 'postgres')).toMatchObject({ environment: {}, open: ['DB_SSL_MODE'] });
  });

  test('the secret is mounted where the code reads a file', () => {
    expect(wire(service('postgres'), ['DB_PASSWORD_FILE'], 'postgres').secretFile).toBe(true);
    expect(wire(service('postgres'), ['DB_PASSWORD'], 'postgres').secretFile).toBe(false);
  });
});

test.each(services.map((each) => [each.name, each] as const))('%s is pinned, checked, and holds no password', (name, each) => {
  expect(each.name).toBe(name);
  expect(each.tag).toMatch(/\d/);
  expect(each.healthcheck.test.length).toBeGreaterThan(1);
  const text = JSON.stringify([each.environment, each.command, each.entrypoint, each.healthcheck]);
  if (each.password !== null) expect(text).toContain(`/run/secrets/${each.password.secret}`);
  expect(each.url('host', 'PASSWORD').includes('PASSWORD')).toBe(each.password !== null && each.name !== 'minio');
});
