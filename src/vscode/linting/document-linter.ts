import type * as vscode from 'vscode';
import { parseDockerfile } from '../../core/dockerfile/parse.ts';
import { mergeConfigs } from '../../core/lint/config.ts';
import { fixAll, type FixResult } from '../../core/lint/fixer.ts';
import { lint, type AnyRule, type LintOptions, type LintResult } from '../../core/lint/linter.ts';
import { dockerfileRules } from '../../core/rules/index.ts';
import { settings } from '../settings.ts';
import { configOfSettings } from './lint-config.ts';
import { readProjectFacts, type ProjectFacts } from './project-facts.ts';

/** A file of which a person would wait for the result is not linted. In UTF-16 units. */
export const largestText = 512 * 1024;

/** A text to lint: an open document, or a file that is not open. */
export interface Source {
  readonly uri: vscode.Uri;
  readonly text: string;
}

/** Lints texts with what the settings and the files around them say. Findings that only peers have are left out. */
export interface DocumentLinter {
  lint(source: Source): Promise<LintResult>;
  /** All safe fixes; with `rule`, that rule's own fixes, safe or first suggestions. */
  fix(source: Source, rule?: string): Promise<FixResult>;
  /** Forgets what the files around the texts said. */
  forget(): void;
}

export function createDocumentLinter(log: vscode.LogOutputChannel): DocumentLinter {
  const facts = new Map<string, Promise<ProjectFacts>>();
  /** Marks, hover and quick fixes ask for the same text one after the other. */
  const latest = new Map<string, { readonly text: string; readonly options: LintOptions; readonly result: LintResult }>();
  const failed = new Set<string>();

  /** The same object as long as nothing changed. */
  const optionsFor = async ({ uri, text }: Source): Promise<LintOptions> => {
    const key = uri.toString();
    const known = facts.get(key) ?? readProjectFacts(uri, parseDockerfile(text), dockerfileRules);
    facts.set(key, known);
    const project = await known;
    const config = mergeConfigs(project.config, configOfSettings(settings.lintRules(uri), dockerfileRules));
    const before = latest.get(key)?.options;
    const same = before?.facts === project.facts && JSON.stringify(before.config) === JSON.stringify(config);
    return same ? before : { facts: project.facts, config };
  };

  return {
    async lint(source) {
      const key = source.uri.toString();
      const options = await optionsFor(source);
      const before = latest.get(key);
      if (before?.text === source.text && before.options === options) return before.result;
      const result = lint(source.text, dockerfileRules, options);
      for (const { rule, error } of result.failures) {
        // A rule that throws goes on throwing with every key.
        if (failed.has(rule)) continue;
        failed.add(rule);
        log.error(`Rule ${rule} failed and is left out of this result:`, error instanceof Error ? error : String(error));
      }
      const shown = { ...result, findings: result.findings.filter(({ own }) => own) };
      latest.set(key, { text: source.text, options, result: shown });
      return shown;
    },
    async fix(source, name) {
      const options = await optionsFor(source);
      const rules = name === undefined ? dockerfileRules : dockerfileRules.filter((rule) => rule.name === name);
      return fixAll(source.text, rules, { ...options, suggestions: name !== undefined });
    },
    forget: () => {
      facts.clear();
      latest.clear();
    },
  };
}

export const ruleNamed = (name: string): AnyRule | undefined => dockerfileRules.find((rule) => rule.name === name);
