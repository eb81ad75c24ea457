import type { DockerInstruction, Dockerfile, InstructionKind, InstructionOf, Stage } from '../dockerfile/ast.ts';
import type { CommandForm } from './command.ts';

/** What a Dockerfile says of the image that its last stage makes, each with its place. */
export interface DockerfileFacts {
  readonly entrypoint: CommandFact | null;
  readonly cmd: CommandFact | null;
  readonly user: Fact | null;
  readonly workdir: Fact | null;
  readonly stopSignal: Fact | null;
  readonly healthcheck: Fact | null;
  readonly exposed: readonly Fact[];
  readonly copies: readonly CopyFact[];
}

export interface Place {
  /** `ENTRYPOINT`, in upper case. */
  readonly instruction: string;
  /** One-based. */
  readonly line: number;
}

export interface Fact extends Place {
  readonly value: string;
}

export interface CommandFact extends Place {
  /** One-based, of the instruction's last line. */
  readonly toLine: number;
  readonly form: CommandForm;
  /** Of the exec form. */
  readonly argv: readonly string[];
  /** Of the shell form: what follows the keyword, continuations as blanks. */
  readonly text: string;
}

export interface CopyFact extends Place {
  readonly sources: readonly string[];
  readonly destination: string;
  /** From another stage or image: its files are not in the build context. */
  readonly fromStage: boolean;
  readonly workdir: string;
}

/** Follows the stage `target` (the last one when left out) back through the stages it builds on. */
export function dockerfileFacts(dockerfile: Dockerfile, target?: string): DockerfileFacts | null {
  const stage = target === undefined ? dockerfile.stages.at(-1) : findStage(dockerfile, target);
  if (!stage) return null;
  const instructions = lineage(stage).flatMap((one) => one.instructions.filter((instruction) => !instruction.onbuild));
  const last = <Kind extends InstructionKind>(kind: Kind): InstructionOf<Kind> | undefined => instructions.findLast(is(kind));
  const healthcheck = last('Healthcheck');
  return {
    entrypoint: commandFact(dockerfile, last('Entrypoint')),
    cmd: commandFact(dockerfile, last('Cmd')),
    user: fact(last('User')),
    workdir: fact(last('Workdir')),
    stopSignal: fact(last('Stopsignal')),
    healthcheck: healthcheck && healthcheck.type === 'cmd' ? fact(healthcheck) : null,
    exposed: instructions.filter(is('Expose')).flatMap((expose) => expose.args.map((word) => ({ ...place(expose), value: word.value }))),
    copies: copyFacts(instructions),
  };
}

/** The line that made process 1: ENTRYPOINT, or CMD where the image has no entry point. */
export function commandPlace(facts: DockerfileFacts | null): CommandFact | null {
  return facts?.entrypoint ?? facts?.cmd ?? null;
}

const is =
  <Kind extends InstructionKind>(kind: Kind) =>
  (instruction: DockerInstruction): instruction is InstructionOf<Kind> =>
    instruction.kind === kind;

function findStage(dockerfile: Dockerfile, target: string): Stage | undefined {
  return dockerfile.stages.find((stage) => stage.name?.toLowerCase() === target.toLowerCase() || String(stage.index) === target);
}

function lineage(stage: Stage): readonly Stage[] {
  return stage.parent ? [...lineage(stage.parent), stage] : [stage];
}

const place = (instruction: DockerInstruction): Place => ({
  instruction: instruction.keyword.value.toUpperCase(),
  line: instruction.line + 1,
});

function fact(instruction: DockerInstruction | undefined): Fact | null {
  return instruction ? { ...place(instruction), value: instruction.args.map((word) => word.value).join(' ') } : null;
}

function commandFact(dockerfile: Dockerfile, instruction: InstructionOf<'Cmd' | 'Entrypoint'> | undefined): CommandFact | null {
  if (!instruction) return null;
  return {
    ...place(instruction),
    toLine: instruction.endLine + 1,
    form: instruction.json ? 'exec' : 'shell',
    argv: instruction.json?.map((word) => word.value) ?? [],
    text: instruction.json
      ? ''
      : dockerfile.masked
          .slice(instruction.argsSpan.start, instruction.argsSpan.end)
          .replace(/\s*\n\s*/g, ' ')
          .trim(),
  };
}

function copyFacts(instructions: readonly DockerInstruction[]): readonly CopyFact[] {
  const copies: CopyFact[] = [];
  let workdir = '/';
  for (const instruction of instructions) {
    if (instruction.kind === 'Workdir') {
      const path = instruction.args[0]?.value ?? '';
      workdir = path.startsWith('/') ? path : `${workdir.replace(/\/$/, '')}/${path}`;
    }
    if (instruction.kind !== 'Copy' || instruction.destination === undefined) continue;
    copies.push({
      ...place(instruction),
      sources: instruction.sources.map((word) => word.value),
      destination: instruction.destination.value,
      fromStage: instruction.from !== undefined,
      workdir,
    });
  }
  return copies;
}
