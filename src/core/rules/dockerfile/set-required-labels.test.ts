import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './set-required-labels.ts';

const options = { 'label-schema': { a: 'text' } };
const message = "The label 'a' is missing";

testRule(rule, {
  valid: ['FROM a:1\n', { code: 'FROM a:1\nLABEL a=1\n', options }, { code: 'FROM a:1 AS x\nLABEL a=1\nFROM x\n', options }],
  invalid: [
    { code: '⟦FROM⟧ a:1\nLABEL b=1\n', options, messages: [message], peers: ['DL3049@1'] },
    { code: 'FROM a:1 AS x\n⟦FROM⟧ b:1\nCOPY --from=x a a\n', options, messages: [message], peers: ['DL3049@2'] },
  ],
  peersOnly: [
    { code: 'FROM a:1 AS base\nFROM base AS x\nFROM x\nLABEL a=1\n', options, peers: ['DL3049@1'] },
    { code: 'FROM a:1\nFROM b:1\nCOPY --from=0 a a\nLABEL a=1\n', options, peers: ['DL3049@1'] },
  ],
});
