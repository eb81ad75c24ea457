import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import type { PlacedRule } from '../support/rules.ts';
import type { GeneratedFile } from './file.ts';
import { formatted } from './file.ts';

/** Every English text that the extension and its panels show through `t(…)`, and every text of a rule: what translations are keyed by. */
export async function texts(rules: readonly PlacedRule[]): Promise<readonly GeneratedFile[]> {
  const ofRules = rules.flatMap(({ rule }) => [rule.summary, rule.why]);
  const ofCode = ['src/vscode', 'webview'].flatMap(sources).flatMap(translated);
  const keys = [...new Set([...ofCode, ...ofRules])].sort();
  return [await formatted('l10n/bundle.l10n.json', JSON.stringify(Object.fromEntries(keys.map((key) => [key, key]))))];
}

function sources(folder: string): readonly string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => path.join(folder, file));
}

/** First arguments of `t('…')` and `l10n.t('…')`. */
function translated(file: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const name = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
      const [message] = node.arguments;
      if (ts.isIdentifier(name) && name.text === 't' && message && ts.isStringLiteralLike(message)) found.push(message.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest));
  return found;
}
