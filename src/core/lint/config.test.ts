import { describe, expect, test } from 'vitest';
import { hadolintEnvironment, readHadolintConfig } from './hadolint-config.ts';
import { readDrydockConfig } from './drydock-config.ts';
import type { AnyRule } from './linter.ts';
import { mergeConfigs } from './config.ts';

const rule = (name: string, aliases: readonly string[], more: Partial<AnyRule> = {}): AnyRule => ({
  name,
  summary: name,
  severity: 'hint',
  fix: 'none',
  aliases: aliases.map((code) => ({ code, severity: 'warning' })),
  why: '',
  examples: [{ bad: '', good: '' }],
  messages: {},
  create: () => ({}),
  ...more,
});

const rules = [
  rule('pin', ['DL3008'], { default: 'off' }),
  rule('check', ['DL3057'], { default: 'off' }),
  rule('ours', []),
  rule('trust', ['DL3026'], { options: { 'trusted-registries': { type: 'string-list', description: '', default: [] } } }),
  rule('label', ['DL3049'], { options: { 'label-schema': { type: 'string-map', description: '', default: {} } } }),
];

describe('drydock.yaml', () => {
  const read = (text: string): ReturnType<typeof readDrydockConfig> => readDrydockConfig(text, rules);

  test('sets rules by name and by alias, with options', () => {
    const { config, problems } = read('lint:\n  fail-on: info\n  ignore-comments: false\n  rules:\n    pin: error\n    DL3057: on\n    ours: off\n    trust: { severity: info, trusted-registries: [a.io] }\n'); // prettier-ignore
    expect(problems).toEqual([]);
    expect(config).toEqual({
      failOn: 'info',
      ignoreComments: false,
      rules: { pin: { severity: 'error' }, check: { severity: 'hint' }, ours: { severity: 'off' }, trust: { severity: 'info', options: { 'trusted-registries': ['a.io'] } } },
    }); // prettier-ignore
  });

  test.each([
    ['lint:\n  rules:\n    nope: error\n', "No rule is called 'nope'", 'nope'],
    ['lint:\n  rules:\n    pin: bad\n', 'One of error, warning, info, hint, on, off is expected', 'bad'],
    ['lint:\n  rules:\n    pin: { a: 1 }\n', "'pin' has no option 'a'", 'a'],
    ['lint:\n  rules:\n    trust: { trusted-registries: 1 }\n', 'A list of texts is expected', '1'],
    ['lint:\n  fail-on: never\n', 'One of error, warning, info, hint, none is expected', 'never'],
    ['lint:\n  nope: 1\n', "Unknown key 'nope'", 'nope'],
    ['nope: 1\n', "Unknown key 'nope'", 'nope'],
    ['lint: 1\n', 'A mapping is expected', '1'],
  ])('%j has a problem with its place', (text, message, at) => {
    const { problems } = read(text);
    expect(problems.map((problem) => [problem.message, text.slice(problem.span.start, problem.span.end)])).toEqual([[message, at]]);
  });

  test.each(['', 'lint:\n', 'a: [', '- x\n'])('%j does not throw', (text) => {
    expect(read(text).config.rules).toEqual({});
  });
});

describe('.hadolint.yaml', () => {
  test('brings hadolint’s defaults back, and overrides them', () => {
    const config = readHadolintConfig('ignored: [DL3026]\noverride:\n  error: [DL3008]\n  style: [DL3008, DL3057]\nfailure-threshold: error\ntrustedRegistries: docker.io\nlabel-schema:\n  a: text\n', rules); // prettier-ignore
    expect(config).toEqual({
      failOn: 'error',
      ignored: ['DL3026'],
      rules: {
        pin: { severity: 'error' },
        check: { severity: 'hint' },
        trust: { severity: 'warning', options: { 'trusted-registries': ['docker.io'] } },
        label: { severity: 'warning', options: { 'label-schema': { a: 'text' } } },
      },
    });
  });
  test('without anything said, its own defaults hold', () => {
    expect(readHadolintConfig('', rules)?.rules).toMatchObject({ pin: { severity: 'warning' }, check: { severity: 'off' } });
    expect(readHadolintConfig('', rules)?.failOn).toBe('info');
  });
  test('a malformed file counts as none', () => {
    expect(readHadolintConfig('a: [', rules)).toBeUndefined();
  });
  test('variables', () => {
    expect(hadolintEnvironment({ HADOLINT_IGNORE: 'DL1, DL2', HADOLINT_OVERRIDE_ERROR: 'DL3', HADOLINT_NOFAIL: '1', HADOLINT_STRICT_LABELS: 'true', HADOLINT_REQUIRE_LABELS: 'a:semver', OTHER: 'x' })).toEqual({
      ignored: ['DL1', 'DL2'], override: { error: ['DL3'] }, 'no-fail': true, 'strict-labels': true, 'label-schema': { a: 'semver' },
    }); // prettier-ignore
  });
});

test('later configurations win, option by option', () => {
  const merged = mergeConfigs({ rules: { a: { severity: 'error', options: { x: 1 } } }, failOn: 'info' }, undefined, {
    rules: { a: { options: { y: 2 } } },
  });
  expect(merged).toEqual({ rules: { a: { severity: 'error', options: { x: 1, y: 2 } } }, failOn: 'info' });
});
