import { Command } from 'commander';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CliError } from '../exit.ts';
import { addInitCommand } from './init.ts';

let root: string;

beforeEach(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), 'drydock-init-'));
  fs.writeFileSync(path.join(root, 'package.json'), '{"dependencies":{"express":"5"},"scripts":{"start":"node server.js"}}');
  fs.writeFileSync(path.join(root, 'server.js'), "require('express')().listen(3000)");
});

afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(root, { recursive: true });
});

async function init(...flags: readonly string[]): Promise<string> {
  let output = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += String(text);
    return true;
  });
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  addInitCommand(program);
  for (const command of program.commands) command.exitOverride().configureOutput({ writeErr: () => undefined });
  await program.parseAsync(['init', root, ...flags], { from: 'user' });
  return output;
}

const there = (name: string) => fs.existsSync(path.join(root, name));

describe('without --write', () => {
  test.each([[[]], [['--dry-run']]])('%j prints the plan and writes nothing', async (flags) => {
    const plan = JSON.parse(await init('--json', ...flags)) as { files: readonly object[] };
    expect(plan.files).toEqual([
      { path: 'Dockerfile', content: expect.stringContaining('FROM node:') as unknown, action: 'create' },
      { path: '.dockerignore', content: expect.any(String) as unknown, action: 'create' },
      { path: 'compose.yaml', content: expect.any(String) as unknown, action: 'create' },
    ]);
    expect(there('Dockerfile')).toBe(false);
  });

  test('the text names each file with its action', async () => {
    fs.writeFileSync(path.join(root, 'Dockerfile'), 'FROM scratch\n');
    expect(await init()).toMatch(/^replace {2}Dockerfile\ncreate {3}\.dockerignore\ncreate {3}compose\.yaml\n[^]*Nothing was written/);
  });
});

describe('--write', () => {
  test('writes what is new and keeps what exists', async () => {
    fs.writeFileSync(path.join(root, 'Dockerfile'), 'FROM scratch\n');
    expect(await init('--write')).toMatch(/^kept {5}Dockerfile\ncreated {2}\.dockerignore\n[^]*--force replaces/);
    expect(fs.readFileSync(path.join(root, 'Dockerfile'), 'utf8')).toBe('FROM scratch\n');
    expect(there('compose.yaml')).toBe(true);
  });

  test('replaces with --force, and finds nothing to do the second time', async () => {
    fs.writeFileSync(path.join(root, 'Dockerfile'), 'FROM scratch\n');
    expect(await init('--write', '--force')).toMatch(/^replaced Dockerfile\n/);
    expect(await init()).toMatch(/^same {5}Dockerfile\n[^]*Nothing to write/);
  });

  test('only the artifacts asked for', async () => {
    await init('--write', '--artifacts', 'dockerignore');
    expect([there('.dockerignore'), there('Dockerfile')]).toEqual([true, false]);
  });
});

describe('what a person can mend', () => {
  test.each<readonly [readonly string[], RegExp]>([
    [['--app', 'services/none'], /services\/none is no app of this project\. Apps: \.$/],
    [['--artifacts', 'dockerfile,helmet'], /"helmet" is none of dockerfile/],
    [['--write', '--dry-run'], /cannot be used with/],
  ])('%j', async (flags, message) => {
    await expect(init(...flags)).rejects.toThrow(message);
  });

  test('a folder that does not exist', async () => {
    const program = new Command();
    addInitCommand(program);
    await expect(program.parseAsync(['init', path.join(root, 'none')], { from: 'user' })).rejects.toThrow(CliError);
  });
});
