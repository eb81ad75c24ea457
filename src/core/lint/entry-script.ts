import type { Copy, Dockerfile, Stage, Word } from '../dockerfile/ast.ts';
import { cleanPath } from '../dockerfile/ignore-patterns.ts';
import { finalStage, inheritedInstructions, lastOf } from '../dockerfile/stages.ts';
import type { LintFacts } from './rule.ts';

/** A shell script of the build context that the image starts with. */
export interface EntryScript {
  /** Where the Dockerfile names it. */
  readonly word: Word;
  /** Path in the build context. */
  readonly path: string;
  readonly text: string;
}

const shells = /^(?:\/(?:usr\/)?bin\/)?(?:sh|bash|ash|dash)$/;

/** The script that ENTRYPOINT, or else CMD, of the final image starts, when it was copied from the build context and can be read. */
export function entryScript(file: Dockerfile, facts: LintFacts): EntryScript | undefined {
  const stage = finalStage(file);
  const node = stage && (lastOf(stage, 'Entrypoint') ?? lastOf(stage, 'Cmd'));
  if (!stage || !node || !facts.readContextFile) return undefined;
  const words = node.json ?? node.args;
  const word = words.find(
    ({ value }) => !shells.test(value) && !inits.has(value.slice(value.lastIndexOf('/') + 1)) && !value.startsWith('-'),
  );
  if (!word) return undefined;
  const path = sourceOf(stage, word.value);
  const text = path === undefined ? undefined : facts.readContextFile(path);
  if (path === undefined || text === undefined || !isShellScript(text, word.value)) return undefined;
  return { word, path, text };
}

const inits = new Set(['tini', 'dumb-init', 'catatonit', 'exec', 'tini-static']);

const isShellScript = (text: string, name: string): boolean =>
  /^#!.*\b(?:sh|bash|ash|dash)\b/.test(text) || (!text.startsWith('#!') && name.endsWith('.sh'));

/** The file of the context that lies at a path of the image, by the COPY instructions of the stage. */
function sourceOf(stage: Stage, target: string): string | undefined {
  let workdir = '/';
  let found: string | undefined;
  const absolute = (path: string): string => cleanPath(path.startsWith('/') ? path : `${workdir}/${path}`);
  // A name without a slash is looked up in PATH.
  const targets = target.includes('/') ? [] : pathFolders.map((folder) => cleanPath(`${folder}/${target}`));
  const nodes = inheritedInstructions(stage);
  for (const node of nodes) {
    if (node.kind === 'Workdir') workdir = `/${absolute(node.args[0]?.value ?? '')}`;
    if (node.kind === 'Copy' && !node.from) found = copiedTo(node, absolute, [...targets, absolute(target)]) ?? found;
  }
  return found;
}

const pathFolders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

function copiedTo({ sources, destination }: Copy, absolute: (path: string) => string, targets: readonly string[]): string | undefined {
  if (!destination) return undefined;
  const folder = absolute(destination.value);
  for (const { value } of sources) {
    const source = cleanPath(value);
    for (const target of targets) {
      if (target === folder && source !== '.') return source;
      const name = source.slice(source.lastIndexOf('/') + 1);
      const prefix = folder === '.' ? '' : `${folder}/`;
      if (!target.startsWith(prefix)) continue;
      const rest = target.slice(prefix.length);
      if (rest === name) return source;
      // The folder's content, or the whole context, lands below the destination.
      if (source === '.') return rest;
      if (!name.includes('.') && !/[*?[]/.test(source)) return `${source}/${rest}`;
    }
  }
  return undefined;
}
