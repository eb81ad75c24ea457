import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './use-known-labels.ts';

const options = { 'label-schema': { a: 'text' }, 'strict-labels': true };

testRule(rule, {
  valid: [
    'FROM a:1\nLABEL b=1\n',
    { code: 'FROM a:1\nLABEL b=1\n', options: { ...options, 'strict-labels': false } },
    { code: 'FROM a:1\nLABEL a=1\n', options },
  ],
  invalid: [
    {
      code: 'FROM a:1\nLABEL a=1 ⟦b⟧=2 ⟦c⟧=3\n',
      options,
      messages: ["The schema has no label 'b'", "The schema has no label 'c'"],
      peers: ['DL3050@2'],
    },
  ],
});
