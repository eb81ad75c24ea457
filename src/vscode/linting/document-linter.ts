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
  const failed = new Set<string>();

  const optionsFor = async ({ uri, text }: Source): Promise<LintOptions> => {
    const key = uri.toString();
    const known = facts.get(key) ?? readProjectFacts(uri, parseDockerfile(text), dockerfileRules);
    facts.set(key, known);
    const project = await known;
    return { facts: project.facts, config: mergeConfigs(project.config, configOfSettings(settings.lintRules(uri), dockerfileRules)) };
  };

  return {
    async lint(source) {
      const result = lint(source.text, dockerfileRules, await optionsFor(source));
      for (const { rule, error } of result.failures) {
        // A rule that throws goes on throwing with every key.
        if (failed.has(rule)) continue;
        failed.add(rule);
        log.error(`Rule ${rule} failed and is left out of this result:`, error instanceof Error ? error : String(error));
      }
      return { ...result, findings: result.findings.filter(({ own }) => own) };
    },
    async fix(source, name) {
      const options = await optionsFor(source);
      const rules = name === undefined ? dockerfileRules : dockerfileRules.filter((rule) => rule.name === name);
      return fixAll(source.text, rules, { ...options, suggestions: name !== undefined });
    },
    forget: () => {
      facts.clear();
    },
  };
}

export const ruleNamed = (name: string): AnyRule | undefined => dockerfileRules.find((rule) => rule.name === name);
