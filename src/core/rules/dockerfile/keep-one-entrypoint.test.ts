import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './keep-one-entrypoint.ts';

testRule(rule, {
  valid: ['FROM a:1\nENTRYPOINT ["a"]\nFROM b:1\nENTRYPOINT ["a"]\n'],
  invalid: [
    {
      code: 'FROM a:1\n⟦ENTRYPOINT ["a"]⟧\nCMD ["x"]\nENTRYPOINT ["b"]\n',
      messages: ['A later ENTRYPOINT overrides this one'],
      output: 'FROM a:1\nCMD ["x"]\nENTRYPOINT ["b"]\n',
      peers: ['DL4004@4', 'MultipleInstructionsDisallowed@2'],
    },
  ],
});
