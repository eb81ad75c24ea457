import { found } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { asObject, asString } from '../json.ts';
import { findLine } from '../lines.ts';
import type { PackageJson } from '../package-json.ts';
import { inFolder } from '../paths.ts';
import type { Fact } from '../profile.ts';

/** A Prisma schema, the database it is for, and the command that migrates it. */
export interface Prisma {
  readonly schema: string;
  readonly services: readonly Fact<string>[];
  readonly migrate: Fact<string> | null;
}

export function prismaSchema(files: ProjectFiles, folder: string, manifest: PackageJson): Prisma | undefined {
  if (!manifest.uses('prisma') && !manifest.uses('@prisma/client')) return undefined;
  const configured = asString(asObject(manifest.value['prisma'])['schema'])?.replace(/^\.\//, '');
  const schema = [configured, 'prisma/schema.prisma', 'schema.prisma', 'prisma/schema/schema.prisma', 'src/prisma/schema.prisma'].find(
    (name) => name !== undefined && files.has(inFolder(folder, name)),
  );
  if (schema === undefined) return undefined;
  const file = inFolder(folder, schema);
  const hit = findLine(files.read(file) ?? '', /^\s*provider\s*=\s*"(postgresql|postgres|mysql|mongodb|cockroachdb)"/m);
  const name = ({ postgresql: 'postgres', postgres: 'postgres', mysql: 'mysql', mongodb: 'mongodb' } as Readonly<Record<string, string>>)[
    hit?.match[1] ?? ''
  ];
  const migrations = files.below(inFolder(folder, `${schema.replace(/\/?[^/]*$/, '') || '.'}/migrations`.replace(/^\.\//, '')));
  const services = hit === undefined || name === undefined ? [] : [found(name, { file, line: hit.line }, 'prisma-provider', hit.match[0])];
  return {
    schema,
    services,
    migrate:
      migrations.length === 0 ? null : found('prisma migrate deploy', { file: migrations[0] ?? file, line: null }, 'prisma-migrations'),
  };
}
