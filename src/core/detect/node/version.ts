import { byDefault, withValue } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { asArray, asObject, asString } from '../json.ts';
import type { PackageJson } from '../package-json.ts';
import type { Fact } from '../profile.ts';
import { versionFromFile, versionFromToolManager } from '../version-files.ts';
import { pinnedVersion, releases, versionForRange } from '../version-range.ts';

/** Names of long-term lines as nvm, fnm and asdf write them: `lts/iron`, `lts-iron`. */
const codenames: Readonly<Record<string, string>> = {
  argon: '4',
  boron: '6',
  carbon: '8',
  dubnium: '10',
  erbium: '12',
  fermium: '14',
  gallium: '16',
  hydrogen: '18',
  iron: '20',
  jod: '22',
  krypton: '24',
};

/**
 * The Node version, from the file that the developer's own tool reads: .nvmrc, .node-version, asdf and mise, Volta, devEngines, engines.
 * A version that a file pins is kept whole (`20.11.1`); a range gives the default release if that meets it, else the newest that does.
 */
export function nodeVersion(files: ProjectFiles, folder: string, manifests: readonly PackageJson[]): Fact<string> {
  const stated: readonly (() => Fact<string> | undefined)[] = [
    () => versionFromFile(files, folder, '.nvmrc', 'nvmrc'),
    () => versionFromFile(files, folder, '.node-version', 'node-version-file'),
    () => versionFromToolManager(files, folder, ['node', 'nodejs']),
    ...manifests.map((manifest) => () => stringAt(manifest, ['volta', 'node'], 'package-json-volta')),
    ...manifests.map((manifest) => () => devEngine(manifest, 'node')),
    ...manifests.map((manifest) => () => stringAt(manifest, ['engines', 'node'], 'package-json-engines')),
  ];
  for (const read of stated) {
    const fact = read();
    const version = fact === undefined ? undefined : nodeVersionOf(fact.value);
    if (fact !== undefined && version !== undefined) return withValue(fact, version);
  }
  return byDefault(releases.node.preferred, 'the current long-term release');
}

/** Bun's version, for apps that run on it. */
export function bunVersion(
  files: ProjectFiles,
  folder: string,
  manifests: readonly PackageJson[],
  managerVersion: Fact<string> | undefined,
): Fact<string> {
  const stated: readonly (() => Fact<string> | undefined)[] = [
    () => versionFromFile(files, folder, '.bun-version', 'bun-version-file'),
    () => versionFromToolManager(files, folder, ['bun']),
    () => managerVersion,
    ...manifests.map((manifest) => () => devEngine(manifest, 'bun')),
    ...manifests.map((manifest) => () => stringAt(manifest, ['engines', 'bun'], 'package-json-engines')),
  ];
  for (const read of stated) {
    const fact = read();
    const version = fact === undefined ? undefined : versionForRange(fact.value, releases.bun);
    if (fact !== undefined && version !== undefined) return withValue(fact, version);
  }
  return byDefault(releases.bun.preferred, 'the current release of Bun');
}

/** What a version file or range means as an image tag; undefined when it means nothing known. */
export function nodeVersionOf(text: string): string | undefined {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/^node(?:js)?[@-]/, '');
  if (/^(?:lts|lts\/\*|lts-latest|--lts|lts\/-0)$/.test(word)) return releases.node.preferred;
  if (/^(?:node|current|latest|stable|\*)$/.test(word))
    return word === '*' || word === 'stable' ? releases.node.preferred : releases.node.known[0];
  const codename = /^(?:lts[/-])?([a-z]+)$/.exec(word)?.[1];
  if (codename !== undefined) return codenames[codename];
  return pinnedVersion(word) ?? versionForRange(word, releases.node);
}

function stringAt(manifest: PackageJson, keys: readonly [string, string], rule: string): Fact<string> | undefined {
  const value = asString(asObject(manifest.value[keys[0]])[keys[1]]);
  return value === undefined ? undefined : manifest.fact(value, keys, rule, value);
}

function devEngine(manifest: PackageJson, name: string): Fact<string> | undefined {
  const setting = asObject(manifest.value['devEngines'])['runtime'];
  const runtimes = Array.isArray(setting) ? asArray(setting) : [setting];
  const version = runtimes.map(asObject).find((runtime) => runtime['name'] === name)?.['version'];
  return typeof version === 'string' ? manifest.fact(version, ['devEngines', 'runtime'], 'package-json-dev-engines', version) : undefined;
}
