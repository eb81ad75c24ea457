import { expect, test } from 'vitest';
import { fixAll } from '../../lint/fixer.ts';
import { lint } from '../../lint/linter.ts';
import rule from './drop-unused-ignores.ts';
import tagBaseImage from './tag-base-image.ts';

const rules = [rule, tagBaseImage];

test.each([
  ['an ours that is used', '# drydock ignore=tag-base-image\nFROM node\n', [], undefined],
  ['a peer’s code that is used', '# hadolint ignore=DL3006\nFROM node\n', [], undefined],
  ['a code of a rule that is not here', '# drydock ignore=DL9999\nFROM node:24\n', [], undefined],
  ['one that silences nothing', '# drydock ignore=tag-base-image\r\nFROM node:24\r\n', ['tag-base-image'], 'FROM node:24\r\n'],
  ['in hadolint’s words', 'FROM a:1\n# hadolint ignore=DL3006\nUSER 1\n', ['DL3006'], 'FROM a:1\nUSER 1\n'],
  ['for the file', '# drydock ignore-file=tag-base-image, DL3006\nFROM node:24', ['tag-base-image', 'DL3006'], 'FROM node:24'],
  [
    'one of two',
    '# drydock ignore=DL3006, SC2086 the reason\nFROM node:24\n',
    ['DL3006'],
    '# drydock ignore=SC2086 the reason\nFROM node:24\n',
  ],
])('%s', (_name, text, codes, fixed) => {
  const findings = lint(text, rules).findings.filter(({ rule: name }) => name === rule.name);
  expect(findings.map(({ span }) => text.slice(span.start, span.end))).toEqual(codes);
  expect(fixAll(text, rules).text).toBe(fixed ?? text);
});
