import type { Dockerfile, DockerInstruction, Run, Stage } from '../dockerfile/ast.ts';

/**
 * Whether a stage's layers are in a final image: it is the last stage, or a later FROM builds on it. What is only copied out of a stage does not
 * count. In a file without FROM everything is taken to be shipped; in others, what stands before the first FROM (stage -1) is in no image.
 */
export function isShipped(file: Dockerfile, stage: number): boolean {
  return stage === file.stages.length - 1 || file.stages.some(({ parent }) => parent?.index === stage);
}

/** The same as hadolint decides it: any FROM that names the alias, in its exact spelling and with any tag, counts; ONBUILD is looked at on its own. */
export function isShippedForHadolint(file: Dockerfile, { stage, onbuild }: Pick<Run, 'stage' | 'onbuild'>): boolean {
  if (onbuild || stage === file.stages.length - 1) return true;
  const name = file.stages[stage]?.name;
  return name !== undefined && file.stages.some(({ from }) => from.image?.name === name);
}

/** Whether the instruction is in the last stage, or in one that it builds on. */
export function isInFinalImage(file: Dockerfile, stage: number): boolean {
  if (file.stages.length === 0) return true;
  for (let one = file.stages.at(-1); one; one = one.parent) if (one.index === stage) return true;
  return false;
}

/** The stage and those it builds on, nearest first. */
export function lineage(stage: Stage | undefined): readonly Stage[] {
  const stages: Stage[] = [];
  for (let one = stage; one; one = one.parent) stages.push(one);
  return stages;
}

/** The same as hadolint follows it: FROM must spell the alias exactly, and may give it a tag. */
export function lineageForHadolint(file: Dockerfile, stage: Stage | undefined): readonly Stage[] {
  const stages: Stage[] = [];
  for (let one = stage; one;) {
    stages.push(one);
    const { index, from } = one;
    one = file.stages.slice(0, index).findLast(({ name }) => name !== undefined && name === from.image?.name);
  }
  return stages;
}

/** The instructions that run before `node` in the same image: those of the stages it builds on, and of its own up to it. */
export function instructionsBefore(file: Dockerfile, node: DockerInstruction): readonly DockerInstruction[] {
  const stage = file.stages[node.stage];
  if (!stage) return file.instructions.filter(({ start }) => start < node.start);
  const [own, ...parents] = lineage(stage);
  return [
    ...parents.reverse().flatMap(({ instructions }) => instructions),
    ...(own?.instructions ?? []).filter(({ start }) => start < node.start),
  ];
}

/** The instructions that run on top of `node`: the rest of its stage, and the stages that build on it. */
export function instructionsAfter(file: Dockerfile, node: DockerInstruction): readonly DockerInstruction[] {
  return file.instructions.filter(
    (other) =>
      other.start > node.start &&
      (other.stage === node.stage || lineage(file.stages[other.stage]).some(({ index }) => index === node.stage)),
  );
}
