import type { Dockerfile, DockerInstruction, Run } from '../dockerfile/ast.ts';
import { parseDockerfile } from '../dockerfile/parse.ts';
import type { Span } from '../text/span.ts';
import type { LintConfig } from './config.ts';
import { fixer } from './fixer.ts';
import type { Finding, PeerFinding, Severity } from './finding.ts';
import type { AnyProblem, LintFacts, Rule, RuleContext, Visitor } from './rule.ts';
import { runScripts } from './run-scripts.ts';
import { isBuildKitCheck, readSuppressions, suppress, type Suppression } from './suppress.ts';

/** A rule of any messages; a list of rules mixes them. */
export interface AnyRule extends Omit<Rule, 'create'> {
  create(context: AnyRuleContext): Visitor;
}

export type AnyRuleContext = Omit<RuleContext<Record<string, string>>, 'report'> & { report(problem: AnyProblem): void };

export interface LintOptions {
  readonly facts?: LintFacts;
  readonly config?: LintConfig;
  /** Ignore comments count by default. */
  readonly ignoreComments?: boolean;
}

export interface LintResult {
  readonly file: Dockerfile;
  /** Sorted by place. Those with `own` false are for the conformance command alone. */
  readonly findings: readonly Finding[];
  /** Rules that threw: caught on their own, the others went on. */
  readonly failures: readonly { readonly rule: string; readonly error: unknown }[];
}

/** Lints one Dockerfile. Never throws. */
export function lint(text: string, rules: readonly AnyRule[], options: LintOptions = {}): LintResult {
  return lintFile(parseDockerfile(text), rules, options);
}

/** The same for a file that is parsed already. */
export function lintFile(file: Dockerfile, rules: readonly AnyRule[], options: LintOptions = {}): LintResult {
  const findings: Finding[] = [];
  const failures: { rule: string; error: unknown }[] = [];
  const active: { rule: AnyRule; visitor: Visitor }[] = [];

  const guarded = (rule: AnyRule, run: () => void): void => {
    try {
      run();
    } catch (error) {
      if (!failures.some((failure) => failure.rule === rule.name)) failures.push({ rule: rule.name, error });
    }
  };

  for (const rule of rules) {
    const severity = severityOf(rule, options.config);
    if (severity === 'off') continue;
    guarded(rule, () => {
      const report = (problem: AnyProblem): void => {
        findings.push(toFinding(rule, severity, problem, file));
      };
      const visitor = rule.create({ text: file.text, file, facts: options.facts ?? {}, options: optionsOf(rule, options.config), report });
      active.push({ rule, visitor });
    });
  }

  walk(file, active, guarded);
  raiseBuildKitErrors(findings, file);
  const comments = options.ignoreComments === false || options.config?.ignoreComments === false ? [] : readSuppressions(file);
  const { findings: kept, unused } = suppress(findings, [...ignoredEverywhere(options.config, file), ...comments]);
  if (unused.length === 0) return { file, findings: kept.toSorted(byPlace), failures };
  findings.length = 0;
  const speaking = unused.filter(({ code }) => rules.some((rule) => answersTo(rule, code) && severityOf(rule, options.config) !== 'off'));
  for (const { rule, visitor } of active) if (visitor.unusedIgnores) guarded(rule, () => visitor.unusedIgnores?.(speaking));
  return { file, findings: [...kept, ...findings].sort(byPlace), failures };
}

/** `# check=error=true` makes every BuildKit check fail the build. */
function raiseBuildKitErrors(findings: Finding[], file: Dockerfile): void {
  if (!file.directives.some(({ name, value }) => name === 'check' && /(?:^|;)\s*error\s*=\s*true\s*(?:;|$)/i.test(value))) return;
  findings.forEach((finding, i) => {
    if (finding.peers.some(({ code }) => isBuildKitCheck(code))) findings[i] = { ...finding, severity: 'error' };
  });
}

/** What the configuration ignores, as if a comment said it for the whole file. */
function ignoredEverywhere(config: LintConfig | undefined, file: Dockerfile): readonly Suppression[] {
  const whole = { start: 0, end: file.text.length };
  if (!config?.ignored || config.ignored.length === 0) return [];
  return [{ syntax: 'config', scope: whole, codes: config.ignored.map((code) => ({ code, start: 0, end: 0, comment: whole, of: 1 })) }];
}

const answersTo = (rule: AnyRule, code: string): boolean => rule.name === code || rule.aliases.some((alias) => alias.code === code);

/** File order; at one place by rule. */
export const byPlace = (a: Finding, b: Finding): number =>
  a.span.start - b.span.start || a.span.end - b.span.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);

type Methods = Readonly<Record<string, ((node: DockerInstruction) => void) | undefined>>;

function walk(
  file: Dockerfile,
  active: readonly { rule: AnyRule; visitor: Visitor }[],
  guarded: (rule: AnyRule, run: () => void) => void,
): void {
  // Most rules look at one or two kinds of instruction: asking each of a hundred at every instruction costs more than the rules do.
  const byKind = new Map<DockerInstruction['kind'], Active>();
  for (const node of file.instructions) {
    const stage = node.kind === 'From' ? file.stages[node.stage] : undefined;
    const run = runOf(node);
    let interested = byKind.get(node.kind);
    if (!interested) byKind.set(node.kind, (interested = active.filter(({ visitor }) => listens(visitor, node.kind))));
    for (const { rule, visitor } of interested) {
      guarded(rule, () => {
        if (stage) visitor.Stage?.(stage);
        (visitor as Methods)[node.kind]?.(node);
        visitor.Instruction?.(node);
        if (!run || !visitor.Command) return;
        for (const script of runScripts(file, run)) for (const command of script.named) visitor.Command(command, run);
      });
    }
  }
  for (const { rule, visitor } of active) if (visitor.end) guarded(rule, visitor.end);
}

type Active = readonly { readonly rule: AnyRule; readonly visitor: Visitor }[];

function listens(visitor: Visitor, kind: DockerInstruction['kind']): boolean {
  if ((visitor as Methods)[kind] ?? visitor.Instruction) return true;
  return (kind === 'From' && visitor.Stage !== undefined) || ((kind === 'Run' || kind === 'Onbuild') && visitor.Command !== undefined);
}

/** The RUN that a node is, or that ONBUILD sets off. */
function runOf(node: DockerInstruction): Run | undefined {
  if (node.kind === 'Run') return node;
  return node.kind === 'Onbuild' && node.trigger?.kind === 'Run' ? node.trigger : undefined;
}

const none: Readonly<Record<string, unknown>> = Object.freeze({});

/** What is common to rules of all languages. */
export type RuleFacts = Omit<AnyRule, 'create'>;

export function severityOf(rule: RuleFacts, config: LintConfig | undefined): Severity | 'off' {
  return config?.rules[rule.name]?.severity ?? (rule.default === 'off' ? 'off' : rule.severity);
}

/** A rule's settings, defaults filled in. */
export function optionsOf(rule: RuleFacts, config: LintConfig | undefined): Readonly<Record<string, unknown>> {
  const given = config?.rules[rule.name]?.options;
  if (!rule.options) return given ?? none;
  const defaults = Object.fromEntries(Object.entries(rule.options).map(([name, option]) => [name, option.default]));
  return { ...defaults, ...given };
}

export function toFinding(rule: RuleFacts, severity: Severity, problem: AnyProblem, file: Dockerfile | undefined): Finding {
  const at: Span = { start: problem.at.start, end: problem.at.end };
  const edits = problem.fix?.(fixer);
  return {
    rule: rule.name,
    severity,
    span: at,
    message: fill(rule.messages[problem.message] ?? problem.message, problem.data ?? {}),
    own: problem.own ?? true,
    fix: rule.fix === 'safe' && edits && edits.length > 0 ? edits : undefined,
    suggestions: [
      ...(rule.fix === 'suggestion' && edits && edits.length > 0 ? [{ title: rule.summary, edits }] : []),
      ...(problem.suggestions ?? []).map(({ title, edits: make }) => ({ title, edits: make(fixer) })),
    ],
    peers: peersOf(rule, problem, at, file),
    related: problem.related ?? [],
    tags: rule.tags ?? [],
  };
}

/** Peers report at the first line of an instruction, unless the rule says otherwise. */
function peersOf(rule: RuleFacts, problem: AnyProblem, at: Span, file: Dockerfile | undefined): PeerFinding[] {
  const reports = problem.peers ?? rule.aliases.map(({ code }) => ({ code, at: undefined }));
  return reports.map(({ code, at: peerAt }) => ({
    code,
    span: peerAt ?? (file && instructionAt(file, at.start)?.keyword) ?? at,
    severity: rule.aliases.find((alias) => alias.code === code)?.severity ?? rule.severity,
  }));
}

/** The instruction that an offset lies in. */
export function instructionAt(file: Dockerfile, offset: number): DockerInstruction | undefined {
  let low = 0;
  let high = file.instructions.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((file.instructions[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const node = file.instructions[low];
  return node && node.start <= offset && offset <= node.end ? node : undefined;
}

const fill = (message: string, data: Readonly<Record<string, string>>): string =>
  message.replaceAll(/\{(\w+)\}/g, (whole, name: string) => data[name] ?? whole);
