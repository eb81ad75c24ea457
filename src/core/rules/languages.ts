import { isDockerfileName } from '../dockerfile/file-names.ts';
import { fixAll, type FixOptions, type FixResult } from '../lint/fixer.ts';
import type { Finding } from '../lint/finding.ts';
import { lint, type LintOptions, type RuleFacts } from '../lint/linter.ts';
import { fixAllYaml, lintYaml } from '../lint/yaml-linter.ts';
import type { Span } from '../text/span.ts';
import { composeRules } from './compose/index.ts';
import { dockerfileRules } from './index.ts';

/** What is linted. */
export type LintLanguage = 'dockerfile' | 'compose';

/** Rules of all languages: what a configuration may name. */
export const allRules: readonly RuleFacts[] = [...dockerfileRules, ...composeRules];

/** The language that a file's name stands for; undefined for what is not linted. */
export function languageOfName(name: string): LintLanguage | undefined {
  if (isDockerfileName(name)) return 'dockerfile';
  return /^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/.test(name) ? 'compose' : undefined;
}

export interface LintedText {
  readonly findings: readonly Finding[];
  readonly failures: readonly { readonly rule: string; readonly error: unknown }[];
}

/** Lints a text of any language with all its rules. Never throws. */
export function lintText(text: string, language: LintLanguage, options: LintOptions = {}): LintedText {
  if (language === 'dockerfile') return lint(text, dockerfileRules, options);
  const { findings, problems, failures } = lintYaml(text, 'compose', composeRules, options);
  return { findings: [...problems.map(syntaxFinding), ...findings], failures };
}

/** Applies fixes to a text of any language until nothing changes. */
export const fixText = (text: string, language: LintLanguage, options: FixOptions = {}): FixResult =>
  language === 'dockerfile' ? fixAll(text, dockerfileRules, options) : fixAllYaml(text, 'compose', composeRules, options);

/** A syntax error of YAML, under the name of the rule that says the same of Dockerfiles. */
function syntaxFinding({ message, span }: { readonly message: string; readonly span: Span }): Finding {
  return {
    rule: 'keep-valid-syntax',
    severity: 'error',
    span,
    message,
    own: true,
    fix: undefined,
    suggestions: [],
    peers: [],
    related: [],
    tags: [],
  };
}
