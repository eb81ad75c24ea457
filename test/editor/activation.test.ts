import assert from 'node:assert/strict';
import childProcess from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';

describe('activation', () => {
  const read: string[] = [];
  const started: string[] = [];
  const extension = vscode.extensions.getExtension('drydock.drydock');

  before(async () => {
    assert(extension, 'Drydock is loaded');
    assert(!extension.isActive, 'nothing in the workspace activates it');
    const undo = [
      watch(fs, 'readFileSync', read),
      watch(fs, 'readFile', read),
      watch(fs.promises, 'readFile', read),
      watch(childProcess, 'spawn', started),
      watch(childProcess, 'execFile', started),
      watch(childProcess, 'fork', started),
    ];
    await extension.activate();
    for (const one of undo) one();
  });

  it('reads no file and starts no process', () => {
    assert.deepEqual(read, []);
    assert.deepEqual(started, []);
  });

  it('loads one small module', () => {
    assert(extension);
    const loaded = Object.keys(require.cache).filter((file) => file.startsWith(path.join(extension.extensionPath, 'dist')));
    assert.deepEqual(
      loaded.map((file) => path.basename(file)),
      ['extension.cjs'],
    );
    const { size } = fs.statSync(path.join(extension.extensionPath, 'dist/extension.cjs'));
    assert(size < 500_000, `extension.cjs has ${size} bytes`);
  });

  it('has its code read in less than 50 ms', () => {
    assert(extension);
    const file = path.join(extension.extensionPath, 'dist/extension.cjs');
    const load = createRequire(file);
    const loaded = require.cache[file];
    const times = Array.from({ length: 5 }, () => {
      Reflect.deleteProperty(require.cache, file);
      const begin = performance.now();
      load(file);
      return performance.now() - begin;
    });
    require.cache[file] = loaded;
    const fastest = Math.min(...times);
    assert(fastest < 50, `it took ${fastest.toFixed(0)} ms`);
  });

  it('registers every command that package.json contributes', async () => {
    assert(extension);
    const { contributes } = extension.packageJSON as { contributes: { commands: { command: string }[] } };
    const registered = await vscode.commands.getCommands(true);
    const missing = contributes.commands.map(({ command }) => command).filter((command) => !registered.includes(command));
    assert.deepEqual(missing, []);
  });
});

/** Notes the first argument of every call that our own code makes; returns what takes the watch off again. */
function watch(owner: object, name: string, calls: string[]): () => void {
  const functions = owner as Record<string, (...args: unknown[]) => unknown>;
  const original = functions[name];
  assert(original);
  functions[name] = (...args) => {
    if (new Error().stack?.includes(`${path.sep}dist${path.sep}extension.cjs`)) calls.push(String(args[0]));
    return original.apply(owner, args);
  };
  return () => {
    functions[name] = original;
  };
}
