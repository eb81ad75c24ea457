import { found } from './fact.ts';
import type { ProjectFiles } from './files.ts';
import { folderOf, inFolder, resolvePath } from './paths.ts';
import { validPort } from './ports.ts';
import type { Fact } from './profile.ts';
import { yamlEntries, type YamlEntry, yamlValues } from './yaml-lines.ts';

/** One service of the project's compose files, as far as detection cares. */
export interface ComposeService {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  /** Reference of an image that is pulled, not built. */
  readonly image: string | null;
  /** Folder of the build context, relative to the project; null when an image is used. */
  readonly context: string | null;
  /** The container's side of the first published or exposed port. */
  readonly port: Fact<number> | null;
  readonly dependsOn: readonly string[];
}

const names = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

/** The services of the compose files in the root and in `folder`. */
export function composeServices(files: ProjectFiles, folder: string): readonly ComposeService[] {
  const folders = folder === '.' ? ['.'] : ['.', folder];
  return folders.flatMap((at) => {
    const name = names.find((candidate) => files.has(inFolder(at, candidate)));
    if (name === undefined) return [];
    const file = inFolder(at, name);
    return servicesIn(file, yamlEntries(files.read(file) ?? ''));
  });
}

/** The compose service that builds the app in `folder`; undefined when several do. */
export function composeServiceOf(services: readonly ComposeService[], folder: string): ComposeService | undefined {
  const own = services.filter((service) => service.context === folder);
  return own.length === 1 ? own[0] : undefined;
}

function servicesIn(file: string, entries: readonly YamlEntry[]): readonly ComposeService[] {
  const inServices = entries.filter((entry) => entry.path[0] === 'services' && entry.path.length > 1);
  return [...new Set(inServices.map((entry) => entry.path[1] ?? ''))].map((name) => {
    const own = inServices.filter((entry) => entry.path[1] === name);
    const value = (...path: readonly string[]) => yamlValues(own, 'services', name, ...path).find((entry) => entry.value !== '');
    const build = value('build') ?? value('build', 'context');
    return {
      name,
      file,
      line: own[0]?.line ?? 1,
      image: value('image')?.value ?? null,
      context: build === undefined ? null : (resolvePath(folderOf(file), build.value) ?? null),
      port: portOf(file, name, own),
      dependsOn: own.flatMap((entry) =>
        entry.path[2] !== 'depends_on' || entry.path[3] === undefined ? [] : [/^\d+$/.test(entry.path[3]) ? entry.value : entry.path[3]],
      ),
    };
  });
}

function portOf(file: string, name: string, entries: readonly YamlEntry[]): Fact<number> | null {
  const candidates = [
    ...yamlValues(entries, 'services', name, 'ports', '*', 'target'),
    ...yamlValues(entries, 'services', name, 'ports', '*'),
    ...yamlValues(entries, 'services', name, 'expose', '*'),
  ];
  for (const { value, line } of candidates) {
    const port = validPort(/(?:^|:)(?:\$\{\w+:-)?(\d{1,5})\}?(?:\/\w+)?$/.exec(value)?.[1]);
    if (port !== undefined) return found(port, { file, line }, 'compose-port', value);
  }
  return null;
}
