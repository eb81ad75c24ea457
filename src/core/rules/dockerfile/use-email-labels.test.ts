import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './use-email-labels.ts';

const options = { 'label-schema': { key: 'email' } };

testRule(rule, {
  valid: ['FROM a:1\nLABEL key=foo\n', { code: 'FROM a:1\nLABEL other=foo\n', options }].concat(
    'a@b a.b+c@x-y.org a@[1.2.3.4]'.split(' ').map((value) => ({ code: `FROM a:1\nLABEL key="${value}"\n`, options })),
  ),
  invalid: 'foo .a@b.c a@b..c a@-b.c a@b_c.d'.split(' ').map((value) => ({
    code: `FROM a:1\nLABEL a=1 key=⟦${value}⟧\n`,
    options,
    messages: [`'${value}' is not an e-mail address`],
    peers: ['DL3058@2'],
  })),
  peersOnly: [
    { code: 'FROM a:1\nLABEL key=$VALUE\n', options, peers: ['DL3058@2'] },
    { code: 'FROM a:1\nLABEL key=""\n', options, peers: ['DL3058@2'] },
  ],
});
