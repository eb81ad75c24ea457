import type { Dockerfile, DockerInstruction, Pair, Stage } from './ast.ts';
import { startsFromScratch } from './stages.ts';
import { expandWord } from './variables.ts';

/** The variables that an instruction sees. */
export interface Scope {
  /** By name; the value is undefined when it is not known before the build: an ARG without default, a computed value. */
  readonly variables: ReadonlyMap<string, string | undefined>;
  /** False when a base image from outside may define more. */
  readonly complete: boolean;
}

/** Build arguments that FROM sees without declaration. A stage has to declare them with ARG. */
export const predefinedArgs: readonly string[] = ['BUILD', 'TARGET'].flatMap((side) =>
  ['PLATFORM', 'OS', 'OSVERSION', 'ARCH', 'VARIANT'].map((part) => side + part),
).concat('TARGETSTAGE'); // prettier-ignore

interface Scopes {
  /** Before the instruction's own definitions count. */
  readonly before: ReadonlyMap<DockerInstruction, Scope>;
  readonly global: Scope;
}

const cache = new WeakMap<Dockerfile, Scopes>();
const empty: Scope = { variables: new Map(), complete: false };

/** What an instruction sees: ENV and ARG of its stage and of the stages it is based on, or the global ARGs for FROM and what stands above it. */
export function scopeOf(file: Dockerfile, node: DockerInstruction): Scope {
  const { before, global } = scopesOf(file);
  return node.kind === 'From' ? global : (before.get(node) ?? empty);
}

/** Expands a word of an instruction; undefined when a variable in it is not known. */
export function expandIn(file: Dockerfile, node: DockerInstruction, text: string): string | undefined {
  if (!text.includes('$')) return expandWord(text, file, () => undefined);
  const { variables, complete } = scopeOf(file, node);
  return expandWord(text, file, (name) => (variables.has(name) ? variables.get(name) : complete ? '' : undefined));
}

function scopesOf(file: Dockerfile): Scopes {
  const known = cache.get(file);
  if (known) return known;
  const before = new Map<DockerInstruction, Scope>();
  const predefined = new Map<string, string | undefined>(predefinedArgs.map((name) => [name, undefined]));
  let globals: ReadonlyMap<string, string | undefined> = predefined;
  for (const arg of file.globalArgs) {
    before.set(arg, { variables: globals, complete: true });
    globals = define(globals, arg.pairs, (pair) =>
      pair.value ? expandAll(file, pair.value.text, globals, true) : predefined.get(pair.key.value),
    );
  }
  const ends = new Map<Stage, ReadonlyMap<string, string | undefined>>();
  for (const stage of file.stages) {
    const complete = startsFromScratch(stage);
    // BuildKit gives every stage a PATH.
    let variables = (stage.parent && ends.get(stage.parent)) ?? new Map<string, string | undefined>([['PATH', undefined]]);
    for (const node of stage.instructions) {
      const current = variables;
      before.set(node, { variables, complete });
      if (node.kind === 'Env')
        variables = define(current, node.pairs, ({ value }) => value && expandAll(file, value.text, current, complete));
      if (node.kind === 'Arg') {
        variables = define(current, node.pairs, ({ key, value }) =>
          value ? expandAll(file, value.text, current, complete) : globals.get(key.value),
        );
      }
    }
    ends.set(stage, variables);
  }
  const scopes = { before, global: { variables: globals, complete: true } };
  cache.set(file, scopes);
  return scopes;
}

function define(
  variables: ReadonlyMap<string, string | undefined>,
  pairs: readonly Pair[],
  valueOf: (pair: Pair) => string | undefined,
): ReadonlyMap<string, string | undefined> {
  const next = new Map(variables);
  for (const pair of pairs) next.set(pair.key.value, valueOf(pair));
  return next;
}

function expandAll(
  file: Dockerfile,
  text: string,
  variables: ReadonlyMap<string, string | undefined>,
  complete: boolean,
): string | undefined {
  return expandWord(text, file, (name) => (variables.has(name) ? variables.get(name) : complete ? '' : undefined));
}
