import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './assume-yes-for-zypper.ts';

testRule(rule, {
  valid: [
    'RUN zypper -n install x\n',
    'RUN zypper --non-interactive rm x\n',
    'RUN zypper in -y x\n',
    'RUN zypper in --no-confirm x\n',
    'RUN zypper up\n',
  ],
  invalid: [
    {
      code: 'RUN ⟦zypper in⟧ x && ⟦zypper patch⟧\n',
      messages: [
        "'zypper in' asks for confirmation, and a build cannot answer",
        "'zypper patch' asks for confirmation, and a build cannot answer",
      ],
      output: 'RUN zypper --non-interactive in x && zypper --non-interactive patch\n',
      peers: ['DL3034@1', 'DL3034@1'],
    },
    {
      code: 'ONBUILD RUN ⟦zypper rm⟧ x\n',
      messages: ["'zypper rm' asks for confirmation, and a build cannot answer"],
      peers: ['DL3034@1'],
    },
  ],
});
