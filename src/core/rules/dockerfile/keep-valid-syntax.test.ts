import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './keep-valid-syntax.ts';

testRule(rule, {
  valid: ['FROM a:1\nRUN x\n', '', 'RUN x\n', 'FROM a:1\nRUN <<E\nFOO\nE\n'],
  invalid: [
    { code: 'FROM a:1\n⟦FOO⟧ b\n', messages: ["Unknown instruction 'FOO'"], peers: ['DL1000@2'] },
    { code: 'FROM a:1\nRUN ⟦<<E⟧\nx\n', messages: ["The heredoc 'E' is not closed"] },
  ],
});
