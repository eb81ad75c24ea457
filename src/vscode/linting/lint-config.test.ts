import { expect, test } from 'vitest';
import type { AnyRule } from '../../core/lint/linter.ts';
import { configOfSettings } from './lint-config.ts';

const rule = (name: string, ...codes: readonly string[]) =>
  ({ name, aliases: codes.map((code) => ({ code, severity: 'warning' })) }) as unknown as AnyRule;
const rules = [rule('tag-base-image', 'DL3006'), rule('clean-apt-lists', 'DL3009')];

test.each([
  ['a severity', { 'tag-base-image': 'error' }, { 'tag-base-image': { severity: 'error' } }],
  ["a peer's code", { DL3009: 'off' }, { 'clean-apt-lists': { severity: 'off' } }],
  [
    'options',
    { 'tag-base-image': { severity: 'hint', options: { allow: ['scratch'] } } },
    { 'tag-base-image': { severity: 'hint', options: { allow: ['scratch'] } } },
  ],
  ['a rule that does not exist', { 'no-such-rule': 'off' }, {}],
  ['a severity that does not exist', { 'tag-base-image': 'fatal' }, {}],
])('%s', (_, setting, expected) => {
  expect(configOfSettings(setting, rules)).toEqual({ rules: expected });
});
