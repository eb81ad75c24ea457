import type { ComposeService } from './compose-facts.ts';
import { found, withValue } from './fact.ts';
import type { ProjectFiles } from './files.ts';
import { findLine } from './lines.ts';
import { inFolder } from './paths.ts';
import type { Fact, Language, Service } from './profile.ts';

interface KnownService {
  readonly name: string;
  /** Client libraries by language. */
  readonly clients: Readonly<Partial<Record<Language, readonly string[]>>>;
  /** Connection strings. */
  readonly urls: RegExp;
  /** Environment variables that can only be this service's. */
  readonly env: RegExp;
  /** Image names, without registry and tag. */
  readonly images: RegExp;
}

const known: readonly KnownService[] = [
  {
    name: 'postgres',
    clients: {
      node: ['pg', 'pg-promise', 'postgres', '@prisma/adapter-pg', 'pg-native', 'slonik', '@vercel/postgres'],
      deno: ['postgres', 'pg', 'deno-postgres'],
      python: ['psycopg', 'psycopg2', 'psycopg2-binary', 'psycopg-binary', 'asyncpg', 'pg8000', 'aiopg'],
      go: ['github.com/lib/pq', 'github.com/jackc/pgx', 'gorm.io/driver/postgres', 'github.com/go-pg/pg'],
      java: [
        'org.postgresql:postgresql',
        'org.postgresql:r2dbc-postgresql',
        'io.quarkus:quarkus-jdbc-postgresql',
        'io.quarkus:quarkus-reactive-pg-client',
        'io.vertx:vertx-pg-client',
      ],
      php: ['ext-pdo_pgsql', 'ext-pgsql'],
      ruby: ['pg'],
      dotnet: ['Npgsql', 'Npgsql.EntityFrameworkCore.PostgreSQL', 'Aspire.Npgsql'],
      rust: ['tokio-postgres', 'postgres', 'deadpool-postgres', 'sqlx[postgres]', 'diesel[postgres]', 'sea-orm[sqlx-postgres]'],
      elixir: ['postgrex'],
      cpp: ['libpqxx', 'PostgreSQL'],
    },
    urls: /\b(?:postgres(?:ql)?(?:\+\w+)?|jdbc:postgresql|postgis):\/\//,
    env: /^(?:POSTGRES(?:QL)?_|PG(?:HOST|PORT|USER|PASSWORD|DATABASE)$)/,
    images: /(?:^|\/)(?:postgres|postgis|postgresql|pgvector|timescaledb)$/,
  },
  {
    name: 'mysql',
    clients: {
      node: ['mysql', 'mysql2'],
      deno: ['mysql', 'mysql2'],
      python: [
        'mysqlclient',
        'pymysql',
        'mysql-connector-python',
        'mysql-connector',
        'aiomysql',
        'asyncmy',
        'flask-mysqldb',
        'flask-mysql',
      ],
      go: ['github.com/go-sql-driver/mysql', 'gorm.io/driver/mysql'],
      java: ['mysql:mysql-connector-java', 'com.mysql:mysql-connector-j', 'io.quarkus:quarkus-jdbc-mysql', 'io.asyncer:r2dbc-mysql'],
      php: ['ext-pdo_mysql', 'ext-mysqli'],
      ruby: ['mysql2', 'trilogy'],
      dotnet: ['MySql.Data', 'MySqlConnector', 'Pomelo.EntityFrameworkCore.MySql', 'MySql.EntityFrameworkCore'],
      rust: ['mysql', 'mysql_async', 'sqlx[mysql]', 'diesel[mysql]', 'sea-orm[sqlx-mysql]'],
      elixir: ['myxql'],
    },
    urls: /\b(?:mysql2?(?:\+\w+)?|jdbc:mysql):\/\//,
    env: /^MYSQL_/,
    images: /(?:^|\/)(?:mysql|mysql-server|percona)$/,
  },
  {
    name: 'mariadb',
    clients: {
      node: ['mariadb'],
      python: ['mariadb'],
      java: ['org.mariadb.jdbc:mariadb-java-client', 'io.quarkus:quarkus-jdbc-mariadb', 'org.mariadb:r2dbc-mariadb'],
    },
    urls: /\b(?:mariadb(?:\+\w+)?|jdbc:mariadb):\/\//,
    env: /^MARIADB_/,
    images: /(?:^|\/)mariadb$/,
  },
  {
    name: 'mongodb',
    clients: {
      node: ['mongodb', 'mongoose', '@nestjs/mongoose', 'mongoist', '@typegoose/typegoose', 'connect-mongo'],
      deno: ['mongo', 'mongodb', 'mongoose'],
      python: ['pymongo', 'motor', 'mongoengine', 'beanie', 'flask-pymongo', 'djongo', 'odmantic', 'flask-mongoengine'],
      go: ['go.mongodb.org/mongo-driver', 'gopkg.in/mgo.v2'],
      java: [
        'org.springframework.boot:spring-boot-starter-data-mongodb',
        'org.springframework.boot:spring-boot-starter-data-mongodb-reactive',
        'org.mongodb:mongodb-driver-sync',
        'org.mongodb:mongodb-driver-reactivestreams',
        'io.quarkus:quarkus-mongodb-client',
        'io.quarkus:quarkus-mongodb-panache',
      ],
      php: ['mongodb/mongodb', 'mongodb/laravel-mongodb', 'jenssegers/mongodb', 'doctrine/mongodb-odm-bundle', 'ext-mongodb'],
      ruby: ['mongo', 'mongoid'],
      dotnet: ['MongoDB.Driver', 'MongoDB.EntityFrameworkCore'],
      rust: ['mongodb'],
      elixir: ['mongodb_driver'],
    },
    urls: /\bmongodb(?:\+srv)?:\/\//,
    env: /^MONGO(?:DB)?_|^MONGO(?:DB)?$/,
    images: /(?:^|\/)(?:mongo|mongodb|mongodb-community-server)$/,
  },
  {
    name: 'redis',
    clients: {
      node: [
        'redis',
        'ioredis',
        'bull',
        'bullmq',
        'connect-redis',
        '@nestjs/bull',
        '@nestjs/bullmq',
        'bee-queue',
        '@redis/client',
        'kue',
        'handy-redis',
        'rate-limit-redis',
        '@socket.io/redis-adapter',
      ],
      deno: ['redis', 'ioredis'],
      python: [
        'redis',
        'aioredis',
        'django-redis',
        'rq',
        'django-rq',
        'flask-redis',
        'arq',
        'channels-redis',
        'dramatiq[redis]',
        'celery[redis]',
        'huey',
      ],
      go: [
        'github.com/redis/go-redis',
        'github.com/go-redis/redis',
        'github.com/gomodule/redigo',
        'github.com/hibiken/asynq',
        'github.com/redis/rueidis',
      ],
      java: [
        'org.springframework.boot:spring-boot-starter-data-redis',
        'org.springframework.boot:spring-boot-starter-data-redis-reactive',
        'redis.clients:jedis',
        'io.lettuce:lettuce-core',
        'org.redisson:redisson',
        'org.redisson:redisson-spring-boot-starter',
        'io.quarkus:quarkus-redis-client',
        'io.micronaut.redis:micronaut-redis-lettuce',
      ],
      php: ['predis/predis', 'ext-redis', 'snc/redis-bundle', 'laravel/horizon'],
      ruby: ['redis', 'redis-client', 'sidekiq', 'resque', 'hiredis'],
      dotnet: ['StackExchange.Redis', 'Microsoft.Extensions.Caching.StackExchangeRedis', 'Aspire.StackExchange.Redis'],
      rust: ['redis', 'deadpool-redis', 'fred', 'bb8-redis'],
      elixir: ['redix', 'exq'],
      cpp: ['hiredis', 'redis++'],
    },
    urls: /\brediss?:\/\//,
    env: /^REDIS(?:_|$)/,
    images: /(?:^|\/)(?:redis|redis-stack|redis-stack-server)$/,
  },
  {
    name: 'valkey',
    clients: { node: ['iovalkey', '@valkey/valkey-glide'], python: ['valkey', 'valkey-glide'], go: ['github.com/valkey-io/valkey-go'] },
    urls: /\bvalkeys?:\/\//,
    env: /^VALKEY_/,
    images: /(?:^|\/)valkey$/,
  },
  {
    name: 'rabbitmq',
    clients: {
      node: ['amqplib', 'amqp-connection-manager', '@golevelup/nestjs-rabbitmq', 'rabbitmq-client', 'rascal'],
      python: ['pika', 'aio-pika', 'aiormq', 'amqp', 'dramatiq[rabbitmq]', 'celery[librabbitmq]'],
      go: ['github.com/streadway/amqp', 'github.com/rabbitmq/amqp091-go'],
      java: [
        'org.springframework.boot:spring-boot-starter-amqp',
        'com.rabbitmq:amqp-client',
        'org.springframework.amqp:spring-rabbit',
        'io.quarkus:quarkus-messaging-rabbitmq',
        'org.springframework.cloud:spring-cloud-starter-stream-rabbit',
      ],
      php: ['php-amqplib/php-amqplib', 'ext-amqp', 'symfony/amqp-messenger', 'vladimir-yuldashev/laravel-queue-rabbitmq'],
      ruby: ['bunny', 'sneakers'],
      dotnet: ['RabbitMQ.Client', 'MassTransit.RabbitMQ', 'EasyNetQ', 'Aspire.RabbitMQ.Client'],
      rust: ['lapin', 'amqprs'],
      elixir: ['amqp', 'broadway_rabbitmq'],
    },
    urls: /\bamqps?:\/\//,
    env: /^(?:RABBIT(?:MQ)?_|AMQP_)/,
    images: /(?:^|\/)rabbitmq$/,
  },
  {
    name: 'kafka',
    clients: {
      node: ['kafkajs', 'node-rdkafka', 'kafka-node', '@confluentinc/kafka-javascript'],
      python: ['kafka-python', 'confluent-kafka', 'aiokafka', 'faust', 'faust-streaming', 'kafka-python-ng'],
      go: [
        'github.com/segmentio/kafka-go',
        'github.com/IBM/sarama',
        'github.com/Shopify/sarama',
        'github.com/confluentinc/confluent-kafka-go',
        'github.com/twmb/franz-go',
      ],
      java: [
        'org.springframework.kafka:spring-kafka',
        'org.apache.kafka:kafka-clients',
        'org.apache.kafka:kafka-streams',
        'io.quarkus:quarkus-messaging-kafka',
        'io.micronaut.kafka:micronaut-kafka',
        'org.springframework.cloud:spring-cloud-starter-stream-kafka',
        'org.springframework.boot:spring-boot-starter-kafka',
      ],
      php: ['ext-rdkafka', 'mateusjunges/laravel-kafka'],
      ruby: ['ruby-kafka', 'rdkafka', 'karafka'],
      dotnet: ['Confluent.Kafka', 'MassTransit.Kafka', 'Aspire.Confluent.Kafka'],
      rust: ['rdkafka', 'kafka'],
      elixir: ['brod', 'broadway_kafka', 'kaffe'],
    },
    urls: /\bkafka:\/\//,
    env: /^KAFKA_/,
    images: /(?:^|\/)(?:kafka|cp-kafka|kafka-native|redpanda)$/,
  },
  {
    name: 'elasticsearch',
    clients: {
      node: ['@elastic/elasticsearch', 'elasticsearch', '@nestjs/elasticsearch'],
      python: ['elasticsearch', 'elasticsearch-dsl', 'django-elasticsearch-dsl'],
      go: ['github.com/elastic/go-elasticsearch', 'github.com/olivere/elastic'],
      java: [
        'org.springframework.boot:spring-boot-starter-data-elasticsearch',
        'co.elastic.clients:elasticsearch-java',
        'org.elasticsearch.client:elasticsearch-rest-high-level-client',
        'io.quarkus:quarkus-elasticsearch-rest-client',
      ],
      php: ['elasticsearch/elasticsearch', 'ruflin/elastica', 'friendsofsymfony/elastica-bundle'],
      ruby: ['elasticsearch', 'elasticsearch-model', 'searchkick', 'chewy', 'elasticsearch-rails'],
      dotnet: ['NEST', 'Elastic.Clients.Elasticsearch'],
      rust: ['elasticsearch'],
    },
    urls: /\belasticsearch:\/\//,
    env: /^(?:ELASTICSEARCH|ELASTIC)_/,
    images: /(?:^|\/)elasticsearch$/,
  },
  {
    name: 'opensearch',
    clients: {
      node: ['@opensearch-project/opensearch'],
      python: ['opensearch-py', 'opensearch-dsl'],
      go: ['github.com/opensearch-project/opensearch-go'],
      java: ['org.opensearch.client:opensearch-java', 'org.opensearch.client:opensearch-rest-client'],
      php: ['opensearch-project/opensearch-php'],
      ruby: ['opensearch-ruby'],
      dotnet: ['OpenSearch.Client', 'OpenSearch.Net'],
      rust: ['opensearch'],
    },
    urls: /\bopensearch:\/\//,
    env: /^OPENSEARCH_/,
    images: /(?:^|\/)opensearch$/,
  },
  {
    name: 'memcached',
    clients: {
      node: ['memcached', 'memjs'],
      python: ['pymemcache', 'python-memcached', 'pylibmc', 'aiomcache', 'django-pymemcache'],
      go: ['github.com/bradfitz/gomemcache'],
      java: ['net.spy:spymemcached', 'com.googlecode.xmemcached:xmemcached'],
      php: ['ext-memcached', 'ext-memcache'],
      ruby: ['dalli', 'memcached'],
      dotnet: ['EnyimMemcachedCore'],
      rust: ['memcache'],
      elixir: ['memcachex'],
    },
    urls: /\bmemcached?:\/\//,
    env: /^MEMCACHED?(?:_|$)/,
    images: /(?:^|\/)memcached$/,
  },
  {
    name: 'minio',
    clients: {
      node: ['minio', 'nestjs-minio-client'],
      python: ['minio'],
      go: ['github.com/minio/minio-go'],
      java: ['io.minio:minio'],
      dotnet: ['Minio', 'Minio.AspNetCore'],
      rust: ['minio'],
    },
    urls: /\bminio:\/\//,
    env: /^MINIO_/,
    images: /(?:^|\/)minio$/,
  },
  {
    name: 'nats',
    clients: {
      node: ['nats', '@nats-io/transport-node', 'nats.ws'],
      python: ['nats-py', 'asyncio-nats-client'],
      go: ['github.com/nats-io/nats.go', 'github.com/nats-io/stan.go'],
      java: ['io.nats:jnats'],
      ruby: ['nats-pure'],
      dotnet: ['NATS.Client', 'NATS.Net'],
      rust: ['async-nats', 'nats'],
      elixir: ['gnat'],
    },
    urls: /\bnats:\/\//,
    env: /^NATS_/,
    images: /(?:^|\/)nats$/,
  },
  {
    name: 'mailpit',
    clients: {
      node: ['nodemailer', '@nestjs-modules/mailer'],
      python: ['flask-mail', 'fastapi-mail', 'aiosmtplib', 'django-anymail'],
      go: ['gopkg.in/gomail.v2', 'github.com/wneessen/go-mail', 'gopkg.in/mail.v2'],
      java: ['org.springframework.boot:spring-boot-starter-mail', 'io.quarkus:quarkus-mailer'],
      dotnet: ['MailKit'],
      rust: ['lettre'],
      elixir: ['gen_smtp'],
    },
    urls: /\bsmtps?:\/\//,
    env: /^(?:SMTP|MAILER|MAIL|EMAIL)_(?:HOST|PORT|SERVER|URL|DSN)$/,
    images: /(?:^|\/)(?:mailpit|mailhog|maildev)$/,
  },
];

const sql = new Set(['postgres', 'mysql', 'mariadb']);
/** Variables that point at whichever SQL database the app has. */
const sqlVariable = /^(?:DATABASE_(?:URL|HOST|PORT|USER|USERNAME|NAME|PASSWORD)|DB_\w+|SQL_\w+|SPRING_DATASOURCE_\w+|JDBC_\w+)$/;
const celeryBroker = /^CELERY_(?:BROKER|RESULT)/;
const exampleFiles = [
  '.env.example',
  '.env.sample',
  '.env.template',
  '.env.dist',
  'env.example',
  'example.env',
  '.env',
  '.env.local.example',
  '.env.development',
];

export interface ServiceSources {
  readonly files: ProjectFiles;
  readonly folder: string;
  readonly language: Language;
  /** Dependencies of the manifest; for libraries with features also `name[feature]`. */
  readonly dependencies: ReadonlyMap<string, Fact<unknown>>;
  readonly env: readonly Fact<string>[];
  readonly sources: readonly string[];
  readonly compose: readonly ComposeService[];
  /** What the stack found by its own means: a Prisma provider, a Django engine, a Laravel connection. */
  readonly stated?: readonly Fact<string>[];
}

/** The services an app needs: from client libraries, connection strings, compose files and the names of its variables. */
export function servicesOf(sources: ServiceSources): readonly Fact<Service>[] {
  const names = new Map<string, Fact<unknown>>();
  const add = (name: string, fact: Fact<unknown> | undefined) => {
    if (fact !== undefined && !names.has(name)) names.set(name, fact);
  };
  for (const fact of sources.stated ?? []) add(fact.value, fact);
  for (const service of known) add(service.name, clientOf(sources, service));
  for (const service of known) add(service.name, urlOf(sources, service));
  for (const [name, fact] of composeNeeds(sources)) add(name, fact);
  for (const service of known)
    add(
      service.name,
      sources.env.find((fact) => service.env.test(fact.value)),
    );
  settleForks(sources, names);

  return known
    .filter((service) => names.has(service.name))
    .map((service) => {
      const fact = names.get(service.name) as Fact<unknown>;
      return withValue(fact, {
        name: service.name,
        version: versionInCompose(sources.compose, service),
        env: variablesOf(sources.env, service, [...names.keys()]),
      });
    });
}

/** The service an image is, by its name: `docker.io/library/postgres:17-alpine` is postgres 17. */
export function serviceOfImage(image: string): { readonly name: string; readonly version: string | null } | undefined {
  const match = /^([^:@]+(?::\d+\/[^:@]+)?)(?::([^@]+))?/.exec(image);
  const service = known.find(({ images }) => images.test(match?.[1] ?? ''));
  if (service === undefined) return undefined;
  return { name: service.name, version: /^(?:v|pg)?(\d+)/.exec(match?.[2] ?? '')?.[1] ?? null };
}

function clientOf({ dependencies, language }: ServiceSources, service: KnownService): Fact<unknown> | undefined {
  for (const client of service.clients[language] ?? []) {
    const exact = dependencies.get(client);
    if (exact !== undefined) return exact;
    // Go modules carry their major version: example.com/client/v5.
    const versioned = language === 'go' ? [...dependencies].find(([name]) => name.startsWith(`${client}/`)) : undefined;
    if (versioned !== undefined) return versioned[1];
  }
  return undefined;
}

function urlOf({ files, folder, sources }: ServiceSources, service: KnownService): Fact<unknown> | undefined {
  for (const file of [...exampleFiles.map((name) => inFolder(folder, name)), ...sources]) {
    const hit = findLine(files.read(file) ?? '', service.urls);
    // The address itself may hold a password, so only the scheme is shown.
    if (hit !== undefined) return found(service.name, { file, line: hit.line }, 'connection-string', hit.match[0]);
  }
  return undefined;
}

function composeNeeds({ compose, folder }: ServiceSources): readonly (readonly [string, Fact<unknown>])[] {
  const own = compose.filter((service) => service.context === folder);
  const needed = new Set(own.flatMap((service) => service.dependsOn));
  return compose.flatMap((service) => {
    const name = service.image !== null && needed.has(service.name) ? serviceOfImage(service.image)?.name : undefined;
    return name === undefined
      ? []
      : [[name, found(name, { file: service.file, line: service.line }, 'compose-depends-on', service.image ?? '')] as const];
  });
}

/** MySQL clients also speak to MariaDB, and Redis clients to Valkey: the compose file says which one it is. */
function settleForks({ compose }: ServiceSources, names: Map<string, Fact<unknown>>): void {
  const inCompose = new Set(compose.map((service) => (service.image === null ? undefined : serviceOfImage(service.image)?.name)));
  for (const [original, fork] of [
    ['mysql', 'mariadb'],
    ['redis', 'valkey'],
    ['elasticsearch', 'opensearch'],
  ] as const) {
    const fact = names.get(original);
    if (fact === undefined) continue;
    if (names.has(fork) && fact.evidence.rule === 'source-env') names.delete(original);
    else if (inCompose.has(fork) && !inCompose.has(original)) {
      names.delete(original);
      if (!names.has(fork)) names.set(fork, fact);
    }
  }
}

function versionInCompose(compose: readonly ComposeService[], service: KnownService): string | null {
  for (const { image } of compose) {
    const of = image === null ? undefined : serviceOfImage(image);
    if (of?.name === service.name && of.version !== null) return of.version;
  }
  return null;
}

function variablesOf(env: readonly Fact<string>[], service: KnownService, needed: readonly string[]): readonly string[] {
  const onlySql = sql.has(service.name) && needed.filter((name) => sql.has(name)).length === 1;
  const onlyDatabase = service.name === 'mongodb' && !needed.some((name) => sql.has(name));
  const broker = needed.includes('rabbitmq') ? 'rabbitmq' : 'redis';
  return env
    .map((fact) => fact.value)
    .filter(
      (name) =>
        service.env.test(name) ||
        ((onlySql || onlyDatabase) && sqlVariable.test(name)) ||
        (service.name === broker && celeryBroker.test(name)),
    );
}
