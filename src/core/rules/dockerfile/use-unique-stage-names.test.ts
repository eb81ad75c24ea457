import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './use-unique-stage-names.ts';

testRule(rule, {
  valid: ['FROM a:1 AS x\nFROM a:1 AS y\nFROM x\n'],
  invalid: [
    {
      code: 'FROM a:1 AS x\nFROM a:1 AS ⟦x⟧\n',
      messages: ["'x' names a stage above as well"],
      peers: ['DL3024@2', 'DuplicateStageName@2'],
    },
    { code: 'FROM a:1 AS x\nFROM a:1 AS ⟦X⟧\n', messages: ["'X' names a stage above as well"], peers: ['DuplicateStageName@2'] },
  ],
});
