import type { Command } from '../shell/commands.ts';
import type { Dockerfile, DockerInstruction, InstructionOf, InstructionKind, Stage } from '../dockerfile/ast.ts';
import type { Edit } from '../text/edit.ts';
import type { Span } from '../text/span.ts';
import type { Severity } from './finding.ts';
import type { SuppressedCode } from './suppress.ts';

/** The names between braces in a message: `'{image} has no tag'` needs `image`. */
type Placeholders<M extends string> = M extends `${string}{${infer P}}${infer Rest}` ? P | Placeholders<Rest> : never;

/** `safe` fixes run on save and under `--fix`; a `suggestion` waits for a person. */
export type FixKind = 'safe' | 'suggestion' | 'none';

export interface Fixer {
  replace(span: Span, text: string): Edit;
  insertBefore(span: Span, text: string): Edit;
  insertAfter(span: Span, text: string): Edit;
  remove(span: Span): Edit;
}

export interface Suggestion {
  readonly title: string;
  readonly edits: (fixer: Fixer) => readonly Edit[];
}

type DataOf<M extends string> = [Placeholders<M>] extends [never]
  ? { readonly data?: undefined }
  : { readonly data: Readonly<Record<Placeholders<M>, string>> };

/** A peer's code that speaks about a problem; `at` is where that peer reports it (the instruction's start when left out). */
export interface PeerReport {
  readonly code: string;
  readonly at?: Span;
}

/** What a rule reports, with its messages' names and data not checked: the linter's side of `Problem`. */
export interface AnyProblem {
  readonly at: Span;
  readonly message: string;
  readonly data?: Readonly<Record<string, string>> | undefined;
  readonly fix?: (fixer: Fixer) => readonly Edit[] | undefined;
  readonly suggestions?: readonly Suggestion[];
  readonly peers?: readonly PeerReport[];
  readonly own?: boolean;
  readonly related?: readonly { readonly span: Span; readonly message: string }[];
}

export type Problem<Messages extends Record<string, string>> = {
  [Id in keyof Messages & string]: {
    readonly at: Span;
    readonly message: Id;
    readonly fix?: (fixer: Fixer) => readonly Edit[] | undefined;
    readonly suggestions?: readonly Suggestion[];
    /** Peers that speak about exactly this problem: all of the rule's aliases when left out, `[]` for none. */
    readonly peers?: readonly PeerReport[];
    /** False when only peers speak here and the rule itself is silent: such a finding is seen by the conformance command and by peer-named ignores alone. */
    readonly own?: boolean;
    readonly related?: readonly { readonly span: Span; readonly message: string }[];
  } & DataOf<Messages[Id]>;
}[keyof Messages & string];

/** What a rule may know besides the file: all optional, all plain data handed in by the host. */
export interface LintFacts {
  /** `YYYY-MM-DD`. Rules about end of life are silent without it. */
  readonly today?: string;
  /** Text of the ignore file that applies to the build context. */
  readonly dockerignore?: string;
  /** Names of the files in the build context, relative, with `/`; undefined when the context is not known. */
  readonly contextFiles?: readonly string[];
  /** Reads a file of the build context (entry scripts); undefined when it does not exist or is not text. */
  readonly readContextFile?: (path: string) => string | undefined;
  /** What detection knows of the app: its port, its package manager. */
  readonly app?: { readonly port?: number; readonly language?: string };
}

export interface RuleContext<Messages extends Record<string, string>, Options = Readonly<Record<string, unknown>>> {
  readonly text: string;
  readonly file: Dockerfile;
  readonly facts: LintFacts;
  /** The rule's own settings, defaults filled in. */
  readonly options: Options;
  readonly report: (problem: Problem<Messages>) => void;
}

/** Called once per node in file order. A RUN inside ONBUILD reaches `Onbuild` alone; `commands` of it are at `node.trigger`. */
export type Visitor = {
  readonly [Kind in InstructionKind]?: (node: InstructionOf<Kind>) => void;
} & {
  /** Every instruction, after its own method. */
  readonly Instruction?: (node: DockerInstruction) => void;
  /** Every shell command of every RUN (also in ONBUILD, heredocs and subshells), as hadolint's model sees them. */
  readonly Command?: (command: Command, node: InstructionOf<'Run'>) => void;
  readonly Stage?: (stage: Stage) => void;
  readonly end?: () => void;
  /** Codes of ignore comments that silenced nothing, among those of rules that are on; called last. */
  readonly unusedIgnores?: (codes: readonly SuppressedCode[]) => void;
};

export interface Example {
  /** Reported, once or more. */
  readonly bad: string;
  /** Clean. Where the rule has a safe fix, exactly what it makes of `bad`. */
  readonly good: string;
  /** Settings without which the rule is silent. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** What the rule has to know besides the file. */
  readonly facts?: LintFacts;
}

/** An option of a rule: appears in drydock.yaml and in the settings schema. */
export interface OptionSchema {
  readonly type: 'boolean' | 'string' | 'number' | 'string-list' | 'string-map';
  readonly description: string;
  readonly default: unknown;
}

export interface Alias {
  readonly code: string;
  /** The peer's own default severity. */
  readonly severity: Severity;
}

export interface Rule<Messages extends Record<string, string> = Record<string, string>> {
  /** Kebab case, verb + thing: the file's name. */
  readonly name: string;
  /** Starts with a verb, no full stop. */
  readonly summary: string;
  readonly severity: Severity;
  /** Off by default when `off`; absent means on. */
  readonly default?: 'on' | 'off';
  readonly fix: FixKind;
  /** Codes of peers for the same check (`DL3006`, `StageNameCasing`); ignore comments and config accept them. */
  readonly aliases: readonly Alias[];
  /** One or two full sentences for a person: why it matters. */
  readonly why: string;
  /** How a verdict differs from a peer's, for people who come from it. */
  readonly differs?: string;
  readonly examples: readonly [Example, ...Example[]];
  readonly messages: Messages;
  readonly options?: Readonly<Record<string, OptionSchema>>;
  readonly tags?: readonly ('deprecated' | 'unnecessary')[];
  create(context: RuleContext<Messages>): Visitor;
}

export const defineRule = <const Messages extends Record<string, string>>(rule: Rule<Messages>): Rule<Messages> => Object.freeze(rule);
