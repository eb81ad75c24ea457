import { expect, test } from 'vitest';
import { baseImageOf, isValidReference, parseImageName } from './image-name.ts';
import { parseDockerfile } from './parse.ts';

test.each([
  ['node', { registry: 'docker.io', repository: 'node', tag: undefined, digest: undefined }],
  ['docker.io/library/node:24', { registry: 'docker.io', repository: 'node', tag: '24', digest: undefined }],
  ['localhost:5000/a/b:1@sha256:c', { registry: 'localhost:5000', repository: 'a/b', tag: '1', digest: 'sha256:c' }],
  ['bitnami/node', { registry: 'docker.io', repository: 'bitnami/node', tag: undefined, digest: undefined }],
])('parseImageName(%s)', (reference, expected) => {
  expect(parseImageName(reference)).toEqual(expected);
});

test.each([
  ['node:24', true],
  ['reg.io:5000/a/b_c:v1', true],
  ['node:', false],
  ['', false],
  ['/b', false],
  ['Node', false],
  ['a//b', false],
])('isValidReference(%j)', (reference, expected) => {
  expect(isValidReference(reference)).toBe(expected);
});

test('a stage begins with the image of the stage that it is based on, arguments at their defaults', () => {
  const file = parseDockerfile('ARG V=24\nFROM node:$V AS base\nFROM base\nFROM $OTHER\n');
  expect(file.stages.map((stage) => baseImageOf(file, stage)?.tag)).toEqual(['24', '24', undefined]);
});
