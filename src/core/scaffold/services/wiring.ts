import type { BackingService } from './service.ts';

/** What an app gets so that it finds a service. */
export interface Wiring {
  readonly environment: Readonly<Record<string, string>>;
  /** The code reads the password from a file, so the app's container needs the secret mounted. */
  readonly secretFile: boolean;
  /** Variables whose values nobody but the project's people know. */
  readonly open: readonly string[];
}

/** Values for the variables that the code reads; for the conventional one when it names none. The password is Compose's to fill in, from `.env`. */
export function wire(service: BackingService, variables: readonly string[], host: string): Wiring {
  const names = variables.length > 0 ? variables : [service.conventionalEnv];
  const environment: Record<string, string> = {};
  const open: string[] = [];
  for (const name of names) {
    const value = valueOf(service, name, host);
    if (value === undefined) open.push(name);
    else if (value !== '') environment[name] = value;
  }
  return { environment, open, secretFile: names.some((name) => kindOf(name) === 'password-file') && service.password !== null };
}

/** Empty when the variable is better left unset: credentials of a service that asks for none. */
function valueOf(service: BackingService, name: string, host: string): string | undefined {
  const password = service.password === null ? '' : `\${${service.password.variable}}`;
  switch (kindOf(name)) {
    case 'url':
      return /JDBC|SPRING_DATASOURCE/.test(name) && service.jdbc !== undefined ? service.jdbc(host) : service.url(host, password);
    case 'password-file':
      return service.password === null ? '' : `/run/secrets/${service.password.secret}`;
    case 'password':
      return password;
    case 'user':
      return service.account?.user ?? '';
    case 'database':
      return service.account?.database ?? (/INDEX|DB$/.test(name) ? '' : undefined);
    case 'port':
      return String(service.port);
    case 'address':
      return `${host}:${String(service.port)}`;
    case 'host':
      return host;
    case undefined:
      return service.special?.(name, host);
  }
}

type Kind = 'url' | 'password-file' | 'password' | 'user' | 'database' | 'port' | 'address' | 'host';

/** By the end of the name, which is where people put it. The first match wins. */
const kinds: readonly (readonly [RegExp, Kind])[] = [
  [/(?:^|_)?(?:PASSWORD|PASSWD|PASS)_FILE$/, 'password-file'],
  [/(?:PASSWORD|PASSWD|PASS|PWD|SECRET|SECRET_KEY|SECRET_ACCESS_KEY)$/, 'password'],
  [/(?:URL|URI|DSN|CONNECTION|CONNECTION_STRING|CONN_STR|ENDPOINT|NODE)$/, 'url'],
  [/(?:BROKERS?|SERVERS|BOOTSTRAP_SERVERS?|NODES|ADDR|ADDRESS)$/, 'address'],
  [/PORT$/, 'port'],
  [/(?:HOST|HOSTNAME|SERVER)$/, 'host'],
  [/(?:USER|USERNAME|LOGIN|ACCESS_KEY|ACCESS_KEY_ID)$/, 'user'],
  [/(?:DATABASE|DB|DBNAME|DB_NAME|DATABASE_NAME|SCHEMA|NAME)$/, 'database'],
];

function kindOf(name: string): Kind | undefined {
  return kinds.find(([pattern]) => pattern.test(name.toUpperCase()))?.[1];
}
