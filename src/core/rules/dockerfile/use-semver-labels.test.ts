import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './use-semver-labels.ts';

const options = { 'label-schema': { key: 'semver' } };

testRule(rule, {
  valid: ['FROM a:1\nLABEL key=1\n', { code: 'FROM a:1\nLABEL other=1\n', options }].concat(
    '1.2.3 1.0.0-a.b+c 01.2.3'.split(' ').map((value) => ({ code: `FROM a:1\nLABEL key="${value}"\n`, options })),
  ),
  invalid: '1 1.2 v1.0.0 1.2.3.4 1.2.3-a..b'.split(' ').map((value) => ({
    code: `FROM a:1\nLABEL a=1 key=⟦${value}⟧\n`,
    options,
    messages: [`'${value}' is not a semantic version`],
    peers: ['DL3056@2'],
  })),
  peersOnly: [
    { code: 'FROM a:1\nLABEL key=$VALUE\n', options, peers: ['DL3056@2'] },
    { code: 'FROM a:1\nLABEL key=""\n', options, peers: ['DL3056@2'] },
  ],
});
