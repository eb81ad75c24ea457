import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './start-with-from.ts';

testRule(rule, {
  valid: ['ARG X=1\n# c\nFROM a:$X\nRUN a\n', ''],
  invalid: [
    {
      code: '⟦LABEL⟧ a=1\nARG X\n⟦RUN⟧ a\nFROM a:1\n',
      messages: ['LABEL stands before the first FROM', 'RUN stands before the first FROM'],
      peers: ['DL3061@1', 'DL3061@3'],
    },
  ],
});
