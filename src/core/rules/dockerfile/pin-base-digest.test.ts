import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './pin-base-digest.ts';

testRule(rule, {
  valid: ['FROM a:1@sha256:abc AS x\nFROM x\n', 'FROM scratch\n', 'ARG V\nFROM a:$V\n'],
  invalid: [{ code: 'FROM ⟦a:1⟧\n', messages: ["'a:1' can become another image"], peers: [] }],
});
