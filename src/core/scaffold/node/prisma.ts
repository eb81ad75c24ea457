import { inFolder } from '../../detect/paths.ts';
import { copy, type Line } from '../dockerfile-text.ts';
import { isMonorepoApp, type NodeProject } from './project.ts';
import { imageFolder, imageRoot } from './stages.ts';

/** What Prisma adds to an image. */
export interface Prisma {
  /** Debian packages that its engine loads, in every stage: what `generate` downloads depends on them. */
  readonly packages: readonly string[];
  readonly generate: string;
  /** Brings the generated client over, where it lies in node_modules. */
  readonly copyClient: Line;
}

export function prismaOf(project: NodeProject): Prisma | undefined {
  const { app, details, files, manager, manifest, workspace } = project;
  if (!manifest.uses('prisma') && !manifest.uses('@prisma/client')) return undefined;
  const schema = details.prismaSchema ?? 'prisma/schema.prisma';
  const texts = [schema, inFolder(app.path, schema)].flatMap(
    (path) => files.read(path) ?? files.below(path).flatMap((file) => files.read(file) ?? []),
  );
  const ownOutput = texts.some((text) => /generator\s+\w+\s*\{[^}]*\boutput\s*=/.test(text));
  const generate = manager.exec('prisma generate');
  const modules = `${manager.name === 'pnpm' ? imageFolder(workspace.app) : imageRoot}/node_modules/.prisma`;
  return {
    packages: ['ca-certificates', 'openssl'],
    generate: isMonorepoApp(project) ? `(cd ${workspace.app.folder} && ${generate})` : generate,
    copyClient: !ownOutput && manager.name !== 'pnpm' && copy([modules], modules, { from: 'build' }),
  };
}
