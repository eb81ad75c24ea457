import type { ComposeService } from './compose-facts.ts';
import { found, withValue } from './fact.ts';
import type { ProjectFiles } from './files.ts';
import { type KnownService, knownServices as known } from './known-services.ts';
import { findCode } from './lines.ts';
import { inFolder } from './paths.ts';
import type { Fact, Language, Service } from './profile.ts';
import { filesWith } from './scan.ts';

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
  const addresses = filesWith(sources.files, [...exampleFiles.map((name) => inFolder(sources.folder, name)), ...sources.sources], ['://']);
  for (const service of known) add(service.name, urlOf(sources.files, addresses, service));
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

function urlOf(files: ProjectFiles, paths: readonly string[], service: KnownService): Fact<unknown> | undefined {
  for (const file of paths) {
    const hit = findCode(files.read(file) ?? '', service.urls);
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
