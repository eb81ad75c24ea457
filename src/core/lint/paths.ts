import type { Dockerfile, DockerInstruction } from '../dockerfile/ast.ts';

/** The working directory in which an instruction runs; undefined when the file does not say, or says it with a variable. */
export function workdirAt(file: Dockerfile, node: DockerInstruction): string | undefined {
  const known = cache.get(file) ?? workdirs(file);
  cache.set(file, known);
  return known.get(node);
}

const cache = new WeakMap<Dockerfile, ReadonlyMap<DockerInstruction, string | undefined>>();

function workdirs(file: Dockerfile): ReadonlyMap<DockerInstruction, string | undefined> {
  const byStage = new Map<number, string | undefined>();
  const byNode = new Map<DockerInstruction, string | undefined>();
  for (const node of file.instructions) {
    if (node.kind === 'From') byStage.set(node.stage, byStage.get(file.stages[node.stage]?.parent?.index ?? Number.NaN));
    byNode.set(node, byStage.get(node.stage));
    if (node.kind === 'Workdir') byStage.set(node.stage, resolvePath(byStage.get(node.stage), node.args[0]?.value ?? ''));
  }
  return byNode;
}

/** An absolute path without `.`, `..` and doubled slashes; undefined where it hangs on a variable or on a directory that is not known. */
export function resolvePath(directory: string | undefined, path: string): string | undefined {
  if (path === '' || /[$~`]/.test(path)) return undefined;
  const from = path.startsWith('/') ? '' : directory;
  if (from === undefined) return undefined;
  const parts: string[] = [];
  for (const part of `${from}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

export const isWithin = (outer: string, inner: string): boolean => outer === inner || inner.startsWith(outer === '/' ? '/' : `${outer}/`);

/** The last part of a path or address, without query and fragment. */
export const lastPart = (path: string): string => {
  const clean = path.replace(/[?#].*$/, '').replace(/\/+$/, '');
  return clean.slice(clean.lastIndexOf('/') + 1);
};
