/** One instruction of a Dockerfile, as far as a build step has to be led back to it. */
export interface DockerfileInstruction {
  /** One-based. */
  readonly line: number;
  /** Upper case. */
  readonly keyword: string;
  /** The words after the keyword, continuations joined, white space single. */
  readonly text: string;
  /** Zero-based; -1 before the first FROM. */
  readonly stage: number;
}

/** Where the instructions of a Dockerfile start. Works on any text; what is no instruction is listed like one. */
export function dockerfileInstructions(text: string): readonly DockerfileInstruction[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const escape = /^#\s*escape\s*=\s*`\s*$/im.test(lines.slice(0, 5).join('\n')) ? '`' : '\\';
  const continued = new RegExp(`${escape === '`' ? '`' : '\\\\'}\\s*$`);
  const out: DockerfileInstruction[] = [];
  let stage = -1;
  for (let index = 0; index < lines.length; index++) {
    const first = lines[index] ?? '';
    if (isBlank(first)) continue;
    const line = index + 1;
    let joined = first;
    while (continued.test(joined) && index + 1 < lines.length) {
      joined = joined.replace(continued, ' ');
      // Comments and blank lines inside a continuation belong to nobody.
      while (index + 1 < lines.length && isBlank(lines[index + 1] ?? '')) index++;
      joined += lines[++index] ?? '';
    }
    const [, keyword = '', rest = ''] = /^\s*(\S+)\s*([\s\S]*)$/.exec(joined) ?? [];
    if (keyword.toUpperCase() === 'FROM') stage++;
    out.push({ line, keyword: keyword.toUpperCase(), text: rest.replace(/\s+/g, ' ').trim(), stage });
    if (/^(?:RUN|COPY|ADD)$/i.test(keyword)) index = afterHeredocs(rest, lines, index);
  }
  return out;
}

/** The line of a step as the builder names it: BuildKit's `[build 2/5] RUN …`, Docker's `Step 3/7 : RUN …`, Buildah's `[1/2] STEP 3/4: RUN …`; null where it cannot be told. */
export function lineOfStep(instructions: readonly DockerfileInstruction[], name: string): number | null {
  const step = parseStepName(name);
  if (!step) return null;
  const { keyword, text } = splitInstruction(step.text);
  const candidates = instructions.filter((one) => one.keyword === keyword && inStage(instructions, one, step.stage));
  // The number is exact unless an ONBUILD of the base added steps; then the words decide.
  const counted = countedInstructions(instructions, step)[step.number - 1];
  if (counted && counted.keyword === keyword) return counted.line;
  return (candidates.find((one) => one.text === text) ?? (candidates.length === 1 ? candidates[0] : undefined))?.line ?? null;
}

/** The stage that a BuildKit step name carries: `build` of `[build 3/7] RUN …`. */
export function stageOfStep(name: string): string | null {
  const step = parseStepName(name);
  return step && typeof step.stage === 'string' ? step.stage : null;
}

interface StepName {
  readonly builder: 'buildkit' | 'classic' | 'buildah';
  /** A name (BuildKit), an index (Buildah), or null where all instructions are counted together. */
  readonly stage: string | number | null;
  readonly number: number;
  readonly text: string;
}

function parseStepName(name: string): StepName | undefined {
  const classic = /^Step (\d+)\/\d+ : ([\s\S]*)$/.exec(name);
  if (classic) return { builder: 'classic', stage: null, number: Number(classic[1]), text: classic[2] ?? '' };
  const buildah = /^(?:\[(\d+)\/\d+\] )?STEP (\d+)\/\d+: ([\s\S]*)$/.exec(name);
  if (buildah)
    return { builder: 'buildah', stage: buildah[1] ? Number(buildah[1]) - 1 : 0, number: Number(buildah[2]), text: buildah[3] ?? '' };
  const buildkit = /^\[(?:[a-z0-9]+\/[a-z0-9/]+(?:->[a-z0-9/]+)? )?(?:(\S+) )? *(\d+)\/\d+\] ([\s\S]*)$/.exec(name);
  if (buildkit) return { builder: 'buildkit', stage: buildkit[1] ?? null, number: Number(buildkit[2]), text: buildkit[3] ?? '' };
  return undefined;
}

function splitInstruction(text: string): { readonly keyword: string; readonly text: string } {
  const [, keyword = '', rest = ''] = /^\s*(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
  return { keyword: keyword.toUpperCase(), text: rest.replace(/\s+/g, ' ').trim() };
}

function countedInstructions(all: readonly DockerfileInstruction[], step: StepName): readonly DockerfileInstruction[] {
  if (step.builder === 'classic') return all;
  const stage = all.filter((one) => inStage(all, one, step.stage));
  if (step.builder === 'buildah') return stage;
  // BuildKit numbers what makes a node of its graph; FROM only where it loads an image.
  return stage.filter((one) => /^(?:RUN|COPY|ADD|WORKDIR)$/.test(one.keyword) || (one.keyword === 'FROM' && loadsImage(all, one)));
}

function inStage(all: readonly DockerfileInstruction[], one: DockerfileInstruction, stage: StepName['stage']): boolean {
  if (stage === null) return true;
  if (typeof stage === 'number') return one.stage === stage;
  const from = all.find((other) => other.keyword === 'FROM' && other.stage === one.stage);
  return from !== undefined && stageName(from) === stage.toLowerCase();
}

function stageName(from: DockerfileInstruction): string {
  return (/\sAS\s+(\S+)\s*$/i.exec(from.text)?.[1] ?? `stage-${String(from.stage)}`).toLowerCase();
}

function loadsImage(all: readonly DockerfileInstruction[], from: DockerfileInstruction): boolean {
  const base =
    from.text
      .replace(/^(?:--\S+\s+)+/, '')
      .split(' ')[0]
      ?.toLowerCase() ?? '';
  return base !== 'scratch' && !all.some((other) => other.keyword === 'FROM' && other.stage < from.stage && stageName(other) === base);
}

function isBlank(line: string): boolean {
  return /^\s*(?:#|$)/.test(line);
}

/** The index of the last line of the here-documents that an instruction opens. */
function afterHeredocs(text: string, lines: readonly string[], index: number): number {
  let at = index;
  for (const [, dash, , word] of text.matchAll(/(?<!<)<<(-?)(["']?)([A-Za-z_][\w.]*)\2/g)) {
    let end = at + 1;
    while (end < lines.length && (dash ? (lines[end] ?? '').replace(/^\t+/, '') : lines[end]) !== word) end++;
    if (end < lines.length) at = end;
  }
  return at;
}
