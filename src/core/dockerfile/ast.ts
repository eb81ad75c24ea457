import type { Span } from '../text/span.ts';

/** Every node knows its span. Nodes are frozen: a rule reads the tree, it never changes it. */
export interface Dockerfile {
  readonly text: string;
  /**
   * The text with the same length in which a continued instruction stands on one line: continuation characters with their line ends,
   * comment lines and blank lines inside it are blanks. Heredoc bodies are as they were.
   */
  readonly masked: string;
  readonly escape: '\\' | '`';
  readonly directives: readonly Directive[];
  /** Whole-line comments, also those inside continued instructions, in file order; directives are not among them. */
  readonly comments: readonly Comment[];
  readonly instructions: readonly DockerInstruction[];
  readonly stages: readonly Stage[];
  /** ARG instructions before the first FROM. */
  readonly globalArgs: readonly Arg[];
  readonly problems: readonly ParseProblem[];
}

export interface ParseProblem {
  readonly span: Span;
  readonly message: string;
}

/** `# escape=…`, `# syntax=…`, `# check=…` at the top of the file. */
export interface Directive extends Span {
  /** Lower case. */
  readonly name: string;
  readonly value: string;
  readonly valueSpan: Span;
}

export interface Comment extends Span {
  /** What follows the `#`. */
  readonly text: string;
  /** Inside a continued instruction. */
  readonly inside: boolean;
}

export interface Stage {
  readonly index: number;
  readonly from: From;
  /** The alias as written; undefined when the stage has none. */
  readonly name: string | undefined;
  /** The earlier stage that FROM names, by alias (case-insensitive, as BuildKit resolves it); undefined for images. */
  readonly parent: Stage | undefined;
  /** FROM itself first. */
  readonly instructions: readonly DockerInstruction[];
}

/** A word of an instruction. `value` has the quotes and escapes taken off; variables stay as written. */
export interface Word extends Span {
  readonly text: string;
  readonly value: string;
}

/** `--name`, `--name=value`. */
export interface Flag extends Span {
  readonly name: string;
  readonly value: string | undefined;
  readonly valueSpan: Span | undefined;
}

export interface Heredoc {
  readonly name: string;
  /** `<<-`: leading tabs are dropped. */
  readonly chomp: boolean;
  /** False when the name is quoted: no variables in the body. */
  readonly expand: boolean;
  /** The `<<NAME` word. */
  readonly operator: Span;
  /** The lines between, with their line ends. */
  readonly body: Span;
  /** Line of the terminator; an empty span at the end of the text when it is missing. */
  readonly terminator: Span;
}

interface NodeBase extends Span {
  /** As written; `kind` says which instruction it is. */
  readonly keyword: Word;
  readonly flags: readonly Flag[];
  /** Arguments after the flags, without heredoc bodies. Empty span at the end when there are none. */
  readonly argsSpan: Span;
  /** Arguments split at blanks, quotes not considered, as BuildKit splits most instructions. Without flags. */
  readonly args: readonly Word[];
  /** Elements when the arguments are a JSON array of strings, as BuildKit decides. */
  readonly json: readonly Word[] | undefined;
  readonly heredocs: readonly Heredoc[];
  /** Zero-based line of the keyword. */
  readonly line: number;
  /** Zero-based line on which the instruction ends, heredocs included. */
  readonly endLine: number;
  /** Starts of blank lines inside a continuation. */
  readonly emptyContinuations: readonly Span[];
  /** Index into `stages`; -1 before the first FROM. */
  readonly stage: number;
  /** True for an instruction that is ONBUILD's trigger. */
  readonly onbuild: boolean;
}

export interface From extends NodeBase {
  readonly kind: 'From';
  readonly image: ImageReference | undefined;
  readonly platform: Flag | undefined;
  readonly as: Word | undefined;
  readonly alias: Word | undefined;
}

/** `[registry/]name[:tag][@digest]`, split as text; variables stay in it. */
export interface ImageReference extends Word {
  readonly registry: string | undefined;
  /** With the registry, without tag and digest. */
  readonly name: string;
  readonly tag: string | undefined;
  readonly tagSpan: Span | undefined;
  readonly digest: string | undefined;
}

export interface Run extends NodeBase {
  readonly kind: 'Run';
  readonly form: 'shell' | 'exec';
  readonly mounts: readonly Mount[];
}

/** `--mount=type=cache,target=…`: keys in lower case; `type` is bind when it is not given. */
export interface Mount extends Span {
  readonly type: string;
  readonly options: Readonly<Record<string, string>>;
}

export interface Cmd extends NodeBase {
  readonly kind: 'Cmd';
  readonly form: 'shell' | 'exec';
}

export interface Entrypoint extends NodeBase {
  readonly kind: 'Entrypoint';
  readonly form: 'shell' | 'exec';
}

export interface Copy extends NodeBase {
  readonly kind: 'Copy';
  readonly sources: readonly Word[];
  readonly destination: Word | undefined;
  readonly from: Flag | undefined;
}

export interface Add extends NodeBase {
  readonly kind: 'Add';
  readonly sources: readonly Word[];
  readonly destination: Word | undefined;
}

/** One `key=value` of ENV or LABEL; `legacy` for `ENV key the rest`. */
export interface Pair extends Span {
  readonly key: Word;
  readonly value: Word | undefined;
  readonly legacy: boolean;
}

export interface Env extends NodeBase {
  readonly kind: 'Env';
  readonly pairs: readonly Pair[];
}

export interface Label extends NodeBase {
  readonly kind: 'Label';
  readonly pairs: readonly Pair[];
}

export interface Arg extends NodeBase {
  readonly kind: 'Arg';
  /** `ARG a b=1` declares two. `value` is undefined without `=`. */
  readonly pairs: readonly Pair[];
}

export interface Healthcheck extends NodeBase {
  readonly kind: 'Healthcheck';
  readonly type: 'none' | 'cmd' | 'unknown';
  /** What follows CMD. */
  readonly command: { readonly form: 'shell' | 'exec'; readonly span: Span; readonly json: readonly Word[] | undefined } | undefined;
}

export interface Onbuild extends NodeBase {
  readonly kind: 'Onbuild';
  readonly trigger: DockerInstruction | undefined;
}

export interface Plain<Kind extends string> extends NodeBase {
  readonly kind: Kind;
}

export type DockerInstruction =
  | From
  | Run
  | Cmd
  | Entrypoint
  | Copy
  | Add
  | Env
  | Label
  | Arg
  | Healthcheck
  | Onbuild
  | Plain<'Expose'>
  | Plain<'User'>
  | Plain<'Workdir'>
  | Plain<'Volume'>
  | Plain<'Shell'>
  | Plain<'Stopsignal'>
  | Plain<'Maintainer'>
  | Plain<'Unknown'>;

export type InstructionKind = DockerInstruction['kind'];

export type InstructionOf<Kind extends InstructionKind> = Extract<DockerInstruction, { readonly kind: Kind }>;
