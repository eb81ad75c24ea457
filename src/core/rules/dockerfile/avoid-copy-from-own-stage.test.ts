import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './avoid-copy-from-own-stage.ts';

testRule(rule, {
  valid: ['FROM a:1 AS x\nFROM b:1 AS y\nCOPY --from=x a b\n', 'FROM a:1 AS x\nCOPY --from=x:1 a b\n'],
  invalid: [
    { code: 'FROM a:1 AS x\nCOPY --from=⟦x⟧ a b\n', messages: ["'x' is the stage that this line is part of"], peers: ['DL3023@2'] },
    { code: 'FROM a:1 AS x\nCOPY --from=⟦X⟧ a b\n', messages: ["'X' is the stage that this line is part of"], peers: [] },
  ],
});
