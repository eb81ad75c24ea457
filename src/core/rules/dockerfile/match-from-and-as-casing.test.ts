import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './match-from-and-as-casing.ts';

testRule(rule, {
  valid: ['FROM a:1 AS x\n', 'from a:1 as x\n', 'From a:1 as x\n', 'FROM a:1\n'],
  invalid: [
    { code: 'FROM a:1 ⟦as⟧ x\n', messages: ["'as' and 'FROM' differ in case"], output: 'FROM a:1 AS x\n', peers: ['FromAsCasing@1'] },
    { code: 'FROM a:1 ⟦As⟧ x\n', messages: ["'As' and 'FROM' differ in case"], output: 'FROM a:1 AS x\n' },
    { code: 'from a:1 ⟦AS⟧ x\n', messages: ["'AS' and 'from' differ in case"], output: 'from a:1 as x\n' },
  ],
});
