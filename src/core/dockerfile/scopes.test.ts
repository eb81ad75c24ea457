import { expect, test } from 'vitest';
import type { DockerInstruction } from './ast.ts';
import { parseDockerfile } from './parse.ts';
import { expandIn, scopeOf } from './scopes.ts';

const file = parseDockerfile(
  'ARG V=1\nARG W=${V}2\nFROM a:$W AS base\nARG V\nENV E=$V F=x\nRUN a\nFROM base\nRUN b\nFROM scratch\nENV E=2 G=$E\nENV H=$E$NOPE\nRUN c\n',
);
const node = (text: string): DockerInstruction => {
  const found = file.instructions.find(({ start, end }) => file.text.slice(start, end) === text);
  if (!found) throw new Error(`No ${text}`);
  return found;
};

test.each([
  ['FROM a:$W AS base', 'a:$W', 'a:12'],
  ['RUN a', '$V $E $F', '1 1 x'],
  // A stage sees what the stage that it is based on has.
  ['RUN b', '$V $E', '1 1'],
  // Another base image may define more.
  ['RUN b', '$NOPE', undefined],
  // The empty one does not, and global arguments have to be declared.
  ['RUN c', '$V$NOPE', ''],
  // The values of one ENV do not see each other.
  ['RUN c', '$E$G$H', '22'],
])('%s sees %s', (instruction, text, expected) => {
  expect(expandIn(file, node(instruction), text)).toBe(expected);
});

test('knows arguments without a default by name alone', () => {
  const other = parseDockerfile('ARG V\nFROM a:$V\nARG V\nRUN a\n');
  const run = other.instructions.at(-1);
  expect(run && scopeOf(other, run).variables.has('V')).toBe(true);
  expect(run && expandIn(other, run, '$V')).toBeUndefined();
});
