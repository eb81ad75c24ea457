import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './avoid-latest-tag.ts';

testRule(rule, {
  valid: ['FROM a:1\n', 'FROM a\n', 'FROM a:latest@sha256:abc\n', 'FROM a:Latest\n', 'FROM a:$latest\n'],
  invalid: [
    { code: 'FROM ⟦a:latest⟧\n', messages: ["'a:latest' is whatever was released last"], peers: ['DL3007@1'] },
    {
      code: 'FROM a:1\nFROM ⟦r.io:500/a:latest⟧ AS b\n',
      messages: ["'r.io:500/a:latest' is whatever was released last"],
      peers: ['DL3007@2'],
    },
  ],
});
