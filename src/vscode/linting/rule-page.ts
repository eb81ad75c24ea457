import * as vscode from 'vscode';
import type { AnyRule } from '../../core/lint/linter.ts';
import { ruleNamed } from './document-linter.ts';

const scheme = 'drydock-rule';

/** What a click on a rule's name opens: package.json asks for VS Code's own Markdown preview. A command would be dead in a hover. */
export const rulePage = (rule: string): vscode.Uri => vscode.Uri.from({ scheme, path: `/${rule}.md` });

export const provideRulePages = (): vscode.Disposable =>
  vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: ({ path }) => {
      const rule = ruleNamed(path.slice(1).replace(/\.md$/, ''));
      return rule && page(rule);
    },
  });

/** The hover: why the rule is there, and what peers call it. */
export function ruleHover(rule: AnyRule): vscode.MarkdownString {
  const also = rule.aliases.map(({ code }) => withTool(code)).join(', ');
  const lines = [`**${vscode.l10n.t(rule.summary)}**`, vscode.l10n.t(rule.why), ...(also ? [vscode.l10n.t('Also: {0}', also)] : [])];
  return new vscode.MarkdownString(lines.join('\n\n'));
}

function page(rule: AnyRule): string {
  const example = (text: string): string => `\`\`\`dockerfile\n${text.trimEnd()}\n\`\`\``;
  const also = rule.aliases.map(({ code }) => withTool(code)).join(', ');
  return [
    `# ${rule.name}`,
    `${vscode.l10n.t(rule.summary)}.`,
    vscode.l10n.t(rule.why),
    ...(rule.differs === undefined ? [] : [rule.differs]),
    ...(also ? [vscode.l10n.t('Also: {0}', also)] : []),
    ...rule.examples.flatMap(({ bad, good }) => [
      vscode.l10n.t('Reported:'),
      example(bad),
      rule.fix === 'safe' ? vscode.l10n.t('After the fix:') : vscode.l10n.t('Not reported:'),
      example(good),
    ]),
    vscode.l10n.t('Ignore it for the next instruction with a comment, the reason behind it:'),
    example(`# drydock ignore=${rule.name} ${vscode.l10n.t('reason')}`),
  ].join('\n\n');
}

/** A code and whose it is. */
function withTool(code: string): string {
  if (/^DL\d/.test(code)) return `${code} (hadolint)`;
  if (/^SC\d/.test(code)) return `${code} (ShellCheck)`;
  if (/^(?:DKL|CIS)-/.test(code)) return `${code} (dockle)`;
  if (/^(?:AVD-)?DS-?\d/.test(code)) return `${code} (trivy)`;
  return /^[A-Z][a-z]/.test(code) ? `${code} (BuildKit)` : code;
}
