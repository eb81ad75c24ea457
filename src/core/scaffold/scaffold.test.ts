import { describe, expect, test } from 'vitest';
import { detect } from '../detect/detect.ts';
import { projectFiles } from '../detect/files.ts';
import { planFiles } from './scaffold.ts';

const artifacts = ['dockerfile', 'dockerignore', 'compose'] as const;
const express = {
  'package.json': '{"dependencies":{"express":"5"},"scripts":{"start":"node server.js"}}',
  'server.js': 'require("express")().listen(3000)',
};
const plan = (texts: Readonly<Record<string, string>>, apps?: readonly string[]) => {
  const files = projectFiles(texts);
  return planFiles(files, detect(files), { artifacts, ...(apps && { apps }) });
};
const actions = (texts: Readonly<Record<string, string>>) =>
  Object.fromEntries(plan(texts).files.map(({ path, action }) => [path, action]));

describe('actions', () => {
  test('create what is not there, replace what differs, leave what is the same', () => {
    expect(actions(express)).toEqual({ Dockerfile: 'create', '.dockerignore': 'create', 'compose.yaml': 'create' });
    const written = Object.fromEntries(plan(express).files.map(({ path, content }) => [path, content]));
    expect(actions({ ...express, ...written })).toEqual({ Dockerfile: 'same', '.dockerignore': 'same', 'compose.yaml': 'same' });
    const changed = plan({ ...express, ...written, Dockerfile: 'FROM scratch\n' }).files[0];
    expect(changed).toMatchObject({ path: 'Dockerfile', action: 'replace', previous: 'FROM scratch\n' });
  });

  test('only the artifacts asked for', () => {
    const files = projectFiles(express);
    expect(planFiles(files, detect(files), { artifacts: ['dockerignore'] }).files.map(({ path }) => path)).toEqual(['.dockerignore']);
  });
});

describe('several apps', () => {
  const workspace = {
    'package.json': '{"private":true,"workspaces":["apps/*","packages/*"]}',
    'package-lock.json': '{}',
    'apps/api/package.json': '{"name":"api","dependencies":{"express":"5"},"scripts":{"start":"node index.js"}}',
    'apps/api/index.js': 'require("express")().listen(3000)',
    'apps/web/package.json': '{"name":"web","scripts":{"build":"vite build"},"devDependencies":{"vite":"7"}}',
    'apps/web/index.html': '',
    'packages/lib/package.json': '{"name":"lib","main":"index.js"}',
    'packages/lib/index.js': '',
  };

  test('each has its files in its folder, with an ignore file beside the Dockerfile since they share a context', () => {
    expect(plan(workspace).files.map(({ path }) => path)).toEqual([
      'apps/api/Dockerfile',
      'apps/api/Dockerfile.dockerignore',
      'apps/web/Dockerfile',
      'apps/web/nginx.conf',
      'apps/web/Dockerfile.dockerignore',
      'compose.yaml',
    ]);
  });

  test('one can be chosen', () => {
    expect(plan(workspace, ['apps/api']).files.map(({ path }) => path)).toEqual([
      'apps/api/Dockerfile',
      'apps/api/Dockerfile.dockerignore',
      'compose.yaml',
    ]);
  });
});

describe('an unknown stack', () => {
  test('gets a start that says what was not found', () => {
    const { files, notes } = plan({ 'notes.txt': 'hello' });
    expect(files.map(({ path }) => path)).toEqual(['Dockerfile', '.dockerignore']);
    expect(files[0]?.content).toMatch(
      /^# A start to be completed\. Not found: the language, how it is built, how it is started, which port/,
    );
    expect(files[0]?.content).not.toMatch(/^CMD/m);
    expect(notes).toContainEqual(expect.stringContaining('start to be completed'));
  });

  test('package.json that is not JSON does not stop the plan, and is named', () => {
    const { files, notes } = plan({ 'package.json': '{"name": ' });
    expect(files.map(({ path }) => path)).toContain('Dockerfile');
    expect(notes).toContainEqual(expect.stringContaining('package.json is not valid JSON'));
  });
});

test('the same project gives the same plan', () => {
  expect(plan(express)).toEqual(plan(express));
});
