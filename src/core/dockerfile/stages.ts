import type { Copy, Dockerfile, DockerInstruction, InstructionKind, InstructionOf, Run, Stage, Word } from './ast.ts';
import type { Span } from '../text/span.ts';

/** The stage whose FROM names an image. */
export const rootOf = (stage: Stage): Stage => (stage.parent ? rootOf(stage.parent) : stage);

/** True when nothing comes from outside the file: environment, shell and user are all known. */
export const startsFromScratch = (stage: Stage): boolean => rootOf(stage).from.image?.value === 'scratch';

export const stageOf = (file: Dockerfile, node: DockerInstruction): Stage | undefined => file.stages[node.stage];

/** The stage that is built when none is asked for. */
export const finalStage = (file: Dockerfile): Stage | undefined => file.stages.at(-1);

/** What a stage's image was made by, oldest first: the instructions of its ancestors and its own. */
export function inheritedInstructions(stage: Stage): readonly DockerInstruction[] {
  if (!stage.parent) return stage.instructions;
  const known = inherited.get(stage) ?? [...inheritedInstructions(stage.parent), ...stage.instructions];
  inherited.set(stage, known);
  return known;
}

const inherited = new WeakMap<Stage, readonly DockerInstruction[]>();

export const isKind = <Kind extends InstructionKind>(node: DockerInstruction, kind: Kind): node is InstructionOf<Kind> =>
  node.kind === kind;

export function instructionsOf<Kind extends InstructionKind>(
  nodes: readonly DockerInstruction[],
  kind: Kind,
): readonly InstructionOf<Kind>[] {
  return nodes.filter((node) => isKind(node, kind));
}

/** The last instruction of a kind that counts for a stage's image, its own or an ancestor's. */
export function lastOf<Kind extends InstructionKind>(stage: Stage, kind: Kind): InstructionOf<Kind> | undefined {
  return instructionsOf(inheritedInstructions(stage), kind).at(-1);
}

/** The earlier stage that `--from=` names, by name in any case or by number, as BuildKit resolves it. */
export function copiedStage(file: Dockerfile, { from, stage }: Copy): Stage | undefined {
  const name = from?.value?.toLowerCase();
  if (name === undefined) return undefined;
  const earlier = file.stages.slice(0, Math.max(stage, 0));
  return earlier.findLast((one) => one.name?.toLowerCase() === name) ?? (/^\d+$/.test(name) ? earlier[Number(name)] : undefined);
}

/** A place where a stage's name stands. */
export interface StageReference extends Span {
  readonly name: string;
  readonly stage: Stage;
}

/** All places but the `AS` where a stage is named: FROM, `COPY --from=`, `RUN --mount=…,from=`. */
export function stageReferences(file: Dockerfile): readonly StageReference[] {
  return file.instructions.flatMap((node) => {
    const word = node.kind === 'From' ? node.image : node.kind === 'Copy' ? fromWord(node) : undefined;
    const words = node.kind === 'Run' ? mountedFrom(file, node) : word ? [word] : [];
    return words.flatMap(({ start, end, text }) => {
      const limit = node.kind === 'From' ? node.stage : node.stage + 1;
      const stage = file.stages.slice(0, Math.max(limit, 0)).findLast((one) => one.name?.toLowerCase() === text.toLowerCase());
      return stage ? [{ start, end, name: text, stage }] : [];
    });
  });
}

function fromWord({ from }: Copy): Pick<Word, 'start' | 'end' | 'text'> | undefined {
  return from?.valueSpan && from.value !== undefined ? { ...from.valueSpan, text: from.value } : undefined;
}

function mountedFrom(file: Dockerfile, { mounts }: Run): Pick<Word, 'start' | 'end' | 'text'>[] {
  return mounts.flatMap((mount) => {
    const match = /(?<=[,=]from=)[^,]+/i.exec(file.masked.slice(mount.start, mount.end));
    if (!match) return [];
    const start = mount.start + match.index;
    return [{ start, end: start + match[0].length, text: match[0] }];
  });
}
