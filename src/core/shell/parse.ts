import { forEachChild, parse } from 'unbash';
import type { Span } from '../text/span.ts';

/** A shell word; `value` has quotes taken off, expansions stay as written. Offsets are the document's. */
export interface ShellWord extends Span {
  readonly text: string;
  readonly value: string;
  /** Holds no variable, substitution or arithmetic. */
  readonly literal: boolean;
}

/** A simple command as it is written, before `exec`, `command` and `time` are looked through. */
export interface SimpleCommand extends Span {
  readonly assignments: readonly ShellWord[];
  readonly words: readonly ShellWord[];
  readonly redirects: readonly Redirect[];
  /** How deep in `( )`, `{ }`, `$( )`, if, for, while, case and functions it stands; 0 at the top of the script. */
  readonly depth: number;
  /** Index into `ShellScript.list` of the top-level element it is part of. */
  readonly element: number;
  /** The pipeline it is part of, with its place; undefined when it is not piped. */
  readonly pipe: { readonly index: number; readonly length: number } | undefined;
}

export interface Redirect extends Span {
  readonly operator: string;
  readonly target: ShellWord | undefined;
}

/** One element of the script's top-level list: what stands between `&&`, `||`, `;`, `&` and line ends. */
export interface ListElement extends Span {
  /** What joins it to the element before: undefined for the first. */
  readonly operator: '&&' | '||' | ';' | '&' | '\n' | undefined;
  /** A simple command, or something bigger: a pipeline, a group, an if. */
  readonly simple: boolean;
}

export interface ShellScript extends Span {
  readonly list: readonly ListElement[];
  /** In source order, with those inside groups and substitutions. */
  readonly commands: readonly SimpleCommand[];
  /** Pipelines of two commands or more, wherever they stand. */
  readonly pipelines: readonly Span[];
  /** The interpreter of a first line `#!…`. */
  readonly shebang: string | undefined;
  readonly errors: readonly { readonly at: number; readonly message: string }[];
}

/** Reads `text` as bash; `offset` is where it begins in the document. Never throws: what cannot be read is in `errors`. */
export function parseShell(text: string, offset: number): ShellScript {
  let script: ReturnType<typeof parse>;
  try {
    script = parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      start: offset,
      end: offset + text.length,
      list: [],
      commands: [],
      pipelines: [],
      shebang: undefined,
      errors: [{ at: offset, message }],
    };
  }
  const list: ListElement[] = [];
  const commands: SimpleCommand[] = [];
  const pipelines: Span[] = [];
  let before: { readonly end: number; readonly background: boolean } | undefined;
  for (const { command, background } of script.commands) {
    const separator = before && separatorOf(text.slice(before.end, command.pos), before.background);
    before = { end: command.end, background: background ?? false };
    if (command.type !== 'AndOr') {
      addElement(command, separator);
      continue;
    }
    command.commands.forEach((part, i) => {
      addElement(part, i === 0 ? separator : command.operators[i - 1]);
    });
  }
  return {
    start: offset,
    end: offset + text.length,
    list,
    commands: commands.sort((a, b) => a.start - b.start),
    pipelines,
    shebang: script.shebang,
    errors: (script.errors ?? []).map(({ pos, message }) => ({ at: offset + pos, message })),
  };

  function addElement(node: Node, operator: ListElement['operator']): void {
    list.push({ start: offset + node.pos, end: offset + node.end, operator, simple: node.type === 'Command' });
    walk(node, 0, offset, undefined);
  }

  /** `base` is where the source that the node's offsets count in begins. */
  function walk(node: Node, depth: number, base: number, pipe: SimpleCommand['pipe']): void {
    if (node.type === 'Script' && node.source !== undefined) {
      // Escaped backticks: offsets count in a decoded text, so all inside is placed at the substitution's start.
      for (const child of node.commands) walk(child, depth, Number.NaN, undefined);
      return;
    }
    if (node.type === 'Pipeline') {
      if (node.commands.length > 1) pipelines.push(place(node, base));
      node.commands.forEach((child, index) => {
        walk(child, depth, base, node.commands.length > 1 ? { index, length: node.commands.length } : undefined);
      });
      return;
    }
    if (node.type === 'Command') commands.push(toCommand(node, depth, base, pipe));
    const deeper = nesting.has(node.type) ? depth + 1 : depth;
    forEachChild(node, (child) => {
      walk(child, deeper, base, nesting.has(node.type) ? undefined : pipe);
    });
  }

  function place(node: { pos: number; end: number }, base: number): Span {
    if (!Number.isNaN(base)) return { start: base + node.pos, end: base + node.end };
    return list.at(-1) ?? { start: offset, end: offset };
  }

  function toCommand(node: CommandNode, depth: number, base: number, pipe: SimpleCommand['pipe']): SimpleCommand {
    const word = (part: { pos: number; end: number; text: string; value?: unknown; parts?: readonly unknown[] | undefined }): ShellWord => {
      const { text: written } = part;
      // The parser works out values and parts when they are asked for; most words have neither quotes nor expansions.
      if (!quotingOrExpansion.test(written)) return { ...place(part, base), text: written, value: written, literal: true };
      return {
        ...place(part, base),
        text: written,
        value: typeof part.value === 'string' ? part.value : written,
        literal: isLiteral(part.parts),
      };
    };
    return {
      ...place(node, base),
      assignments: node.prefix.filter((part) => part.type === 'Assignment').map(word),
      words: [...(node.name ? [node.name] : []), ...node.args].map(word),
      redirects: node.redirects.map((redirect) => ({
        ...place(redirect, base),
        operator: redirect.operator,
        target: redirect.type !== 'HereDoc' && redirect.target ? word(redirect.target) : undefined,
      })),
      depth,
      element: list.length - 1,
      pipe,
    };
  }
}

function separatorOf(between: string, background: boolean): ';' | '&' | '\n' {
  if (background) return '&';
  return between.includes(';') ? ';' : '\n';
}

type Node = Parameters<typeof forEachChild>[0];
type CommandNode = Extract<Node, { type: 'Command' }>;

const quotingOrExpansion = /["'\\$`]|[<>]\(/;

const nesting = new Set([
  'Subshell',
  'BraceGroup',
  'If',
  'For',
  'ArithmeticFor',
  'Select',
  'While',
  'Case',
  'Function',
  'Coproc',
  'CommandExpansion',
  'ProcessSubstitution',
]);

const expansions = new Set(['SimpleExpansion', 'ParameterExpansion', 'CommandExpansion', 'ArithmeticExpansion', 'ProcessSubstitution']);

function isLiteral(parts: readonly unknown[] | undefined): boolean {
  return (parts ?? []).every((part) => {
    const { type, parts: inner } = part as { type: string; parts?: readonly unknown[] };
    return !expansions.has(type) && isLiteral(inner);
  });
}
