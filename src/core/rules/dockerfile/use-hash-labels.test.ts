import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './use-hash-labels.ts';

const options = { 'label-schema': { key: 'hash' } };

testRule(rule, {
  valid: ['FROM a:1\nLABEL key=12\n', { code: 'FROM a:1\nLABEL other=12\n', options }].concat(
    'abcdef1 0123456789012345678901234567890123456789'.split(' ').map((value) => ({ code: `FROM a:1\nLABEL key="${value}"\n`, options })),
  ),
  invalid: '12 ABCDEF1 abcdef12'.split(' ').map((value) => ({
    code: `FROM a:1\nLABEL a=1 key=⟦${value}⟧\n`,
    options,
    messages: [`'${value}' is not a Git hash`],
    peers: ['DL3055@2'],
  })),
  peersOnly: [
    { code: 'FROM a:1\nLABEL key=$VALUE\n', options, peers: ['DL3055@2'] },
    { code: 'FROM a:1\nLABEL key=""\n', options, peers: ['DL3055@2'] },
  ],
});
