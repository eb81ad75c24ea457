import { expect, test } from 'vitest';
import { parseDockerfile } from './parse.ts';
import { copiedStage, lastOf, rootOf, stageReferences, startsFromScratch } from './stages.ts';

const file = parseDockerfile(
  'FROM scratch AS Base\nUSER 1\nFROM base AS app\nCOPY --from=BASE a b\nRUN --mount=type=bind,from=base,target=/x a\nFROM a:1\nCOPY --from=1 a b\nCOPY --from=later a b\nFROM b:1 AS later\n',
);

test('follows FROM to the image from outside', () => {
  expect(file.stages.map((stage) => rootOf(stage).index)).toEqual([0, 0, 2, 3]);
  expect(file.stages.map(startsFromScratch)).toEqual([true, true, false, false]);
});

test('takes what an ancestor sets', () => {
  expect(file.stages.map((stage) => lastOf(stage, 'User')?.args[0]?.value)).toEqual(['1', '1', undefined, undefined]);
});

test('resolves --from by name in any case and by number, among earlier stages', () => {
  const copies = file.instructions.filter((node) => node.kind === 'Copy');
  expect(copies.map((copy) => copiedStage(file, copy)?.index)).toEqual([0, 1, undefined]);
});

test('finds all places that name a stage', () => {
  expect(stageReferences(file).map(({ start, end, stage }) => [file.text.slice(start, end), stage.index])).toEqual([
    ['base', 0],
    ['BASE', 0],
    ['base', 0],
  ]);
});
