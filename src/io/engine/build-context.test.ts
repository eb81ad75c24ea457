import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { extract, type Header } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBuildContext } from './build-context.ts';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'drydock-context-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

async function entries(
  dockerfile?: string,
  context = folder,
): Promise<ReadonlyMap<string, { readonly header: Header; readonly content: string }>> {
  const { tar } = await openBuildContext(context, dockerfile);
  const found = new Map<string, { readonly header: Header; readonly content: string }>();
  const reader = extract();
  pipeline(tar, reader, (error) => {
    if (error) reader.destroy(error);
  });
  for await (const entry of reader)
    found.set(entry.header.name.replace(/\/$/, ''), { header: entry.header, content: (await buffer(entry)).toString() });
  return found;
}

const names = async (dockerfile?: string) => [...(await entries(dockerfile)).keys()].sort();

describe('a build context', () => {
  it('is the whole folder, owners dropped, links kept, folders before what is in them', async () => {
    await write({ Dockerfile: 'FROM a', 'b/c.txt': 'ü', 'empty/x': '' });
    await symlink('b/c.txt', join(folder, 'link'));
    await symlink('/nowhere', join(folder, 'broken'));
    await chmod(join(folder, 'b/c.txt'), 0o764);
    const all = await entries();
    expect([...all.keys()]).toEqual(['Dockerfile', 'b', 'b/c.txt', 'broken', 'empty', 'empty/x', 'link']);
    expect(all.get('b/c.txt')).toMatchObject({ content: 'ü', header: { uid: 0, gid: 0, mode: 0o764 } });
    expect(all.get('link')?.header).toMatchObject({ type: 'symlink', linkname: 'b/c.txt' });
    expect(all.get('broken')?.header).toMatchObject({ type: 'symlink', linkname: '/nowhere' });
  });

  it.each([
    ['nothing but the Dockerfile and itself', '**', ['.dockerignore', 'Dockerfile']],
    [
      'a folder, with all in it',
      'node_modules',
      ['.dockerignore', 'Dockerfile', 'src', 'src/a.log', 'src/node_modules', 'src/node_modules/y', 'src/x.ts'],
    ],
    ['an exception in a dropped folder', '*\n!src/x.ts', ['.dockerignore', 'Dockerfile', 'src', 'src/x.ts']],
    ['an exception by pattern', '*\n!**/*.ts', ['.dockerignore', 'Dockerfile', 'src', 'src/x.ts']],
    ['what comes last', 'src\n!src/*.log\nsrc/a.*', ['.dockerignore', 'Dockerfile', 'node_modules', 'node_modules/z']],
    [
      'case as it is written',
      'SRC\nnode_modules\n# src',
      ['.dockerignore', 'Dockerfile', 'src', 'src/a.log', 'src/node_modules', 'src/node_modules/y', 'src/x.ts'],
    ],
  ])('leaves out %s', async (_what, ignore, left) => {
    await write({
      Dockerfile: '',
      '.dockerignore': ignore,
      'node_modules/z': '',
      'src/x.ts': '',
      'src/a.log': '',
      'src/node_modules/y': '',
    });
    expect(await names()).toEqual(left);
  });

  it('obeys the ignore file of the Dockerfile before the folder’s', async () => {
    await write({ 'sub/my.Dockerfile': '', 'sub/my.Dockerfile.dockerignore': 'a', '.dockerignore': 'b', a: '', b: '' });
    expect(await names('sub/my.Dockerfile')).toEqual(['.dockerignore', 'b', 'sub', 'sub/my.Dockerfile', 'sub/my.Dockerfile.dockerignore']);
  });

  it('takes a Dockerfile from outside, also through a link', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'drydock-outside-'));
    await writeFile(join(outside, 'D'), 'FROM far');
    await write({ 'a.txt': '' });
    await symlink(join(outside, 'D'), join(folder, 'Dockerfile'));
    for (const dockerfile of [join(outside, 'D'), undefined]) {
      const all = await entries(dockerfile);
      const name = [...all.keys()].find((key) => key.endsWith('.Dockerfile'));
      expect(all.get(name ?? '')?.content).toBe('FROM far');
      const context = await openBuildContext(folder, dockerfile);
      expect(context.dockerfileText).toBe('FROM far');
      context.tar.destroy();
    }
    await rm(outside, { recursive: true });
  });

  it.each([
    ['a folder that does not exist', 'nowhere', undefined, 'not-found', /does not exist/],
    ['a folder that is a file', 'file', undefined, 'not-found', /is not a folder/],
    ['no Dockerfile', '.', undefined, 'not-found', /There is no Dockerfile at/],
    ['a Dockerfile that is a folder', '.', 'folder', 'bad-request', /is a folder/],
  ])('says so for %s', async (_what, context, dockerfile, reason, message) => {
    await write({ file: '', 'folder/x': '' });
    await expect(openBuildContext(join(folder, context), dockerfile)).rejects.toMatchObject({
      name: 'EngineError',
      reason,
      message: expect.stringMatching(message) as string,
    });
  });

  it('names the file that may not be read', async () => {
    await write({ Dockerfile: '', secret: '' });
    await chmod(folder, 0o755);
    await chmod(join(folder, 'secret'), 0);
    // Root may read everything, so root looks with other eyes.
    const root = process.getuid?.() === 0;
    if (root) process.seteuid?.('nobody');
    try {
      await expect(entries()).rejects.toMatchObject({
        reason: 'permission-denied',
        message: expect.stringContaining('/secret may not be read') as string,
      });
    } finally {
      if (root) process.seteuid?.(0);
    }
  });

  it('names the file that vanished while it was packed', async () => {
    await write({ Dockerfile: '', a: '' });
    const { tar } = await openBuildContext(folder, undefined);
    await rm(join(folder, 'a'));
    await expect(buffer(tar)).rejects.toMatchObject({
      name: 'EngineError',
      message: expect.stringMatching(/\/a could not be packed/) as string,
    });
  });

  it('is not listed any further once it is cancelled', async () => {
    await write({ Dockerfile: '' });
    await expect(openBuildContext(folder, undefined, AbortSignal.abort())).rejects.toThrow();
  });
});
