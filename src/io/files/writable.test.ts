import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { notWritable } from './writable.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'drydock-writable-'));
writeFileSync(path.join(folder, 'Dockerfile'), 'FROM scratch\n');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test.each(['Dockerfile', 'compose.yaml', 'k8s/base/deployment.yaml'])('%s can be written', async (name) => {
  expect(await notWritable(path.join(folder, name))).toBeUndefined();
});

test('a file in the place of a folder is named', async () => {
  expect(await notWritable(path.join(folder, 'Dockerfile', 'base', 'x.yaml'))).toEqual({
    path: path.join(folder, 'Dockerfile'),
    code: 'ENOTDIR',
  });
});
