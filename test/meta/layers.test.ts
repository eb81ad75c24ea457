import { expect, test } from 'vitest';
import { importProblem } from '../../scripts/lint/layers.mjs';

test.each([
  ['src/core/text/edit.ts', './span.ts', undefined],
  ['src/core/text/edit.ts', '../lint/finding.ts', 'src/core/text may not import src/core/lint'],
  ['src/core/detect/x.ts', 'node:fs', 'src/core/detect may not import node:fs'],
  ['src/core/detect/x.ts', 'vscode', 'src/core/detect may not import vscode'],
  ['src/core/detect/stacks/node.ts', 'smol-toml', undefined],
  ['src/core/scaffold/x.ts', 'smol-toml', 'src/core/scaffold may not import smol-toml'],
  ['src/core/lint/x.ts', 'unbash', 'only src/core/shell/parse.ts imports unbash'],
  ['src/core/shell/parse.ts', 'unbash', undefined],
  ['src/core/rules/dockerfile/a.ts', '../../lint/rule.ts', undefined],
  ['src/core/rules/dockerfile/a.ts', './b.ts', 'a rule never imports another rule; what two rules share belongs in core/lint'],
  ['src/core/rules/index.ts', './dockerfile/a.ts', undefined],
  ['src/io/engine/x.ts', '../../vscode/log.ts', 'src/io may not import src/vscode'],
  ['src/io/engine/x.ts', 'vscode', 'src/io may not import vscode'],
  ['src/vscode/panels/x.ts', '../../protocol/channel.ts', undefined],
  ['src/cli/commands/lint.ts', '../../vscode/log.ts', 'src/cli may not import src/vscode'],
  ['src/protocol/channel.ts', '../core/text/span.ts', 'src/protocol may not import src/core/text'],
  ['webview/test-panel/view.ts', '../../src/core/text/span.ts', 'webview may not import src/core/text'],
  ['webview/test-panel/view.ts', '@vscode/webview-ui-toolkit', 'only webview/shared/components.ts imports @vscode/webview-ui-toolkit'],
  ['scripts/lint.ts', 'node:fs', undefined],
])('%s importing %s', (file, specifier, problem) => {
  expect(importProblem(file, specifier, false)).toBe(problem);
});

test('types of lint may go where its values may not', () => {
  expect(importProblem('src/core/detect/x.ts', '../lint/finding.ts', true)).toBeUndefined();
  expect(importProblem('src/core/detect/x.ts', '../lint/linter.ts', false)).toBe(
    'src/core/detect may not import src/core/lint, but for its types',
  );
});
