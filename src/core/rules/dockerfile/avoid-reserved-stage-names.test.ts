import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './avoid-reserved-stage-names.ts';

testRule(rule, {
  valid: ['FROM a:1 AS build\n', 'FROM scratch\n'],
  invalid: [
    { code: 'FROM a:1 AS ⟦scratch⟧\n', messages: ["'scratch' is a reserved name"], peers: ['DL3063@1', 'ReservedStageName@1'] },
    { code: 'FROM a:1 AS ⟦Context⟧\n', messages: ["'Context' is a reserved name"], peers: ['ReservedStageName@1'] },
  ],
});
