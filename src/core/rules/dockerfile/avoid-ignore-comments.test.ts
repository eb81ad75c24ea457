import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './avoid-ignore-comments.ts';

testRule(rule, {
  valid: [
    'FROM a:1\n# hadolint global ignore=DL3001\n# hadolint shell=bash\nRUN a\n',
    'FROM a:1\n# hadolint ignore=DL3001 why\nRUN a\n',
    'FROM a:1\n# Hadolint ignore=DL3001\nRUN a\n',
    'FROM a:1\nRUN a \\\n # hadolint ignore=DL3001\n && b\n',
  ],
  invalid: [
    { code: '⟦# hadolint ignore=DL3000⟧\nFROM a:1\n', messages: ["This comment hides 'DL3000'"], peers: ['DL1001@1'] },
    {
      code: 'FROM a:1\n⟦# hadolint ignore = DL3000 , SC2086 # why⟧\nUSER x\n',
      messages: ["This comment hides 'DL3000 , SC2086'"],
      peers: ['DL1001@2'],
    },
    { code: 'FROM a:1\n⟦# drydock ignore=use-workdir⟧\nRUN cd /\n', messages: ["This comment hides 'use-workdir'"], peers: [] },
  ],
});
