import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './use-license-labels.ts';

const options = { 'label-schema': { key: 'spdx' } };

testRule(rule, {
  valid: ['FROM a:1\nLABEL key=mit\n', { code: 'FROM a:1\nLABEL other=mit\n', options }].concat(
    'MIT Apache-2.0 GPL-3.0-only'.split(' ').map((value) => ({ code: `FROM a:1\nLABEL key="${value}"\n`, options })),
  ),
  invalid: 'mit GPL-3.0 MIT-OR-Apache-2.0'.split(' ').map((value) => ({
    code: `FROM a:1\nLABEL a=1 key=⟦${value}⟧\n`,
    options,
    messages: [`'${value}' is no SPDX identifier`],
    peers: ['DL3054@2'],
  })),
  peersOnly: [
    { code: 'FROM a:1\nLABEL key=$VALUE\n', options, peers: ['DL3054@2'] },
    { code: 'FROM a:1\nLABEL key=""\n', options, peers: ['DL3054@2'] },
  ],
});
