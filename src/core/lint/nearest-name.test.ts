import { expect, test } from 'vitest';
import { nearestName } from './nearest-name.ts';

test.each([
  ['VERSOIN', ['PATH', 'VERSION'], 'VERSION'],
  ['DIR_BINARIES', ['DIR_BINARY'], undefined],
  ['DIR_ASSET', ['DIR_ASSETS', 'DIR_ASSE'], 'DIR_ASSETS'],
  ['a', ['a', 'b'], undefined],
  ['foo', [], undefined],
])('%s among %j', (name, candidates, expected) => {
  expect(nearestName(name, candidates)).toBe(expected);
});
