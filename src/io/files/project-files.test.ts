import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readProject } from './project-files.ts';

const made: string[] = [];

function folder(files: Readonly<Record<string, string | Buffer>>): string {
  const root = mkdtempSync(join(tmpdir(), 'drydock-files-'));
  made.push(root);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

afterAll(() => {
  for (const root of made) rmSync(root, { recursive: true });
});

describe('readProject', () => {
  it('lists files, but not those of dependencies, builds and version control', async () => {
    const root = folder({
      'package.json': '{}',
      'src/a/b.js': 'x',
      '.nvmrc': '20',
      '.mvn/wrapper/x.properties': '',
      'node_modules/x/package.json': '{}',
      '.git/config': '',
      'vendor/a.php': '',
      'target/x.jar': '',
      'venv/bin/python': '',
      '.venv/x': '',
      'dist/x.js': '',
      '.next/x.js': '',
      'lib/dist/kept.js': '',
    });
    expect((await readProject(root)).paths).toEqual([
      '.mvn/wrapper/x.properties',
      '.nvmrc',
      'lib/dist/kept.js',
      'package.json',
      'src/a/b.js',
    ]);
  });

  it('does not follow links to folders, and so ends', async () => {
    const root = folder({ 'a/x.txt': 'x' });
    symlinkSync('..', join(root, 'a/loop'));
    symlinkSync('x.txt', join(root, 'a/link.txt'));
    symlinkSync('nowhere', join(root, 'a/broken'));
    const files = await readProject(root);
    expect(files.paths).toEqual(['a/link.txt', 'a/x.txt']);
    expect(files.read('a/link.txt')).toBe('x');
  });

  it('reads texts only, of files it listed, up to a size', async () => {
    const root = folder({ 'a.txt': 'text', 'b.bin': Buffer.from([0, 1, 2]), 'c.txt': 'x'.repeat(100) });
    const files = await readProject(root, { limits: { fileSize: 50 } });
    expect(['a.txt', 'b.bin', 'c.txt', '../etc/passwd', 'none'].map((path) => files.read(path))).toEqual([
      'text',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(files.has('b.bin')).toBe(true);
  });

  it('stops at its limit of files, with shallow ones listed first', async () => {
    const root = folder({ 'a.txt': '', 'd/b.txt': '', 'd/e/c.txt': '' });
    const files = await readProject(root, { limits: { files: 2 } });
    expect([files.paths, files.truncated]).toEqual([['a.txt', 'd/b.txt'], true]);
  });

  it('knows what lies below a folder', async () => {
    const files = await readProject(folder({ 'a/x': '', 'a/b/y': '', 'ab/z': '', 'a.txt': '' }));
    expect(files.below('a')).toEqual(['a/b/y', 'a/x']);
  });

  it('says what is wrong with a folder it cannot list', async () => {
    const root = folder({ 'a.txt': '' });
    await expect(readProject(join(root, 'none'))).rejects.toThrow(/none does not exist\. Check the path\./);
    await expect(readProject(join(root, 'a.txt'))).rejects.toThrow(/is a file\. Name the folder/);
  });

  it('can be cancelled', async () => {
    await expect(readProject(folder({ 'a.txt': '' }), { signal: AbortSignal.abort() })).rejects.toThrow();
  });
});
