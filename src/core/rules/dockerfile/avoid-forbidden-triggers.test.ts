import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './avoid-forbidden-triggers.ts';

testRule(rule, {
  valid: ['FROM a:1\nONBUILD RUN a\n', 'FROM a:1\nONBUILD\n'],
  invalid: [
    { code: 'FROM a:1\nONBUILD ⟦ONBUILD⟧ RUN a\n', messages: ["'ONBUILD' cannot be a trigger"], peers: ['DL3043@2'] },
    { code: 'FROM a:1\nONBUILD ⟦from⟧ b:1\n', messages: ["'from' cannot be a trigger"], peers: ['DL3043@2'] },
    { code: 'FROM a:1\nONBUILD ⟦MAINTAINER⟧ b\n', messages: ["'MAINTAINER' cannot be a trigger"], peers: ['DL3043@2'] },
  ],
});
