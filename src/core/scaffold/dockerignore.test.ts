import { describe, expect, test } from 'vitest';
import { projectFiles } from '../detect/files.ts';
import { dockerignoreText } from './dockerignore.ts';
import { hides } from './glob.ts';
import type { IgnoreNeeds } from './scaffolder.ts';

const needs: IgnoreNeeds = {
  dependencies: ['**/node_modules'],
  outputs: ['dist'],
  unused: ['docs', '**/*.test.*'],
  copied: ['package.json', 'config/app.json'],
};
const patterns = (texts: Readonly<Record<string, string>>, more: Partial<IgnoreNeeds> = {}, context = '.') =>
  dockerignoreText(projectFiles(texts), context, { ...needs, ...more })
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

describe('patterns', () => {
  test('say only what this project has', () => {
    const lines = patterns({ 'src/a.test.js': '' });
    expect(lines).toContain('**/*.test.*');
    expect(lines).not.toContain('docs');
  });

  test('Git patterns match in every folder, anchored ones from where they stand', () => {
    const lines = patterns({ '.gitignore': '*.log\n/build\ntmp/cache/\n# a comment\n\n!keep.log\n', 'web/.gitignore': 'local\n/out\n' });
    expect(lines).toEqual(expect.arrayContaining(['**/*.log', 'build', 'tmp/cache', '!**/keep.log', 'web/**/local', 'web/out']));
  });

  test('none hides a file that is copied by name', () => {
    const lines = patterns({ '.gitignore': 'config\n*.json\n', 'config/app.json': '{}' }, { outputs: ['config', 'dist'] });
    expect(lines.filter((pattern) => needs.copied.some((path) => hides(pattern, path)))).toEqual([]);
    expect(lines).toContain('dist');
  });

  test('environment files come last, so that no exception of Git brings one back', () => {
    const lines = patterns({ '.gitignore': '.env*\n!.env\n', '.env': 'A=1', '.env.example': 'A=' });
    expect(lines.lastIndexOf('**/.env')).toBeGreaterThan(lines.indexOf('!**/.env'));
    expect(lines.at(-1)).toBe('!.env.example');
  });

  test('are relative to the context', () => {
    expect(patterns({ 'apps/api/.gitignore': '/out\n', '.gitignore': '/root-only\n' }, {}, 'apps/api')).toEqual(
      expect.arrayContaining(['out']),
    );
  });

  test('source folders that sound like container files stay', () => {
    const lines = patterns({ 'src/compose.ts': '', 'composer.json': '', 'src/components/charts/a.ts': '', 'bin/rails': '', LICENSE: '' });
    for (const path of ['src/compose.ts', 'composer.json', 'src/components/charts/a.ts', 'bin/rails', 'LICENSE']) {
      expect(
        lines.filter((pattern) => hides(pattern, path)),
        path,
      ).toEqual([]);
    }
  });
});

test.each([
  ['**/node_modules', 'a/b/node_modules/c', true],
  ['**/node_modules', 'node_modules', true],
  ['dist', 'a/dist', false],
  ['*.md', 'README.md', true],
  ['*.md', 'docs/README.md', false],
  ['docs', 'docs/a/b.md', true],
  ['compose.*.yaml', 'compose.yaml', false],
  ['/build/', 'build/x', true],
  ['a?c', 'abc', true],
  ['[z-a]', 'a', false],
])('%s and %s: %s', (pattern, path, expected) => {
  expect(hides(pattern, path)).toBe(expected);
});
