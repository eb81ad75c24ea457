import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isDockerfileName } from '../../core/dockerfile/file-names.ts';
import { parseDockerfile } from '../../core/dockerfile/parse.ts';
import { dockerfileRules } from '../../core/rules/index.ts';
import { buildFacts } from './build-facts.ts';
import { changedLines, parseHunks } from './changed-lines.ts';
import { findFiles } from './find-files.ts';
import { findLintConfig } from './lint-config-file.ts';

let folder = '';
beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'drydock-lint-')));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

function put(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
}

test('Dockerfiles are found by name, without what .gitignore ignores', () => {
  put({
    Dockerfile: '',
    'Dockerfile.dev': '',
    'Dockerfile.dockerignore': '',
    'a/api.dockerfile': '',
    'a/Containerfile': '',
    'a/notes.txt': '',
    'node_modules/x/Dockerfile': '',
    'out/Dockerfile': '',
    'b/old.dockerfile': '',
    'kept/old.dockerfile': '',
    '.gitignore': 'out/\nold.*\n',
    'kept/.gitignore': '!old.*\n',
  });
  expect(findFiles(folder, isDockerfileName).map((file) => path.relative(folder, file))).toEqual([
    'Dockerfile',
    'Dockerfile.dev',
    'a/Containerfile',
    'a/api.dockerfile',
    'kept/old.dockerfile',
  ]);
});

describe('configuration', () => {
  const find = (env = {}): ReturnType<typeof findLintConfig> =>
    findLintConfig(path.join(folder, 'a/b'), folder, dockerfileRules, { HOME: path.join(folder, 'home'), ...env });
  test('the nearest drydock.yaml holds, and hadolint’s file does not', () => {
    put({ 'a/b/x': '', 'drydock.yaml': 'lint:\n  fail-on: none\n', '.hadolint.yaml': 'failure-threshold: error\n' });
    expect(find().config.failOn).toBe('none');
    expect(path.relative(folder, find().file ?? '')).toBe('drydock.yaml');
  });
  test.each(['.hadolint.yaml', '.hadolint.yml', 'home/.config/hadolint.yaml', 'home/.hadolint.yaml'])(
    'hadolint’s %s holds without one',
    (name) => {
      put({ [name]: 'failure-threshold: error\n' });
      expect(find().config.failOn).toBe('error');
    },
  );
  test('variables hold beneath the file', () => {
    expect(find({ HADOLINT_IGNORE: 'DL3006' }).config.ignored).toEqual(['DL3006']);
    put({ '.hadolint.yaml': 'ignored: [DL3007]\n' });
    expect(find({ HADOLINT_IGNORE: 'DL3006', HADOLINT_NOFAIL: '1' }).config.ignored).toEqual(['DL3007']);
  });
  test('nothing holds where nothing is', () => {
    expect(find()).toEqual({ config: { rules: {} }, file: undefined, text: '', problems: [] });
  });
});

describe('facts of the build', () => {
  const facts = (name: string, text: string): ReturnType<typeof buildFacts> =>
    buildFacts(path.join(folder, name), parseDockerfile(text), folder, '2026-11-23');
  test('the context is the folder in which most of what is copied lies', () => {
    put({ 'package.json': '', 'src/a.js': '', 'docker/entry.sh': '#!/bin/sh', '.dockerignore': 'x', 'node_modules/y/z.js': '' });
    const { contextFiles, dockerignore, readContextFile } = facts('docker/Dockerfile', 'FROM a\nCOPY package.json src ./\n');
    expect(contextFiles).toEqual(['.dockerignore', 'docker/entry.sh', 'node_modules', 'package.json', 'src/a.js']);
    expect(dockerignore).toBe('x');
    expect(readContextFile?.('docker/entry.sh')).toBe('#!/bin/sh');
    expect(readContextFile?.('../../etc/passwd')).toBeUndefined();
  });
  test('the Dockerfile’s own ignore file counts first', () => {
    put({ '.dockerignore': 'x', 'Dockerfile.dockerignore': 'y' });
    expect(facts('Dockerfile', 'FROM a\nCOPY . .\n').dockerignore).toBe('y');
  });
  test('where nothing that is copied exists, the context is not known', () => {
    expect(facts('Dockerfile', 'FROM a\nCOPY b c /\n').contextFiles).toBeUndefined();
  });
});

describe('changed lines', () => {
  test('hunks', () => {
    expect(parseHunks('@@ -1,2 +3,4 @@ x\n@@ -9 +10 @@\n@@ -5,2 +4,0 @@\n')).toEqual([
      [3, 6],
      [10, 10],
    ]);
  });
  test('against a revision, a new file, a revision that is not there', () => {
    const git = (...args: readonly string[]): void => {
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: folder, stdio: 'ignore' });
    };
    put({ Dockerfile: 'FROM a\nRUN b\n' });
    git('init');
    git('add', '.');
    git('commit', '-m', 'x');
    put({ Dockerfile: 'FROM a\nRUN b\nRUN c\n', New: '' });
    const file = path.join(folder, 'Dockerfile');
    expect(changedLines(file, 'HEAD', folder).ranges).toEqual([[3, 3]]);
    expect(changedLines(path.join(folder, 'New'), 'HEAD', folder).ranges).toHaveLength(1);
    expect(changedLines(file, 'nope', folder)).toEqual({ ranges: undefined, problem: "git knows no commit 'nope' here" });
    expect(changedLines(file, '--output=x', folder).ranges).toBeUndefined();
  });
});
