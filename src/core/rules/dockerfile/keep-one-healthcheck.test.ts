import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './keep-one-healthcheck.ts';

testRule(rule, {
  valid: ['FROM a:1\nHEALTHCHECK NONE\nFROM b:1\nHEALTHCHECK CMD a\n', 'FROM a:1\nONBUILD HEALTHCHECK NONE\nONBUILD HEALTHCHECK NONE\n'],
  invalid: [
    {
      code: 'FROM a:1\n⟦HEALTHCHECK NONE⟧\nHEALTHCHECK CMD ["a"]\n',
      messages: ['A later HEALTHCHECK overrides this one'],
      output: 'FROM a:1\nHEALTHCHECK CMD ["a"]\n',
      peers: ['DL3012@3', 'MultipleInstructionsDisallowed@2'],
    },
  ],
});
