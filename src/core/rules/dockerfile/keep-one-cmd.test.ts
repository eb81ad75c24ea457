import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './keep-one-cmd.ts';

testRule(rule, {
  valid: ['FROM a:1\nCMD ["a"]\n', 'FROM a:1\nCMD ["a"]\nFROM b:1\nCMD ["b"]\n', 'FROM a:1\nCMD ["a"]\nENTRYPOINT ["b"]\n'],
  invalid: [
    {
      code: 'FROM a:1\n⟦CMD ["a"]⟧\n# the one\nCMD ["b"]\n',
      messages: ['A later CMD overrides this one'],
      output: 'FROM a:1\n# the one\nCMD ["b"]\n',
      peers: ['DL4003@4', 'MultipleInstructionsDisallowed@2'],
    },
    {
      code: 'FROM a:1\n⟦CMD a⟧\n⟦CMD b \\\n  c⟧\nCMD d',
      messages: ['A later CMD overrides this one', 'A later CMD overrides this one'],
      output: 'FROM a:1\nCMD d',
      peers: ['DL4003@3', 'MultipleInstructionsDisallowed@2', 'DL4003@5', 'MultipleInstructionsDisallowed@3'],
    },
    { code: '⟦CMD a⟧\nCMD b\n', messages: ['A later CMD overrides this one'], output: 'CMD b\n', peers: ['DL4003@2'] },
  ],
});
