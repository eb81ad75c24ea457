import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './use-copy-link.ts';

testRule(rule, {
  valid: ['FROM a:1\nCOPY a /b\n', 'FROM a:1\nCOPY --link --from=b:1 a /b\n', 'FROM a:1\nCOPY --from=b:1 a b\n'],
  invalid: [
    {
      code: 'FROM a:1\n⟦COPY⟧ --from=b:1 a /b\n',
      messages: ['This layer is made anew whenever one below it changes'],
      suggestions: ['FROM a:1\nCOPY --link --from=b:1 a /b\n'],
      peers: [],
    },
  ],
});
