import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PlannedFile } from '../../core/scaffold/plan.ts';
import { writePlan } from './write-plan.ts';

let root: string;

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'drydock-write-'));
});

afterEach(() => {
  fs.rmSync(root, { recursive: true });
});

const create = (name: string, content = 'new'): PlannedFile => ({ path: name, content, action: 'create', artifact: 'dockerfile' });
const replace = (name: string, previous: string): PlannedFile => ({ ...create(name), action: 'replace', previous });
const put = (name: string, text: string) => {
  fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  fs.writeFileSync(path.join(root, name), text);
};
const tree = () =>
  Object.fromEntries(
    fs
      .readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [path.relative(root, file), fs.readFileSync(file, 'utf8')]),
  );

describe('what is written', () => {
  test('new files, with the folders they need', async () => {
    expect(await writePlan(root, { files: [create('Dockerfile'), create('k8s/base/app.yaml')] })).toEqual({
      written: ['Dockerfile', 'k8s/base/app.yaml'],
      kept: [],
    });
    expect(tree()).toEqual({ Dockerfile: 'new', 'k8s/base/app.yaml': 'new' });
  });

  test('a file with another text stays without force, and the others are written', async () => {
    put('Dockerfile', 'old');
    expect(await writePlan(root, { files: [replace('Dockerfile', 'old'), create('compose.yaml')] })).toEqual({
      written: ['compose.yaml'],
      kept: ['Dockerfile'],
    });
    expect(tree()).toEqual({ Dockerfile: 'old', 'compose.yaml': 'new' });
  });

  test('with force it is replaced, and keeps its permissions', async () => {
    put('Dockerfile', 'old');
    fs.chmodSync(path.join(root, 'Dockerfile'), 0o640);
    await writePlan(root, { files: [replace('Dockerfile', 'old')] }, { force: true });
    expect(tree()).toEqual({ Dockerfile: 'new' });
    expect(fs.statSync(path.join(root, 'Dockerfile')).mode & 0o777).toBe(0o640);
  });

  test('scripts get their executable bit', async () => {
    await writePlan(root, { files: [{ ...create('entry.sh'), executable: true }] });
    expect(fs.statSync(path.join(root, 'entry.sh')).mode & 0o100).toBe(0o100);
  });

  test('a link that stays inside is written through', async () => {
    put('docker/Dockerfile', 'old');
    fs.symlinkSync('docker/Dockerfile', path.join(root, 'Dockerfile'));
    await writePlan(root, { files: [replace('Dockerfile', 'old')] }, { force: true });
    expect(fs.lstatSync(path.join(root, 'Dockerfile')).isSymbolicLink()).toBe(true);
    expect(fs.readFileSync(path.join(root, 'docker/Dockerfile'), 'utf8')).toBe('new');
  });
});

describe('what is refused, with nothing written', () => {
  const refused = async (files: readonly PlannedFile[], reason: string, message: RegExp) => {
    const before = tree();
    await expect(writePlan(root, { files }, { force: true })).rejects.toMatchObject({
      reason,
      message: expect.stringMatching(message) as string,
    });
    expect(tree()).toEqual(before);
    expect(fs.existsSync(path.join(root, 'first'))).toBe(false);
  };
  const first = create('first/Dockerfile');

  test('a path that climbs out of the project', () => refused([first, create('../escaped')], 'outside', /leads out/));

  test('a folder that is a link to elsewhere', async () => {
    fs.symlinkSync(os.tmpdir(), path.join(root, 'api'));
    await refused([first, create('api/drydock-escaped')], 'outside', /leads out/);
  });

  test('a file that is a link to elsewhere, even to nothing', async () => {
    fs.symlinkSync(path.join(os.tmpdir(), 'drydock-nowhere'), path.join(root, 'Dockerfile'));
    await refused([first, create('Dockerfile')], 'outside', /leads out/);
  });

  test('a file that was changed, created or deleted since', async () => {
    put('Dockerfile', 'theirs');
    await refused([first, replace('Dockerfile', 'old')], 'changed', /was changed.*Plan again/);
    await refused([first, create('Dockerfile')], 'changed', /was created/);
    await refused([first, replace('gone', 'old')], 'changed', /was deleted/);
  });

  test('a folder where the file should be', async () => {
    put('Dockerfile/x', '');
    await refused([first, create('Dockerfile')], 'not-a-file', /is a folder/);
  });

  test('a file where the folder should be', async () => {
    put('api', '');
    await refused([first, create('api/Dockerfile')], 'not-writable', /api is a file and not a folder/);
  });

  test('two files that cannot both be there, noticed only while writing', async () => {
    put('Dockerfile', 'old');
    await refused(
      [replace('Dockerfile', 'old'), create('api'), create('api/Dockerfile')],
      'failed',
      /could not be written.*Nothing was changed/,
    );
  });
});
