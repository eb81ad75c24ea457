import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './use-numeric-user.ts';

testRule(rule, {
  valid: ['FROM a:1\nUSER 1000\n', 'FROM a:1\nUSER 1000:group\n', 'FROM a:1\nARG UID\nUSER ${UID}:g\n', 'FROM a:1\nONBUILD USER node\n'],
  invalid: [
    { code: 'FROM a:1\nUSER ⟦node⟧:node\n', messages: ["'node' is a name, not a number"], peers: ['DL3066@2'] },
    {
      code: 'FROM a:1 AS base\nUSER ⟦node⟧\nFROM base\n',
      messages: ["'node' is a name, not a number"],
      peers: ['DL3066@2'],
    },
  ],
  peersOnly: [
    { code: 'FROM a:1\nUSER root\n', peers: ['DL3066@2'] },
    { code: 'FROM a:1\nENV UID=1\nUSER $UID\n', peers: ['DL3066@3'] },
    { code: 'FROM a:1\nARG UID\nUSER ${UID:-1}\n', peers: ['DL3066@3'] },
    { code: 'FROM a:1\nUSER node\nFROM b:1\nUSER 1\n', peers: ['DL3066@2'] },
  ],
});
