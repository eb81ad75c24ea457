import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './fill-labels.ts';

const options = { 'label-schema': { a: 'text', b: 'url' } };

testRule(rule, {
  valid: ['FROM a:1\nLABEL a=""\n', { code: 'FROM a:1\nLABEL a=1 c=""\n', options }],
  invalid: [
    {
      code: 'FROM a:1\nLABEL ⟦a=""⟧ ⟦b=⟧\n',
      options,
      messages: ["The label 'a' is empty", "The label 'b' is empty"],
      peers: ['DL3051@2'],
    },
  ],
});
