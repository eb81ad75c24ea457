import { describe, expect, test } from 'vitest';
import { lint, type AnyRule } from './linter.ts';
import { defineRule } from './rule.ts';

/** Speaks on every USER, under two peers' names; the second peer reports at the instruction before. */
const rule: AnyRule = defineRule({
  name: 'no-user',
  summary: 'Have no user',
  severity: 'warning',
  fix: 'none',
  aliases: [
    { code: 'DL9001', severity: 'info' },
    { code: 'PeerCheck', severity: 'warning' },
  ],
  why: 'For this test.',
  examples: [{ bad: 'USER a', good: '' }],
  messages: { user: 'A user' },
  create: (context) => ({
    User(node) {
      const before = context.file.instructions[context.file.instructions.indexOf(node) - 1];
      context.report({ at: node, message: 'user', peers: [{ code: 'DL9001' }, { code: 'PeerCheck', at: before ?? node }] });
    },
  }),
});

/** What is left: the rule's name when it speaks itself, and the peers that would. */
const left = (text: string, config = {}): string[] =>
  lint(text, [rule], { config: { rules: {}, ...config } }).findings.flatMap(({ own, peers }) => [...(own ? ['no-user'] : []), ...peers.map(({ code }) => code)]); // prettier-ignore

const all = ['no-user', 'DL9001', 'PeerCheck'];

describe('ignore comments', () => {
  test.each([
    ['none', 'FROM a\nUSER b', all],
    ['ours, by name', 'FROM a\n# drydock ignore=no-user\nUSER b', ['DL9001', 'PeerCheck']],
    ['ours, by alias', 'FROM a\n# drydock ignore=DL9001\nUSER b', ['PeerCheck']],
    ['ours, with a reason', 'FROM a\n# drydock ignore=x, no-user because of y\n\n# more\nUSER b', ['DL9001', 'PeerCheck']],
    ['ours, for another instruction', '# drydock ignore=no-user\nFROM a\nUSER b', all],
    ['ours, for the file', '# drydock ignore-file=no-user\nFROM a\nUSER b', ['DL9001', 'PeerCheck']],
    ['ours, all', 'FROM a\n# drydock ignore=all\nUSER b', ['PeerCheck']],
    ['ours, all for the file', '# drydock ignore-file=all\nFROM a\nUSER b', []],
    ['hadolint', 'FROM a\n#hadolint   ignore = DL1 , DL9001\nUSER b', ['PeerCheck']],
    ['hadolint, with a comment behind', 'FROM a\n# hadolint ignore=DL9001 # why\nUSER b', ['PeerCheck']],
    ['hadolint, with words behind', 'FROM a\n# hadolint ignore=DL9001 why\nUSER b', all],
    ['hadolint, with a gap', 'FROM a\n# hadolint ignore=DL9001\n\nUSER b', all],
    ['hadolint, stacked: the last one holds', 'FROM a\n# hadolint ignore=DL9001\n# hadolint ignore=DL1\nUSER b', all],
    ['hadolint, upper case', 'FROM a\n# HADOLINT ignore=DL9001\nUSER b', all],
    ['hadolint, global', 'FROM a\nUSER b\n# hadolint global ignore=DL9001', ['PeerCheck']],
    ['hadolint, stage', '# hadolint stage ignore=DL9001\nFROM a\nRUN x\nUSER b\nFROM c\nUSER d', ['PeerCheck', ...all]],
    ['hadolint, stage not above FROM', 'FROM a\n# hadolint stage ignore=DL9001\nRUN x\nUSER b', all],
    ['BuildKit, for the file', '# check=skip=PeerCheck,X;error=true\nFROM a\nUSER b', ['DL9001']],
    ['BuildKit, all of its own', '# check=skip=all\nFROM a\nUSER b', ['DL9001']],
    ['BuildKit, for the instruction where it reports', '# a\n# check=skip=PeerCheck // why\nFROM a\nUSER b', ['DL9001']],
    ['BuildKit, for an instruction where it does not', 'FROM a\n# check=skip=PeerCheck\nUSER b', all],
    ['BuildKit, only the first of a block', '# x\n# check=skip=Y\n# check=skip=PeerCheck\nFROM a\nUSER b', all],
    ['BuildKit, case-sensitive', '# check=skip=peercheck\nFROM a\nUSER b', all],
  ])('%s', (_name, text, expected) => {
    expect(left(text)).toEqual(expected);
  });

  test('are switched off by the configuration', () => {
    expect(left('# drydock ignore-file=no-user\nFROM a\nUSER b', { ignoreComments: false })).toEqual(all);
  });
  test('the configuration ignores as a comment for the file would', () => {
    expect(left('FROM a\nUSER b', { ignored: ['DL9001'] })).toEqual(['PeerCheck']);
  });
  test('BuildKit’s error=true raises what BuildKit reports', () => {
    expect(lint('# check=error=true\nFROM a\nUSER b', [rule]).findings.map(({ severity }) => severity)).toEqual(['error']);
  });
});
