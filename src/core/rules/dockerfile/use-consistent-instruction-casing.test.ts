import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './use-consistent-instruction-casing.ts';

const message = (keyword: string): string => `'${keyword}' is written in another case than most instructions`;

testRule(rule, {
  valid: ['FROM a:1\nCOPY a /b\n', 'from a:1\ncopy a /b\n', 'arg X=1\nFROM a:1\n', 'run a\nRUN b\n'],
  invalid: [
    {
      code: 'FROM a:1\nCOPY a /b\n⟦run⟧ c\n⟦Cmd⟧ d\n',
      messages: [message('run'), message('Cmd')],
      output: 'FROM a:1\nCOPY a /b\nRUN c\nCMD d\n',
      peers: ['ConsistentInstructionCasing@3', 'ConsistentInstructionCasing@4'],
    },
    { code: 'from a:1\n⟦COPY⟧ a /b\nrun c\n', messages: [message('COPY')], output: 'from a:1\ncopy a /b\nrun c\n' },
    { code: '⟦from⟧ a:1\nRUN c\n', messages: [message('from')], output: 'FROM a:1\nRUN c\n' },
  ],
});
