import { DockerfileParser } from 'dockerfile-ast';
import type { Span } from '../text/span.ts';
import type { Arg, Dockerfile, DockerInstruction, Flag, From, ImageReference, InstructionKind, Mount, Pair, Stage, Word } from './ast.ts';
import { maskDockerfile, quotedWords, type LogicalLine, type MaskedText } from './mask.ts';

/**
 * Lowers a Dockerfile to our AST, once. Never throws and drops nothing: what cannot be read is in `problems`.
 * dockerfile-ast tells the instructions and their keywords apart on a text from which we took what it trips over (continuations, heredocs);
 * the rest of its getters re-parse at each call and follow other rules than BuildKit, so arguments are read here.
 */
export function parseDockerfile(text: string): Dockerfile {
  const masked = maskDockerfile(text);
  const heads = instructionHeads(text, masked);
  const problems = [...masked.problems];
  const instructions: DockerInstruction[] = [];
  const stages: Stage[] = [];
  const globalArgs: Arg[] = [];
  let current: DockerInstruction[] | undefined;

  for (const line of masked.lines) {
    const keyword = heads.get(line.start) ?? keywordAt(masked.masked, line);
    const node = lower(masked, line, keyword, stages.length - 1 + (isFrom(keyword) ? 1 : 0), false);
    instructions.push(node);
    if (node.kind === 'Unknown') problems.push({ span: node.keyword, message: `Unknown instruction '${node.keyword.text}'` });
    if (node.kind === 'From') {
      current = [node];
      stages.push(
        Object.freeze({ index: stages.length, from: node, name: node.alias?.value, parent: parentOf(node, stages), instructions: current }),
      );
    } else if (current) current.push(node);
    else if (node.kind === 'Arg') globalArgs.push(node);
  }
  if (stages.length === 0) problems.push({ span: { start: 0, end: 0 }, message: 'No FROM instruction' });
  return Object.freeze({
    text,
    masked: masked.masked,
    escape: masked.escape,
    directives: masked.directives,
    comments: masked.comments,
    instructions,
    stages,
    globalArgs,
    problems,
  });
}

const kinds: Readonly<Record<string, InstructionKind>> = {
  FROM: 'From', RUN: 'Run', CMD: 'Cmd', ENTRYPOINT: 'Entrypoint', COPY: 'Copy', ADD: 'Add', ENV: 'Env', LABEL: 'Label', ARG: 'Arg', HEALTHCHECK: 'Healthcheck',
  ONBUILD: 'Onbuild', EXPOSE: 'Expose', USER: 'User', WORKDIR: 'Workdir', VOLUME: 'Volume', SHELL: 'Shell', STOPSIGNAL: 'Stopsignal', MAINTAINER: 'Maintainer',
}; // prettier-ignore

const isFrom = (keyword: Span & { readonly text: string }): boolean => keyword.text.toUpperCase() === 'FROM';

/**
 * Keyword of each instruction, by the instruction's offset, as dockerfile-ast reads them. It is given the first word of every instruction alone,
 * a line each: it reads the arguments of some instructions while it parses, and they are not asked for.
 */
function instructionHeads(text: string, { masked, lines }: MaskedText): ReadonlyMap<number, Word> {
  const heads = new Map<number, Word>();
  const first = lines.map((line) => keywordAt(masked, line));
  let parsed;
  try {
    parsed = DockerfileParser.parse(first.map((word) => word.text.replace(/[\\`#]/g, '_')).join('\n'));
  } catch {
    return heads;
  }
  for (const instruction of parsed.getInstructions()) {
    const { start, end } = instruction.getInstructionRange();
    const from = (first[start.line]?.start ?? 0) + start.character;
    const to = from + end.character - start.character;
    heads.set(from, { start: from, end: to, text: text.slice(from, to), value: text.slice(from, to) });
  }
  return heads;
}

function keywordAt(masked: string, { start, end }: Span): Word {
  const text = /^\S*/.exec(masked.slice(start, end))?.[0] ?? '';
  return { start, end: start + text.length, text, value: text };
}

function parentOf(from: From, earlier: readonly Stage[]): Stage | undefined {
  const name = from.image?.value.toLowerCase();
  if (name === undefined) return undefined;
  return earlier.findLast((stage) => stage.name?.toLowerCase() === name);
}

const jsonKinds = new Set<InstructionKind>(['Run', 'Cmd', 'Entrypoint', 'Copy', 'Add', 'Volume', 'Shell']);

function lower(source: MaskedText, line: LogicalLine, keyword: Word, stage: number, onbuild: boolean): DockerInstruction {
  const { masked, escape } = source;
  const kind = kinds[keyword.text.toUpperCase()] ?? 'Unknown';
  const flags = kind === 'Onbuild' || kind === 'Unknown' ? [] : readFlags(masked, keyword.end, line.commandEnd, escape);
  const argsStart = skipBlanks(masked, flags.at(-1)?.end ?? keyword.end, line.commandEnd);
  const argsSpan = { start: argsStart, end: Math.max(argsStart, line.commandEnd) };
  const base = {
    start: keyword.start,
    end: line.end,
    keyword,
    flags,
    argsSpan,
    args: blankWords(masked, argsSpan, escape),
    json: jsonKinds.has(kind) ? readJson(masked, argsSpan) : undefined,
    heredocs: line.heredocs,
    line: line.line,
    endLine: line.endLine,
    emptyContinuations: line.emptyContinuations,
    stage,
    onbuild,
  };
  return Object.freeze({ ...base, ...specifics(kind, base, source, line) }) as unknown as DockerInstruction;
}

type Base = Omit<DockerInstruction & { kind: 'User' }, 'kind'>;

function specifics(kind: InstructionKind, base: Base, source: MaskedText, line: LogicalLine): object {
  const { masked, escape } = source;
  const form = base.json ? 'exec' : 'shell';
  switch (kind) {
    case 'From': {
      const [image, as, alias] = base.args;
      return { kind, image: image && imageReference(image), platform: base.flags.find(({ name }) => name === 'platform'), as, alias };
    }
    case 'Run':
      return { kind, form, mounts: base.flags.filter(({ name }) => name === 'mount').map(readMount) };
    case 'Cmd':
    case 'Entrypoint':
      return { kind, form };
    case 'Copy':
    case 'Add': {
      const words = base.json ?? base.args;
      return { kind, sources: words.slice(0, -1), destination: words.at(-1), from: base.flags.find(({ name }) => name === 'from') };
    }
    case 'Env':
    case 'Label':
      return { kind, pairs: readPairs(masked, base.argsSpan, escape, true) };
    case 'Arg':
      return { kind, pairs: readPairs(masked, base.argsSpan, escape, false) };
    case 'Healthcheck':
      return { kind, ...readHealthcheck(masked, base) };
    case 'Onbuild':
      return { kind, trigger: readTrigger(base, source, line) };
    default:
      return { kind };
  }
}

function readTrigger(base: Base, source: MaskedText, line: LogicalLine): DockerInstruction | undefined {
  const first = base.args[0];
  if (!first) return undefined;
  return lower(
    source,
    { ...line, start: first.start },
    { start: first.start, end: first.end, text: first.text, value: first.text },
    base.stage,
    true,
  );
}

function readHealthcheck(masked: string, base: Base): object {
  const first = base.args[0];
  const type = first?.text.toUpperCase();
  if (type === 'NONE') return { type: 'none', command: undefined };
  if (!first || type !== 'CMD') return { type: 'unknown', command: undefined };
  const start = skipBlanks(masked, first.end, base.argsSpan.end);
  const at = { start, end: base.argsSpan.end };
  const json = readJson(masked, at);
  return { type: 'cmd', command: { form: json ? 'exec' : 'shell', span: at, json } };
}

/** `--name=value` words at the front, with quotes as BuildKit reads them; `--` alone ends them. */
function readFlags(masked: string, from: number, to: number, escape: string): Flag[] {
  const flags: Flag[] = [];
  let next = skipBlanks(masked, from, to);
  while (next < to && masked.startsWith('--', next)) {
    const word = quotedWords(masked.slice(0, to), next, escape)[0];
    if (!word || word.text === '--') break;
    const equals = word.text.indexOf('=');
    const name = word.text.slice(2, equals < 0 ? undefined : equals);
    const valueSpan = equals < 0 ? undefined : { start: word.start + equals + 1, end: word.end };
    flags.push({
      start: word.start,
      end: word.end,
      name,
      value: valueSpan && unquote(masked.slice(valueSpan.start, valueSpan.end), escape),
      valueSpan,
    });
    next = skipBlanks(masked, word.end, to);
  }
  return flags;
}

function readMount(flag: Flag): Mount {
  const options: Record<string, string> = {};
  for (const field of (flag.value ?? '').split(',')) {
    const [key = '', ...rest] = field.split('=');
    options[key.trim().toLowerCase()] = rest.join('=');
  }
  return { start: flag.start, end: flag.end, type: options['type'] ?? 'bind', options };
}

function blankWords(masked: string, { start, end }: Span, escape: string): Word[] {
  const words: Word[] = [];
  for (const match of masked.slice(start, end).matchAll(/\S+/g)) {
    words.push({
      start: start + match.index,
      end: start + match.index + match[0].length,
      text: match[0],
      value: unquote(match[0], escape),
    });
  }
  return words;
}

/** The elements of a JSON array of strings with their places (quotes included), or undefined where Docker falls back to the shell form. */
function readJson(masked: string, { start, end }: Span): readonly Word[] | undefined {
  const raw = masked.slice(start, end);
  if (!raw.startsWith('[')) return undefined;
  let values: unknown;
  try {
    values = JSON.parse(raw);
  } catch {
    return undefined;
  }
  if (!Array.isArray(values) || !values.every((value) => typeof value === 'string')) return undefined;
  const literals = [...raw.matchAll(/"(?:[^"\\]|\\.)*"/g)];
  return values.map((value, i) => {
    const literal = literals[i];
    const at = start + (literal?.index ?? 0);
    return { start: at, end: at + (literal?.[0].length ?? 0), text: literal?.[0] ?? '', value };
  });
}

function readPairs(masked: string, { start, end }: Span, escape: string, legacyForm: boolean): Pair[] {
  const words = quotedWords(masked.slice(0, end), start, escape);
  const first = words[0];
  if (!first) return [];
  if (legacyForm && !first.text.includes('=')) {
    const valueStart = skipBlanks(masked, first.end, end);
    const key = toWord(masked, first.start, first.end, escape);
    return [{ start: first.start, end, key, value: valueStart < end ? toWord(masked, valueStart, end, escape) : undefined, legacy: true }];
  }
  return words.map((word) => {
    const equals = word.text.indexOf('=');
    const keyEnd = equals < 0 ? word.end : word.start + equals;
    return {
      start: word.start,
      end: word.end,
      key: toWord(masked, word.start, keyEnd, escape),
      value: equals < 0 ? undefined : toWord(masked, keyEnd + 1, word.end, escape),
      legacy: false,
    };
  });
}

function toWord(masked: string, start: number, end: number, escape: string): Word {
  const text = masked.slice(start, end);
  return { start, end, text, value: unquote(text, escape) };
}

/** Splits `registry/name:tag@digest` as text; a registry is a first part with a dot, a colon or the name localhost. */
function imageReference(word: Word): ImageReference {
  const at = word.value.indexOf('@');
  const digest = at < 0 ? undefined : word.value.slice(at + 1);
  const rest = at < 0 ? word.value : word.value.slice(0, at);
  // A colon inside `${VAR:-default}` starts no tag.
  const bare = rest.replace(/\$\{[^}]*\}/g, (variable) => '_'.repeat(variable.length));
  const colon = bare.lastIndexOf(':');
  const hasTag = colon > bare.lastIndexOf('/');
  const slash = rest.indexOf('/');
  const host = slash < 0 ? '' : rest.slice(0, slash);
  const tagOffset = word.text.indexOf(rest) + colon + 1;
  return {
    ...word,
    registry: host.includes('.') || host.includes(':') || host === 'localhost' ? host : undefined,
    name: hasTag ? rest.slice(0, colon) : rest,
    tag: hasTag ? rest.slice(colon + 1) : undefined,
    tagSpan: hasTag ? { start: word.start + tagOffset, end: word.start + tagOffset + rest.length - colon - 1 } : undefined,
    digest,
  };
}

/** Takes quotes and escapes off; variables stay as written. */
export function unquote(text: string, escape: string): string {
  if (!/["']/.test(text) && !text.includes(escape)) return text;
  let result = '';
  let quote = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (char === escape && quote !== "'" && i + 1 < text.length) {
      const next = text[i + 1] ?? '';
      // Inside double quotes only these lose their escape character.
      if (quote === '"' && next !== '"' && next !== '$' && next !== escape) result += char;
      result += next === '$' ? `${escape}$` : next;
      i++;
    } else if (quote !== '') {
      if (char === quote) quote = '';
      else result += char;
    } else if (char === '"' || char === "'") quote = char;
    else result += char;
  }
  return result;
}

function skipBlanks(text: string, from: number, to: number): number {
  let i = from;
  while (i < to && /\s/.test(text[i] ?? '')) i++;
  return i;
}
