import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './avoid-zypper-dist-upgrade.ts';

testRule(rule, {
  valid: ['RUN zypper update\n', 'RUN zypper install dup-tool\n'],
  invalid: [
    { code: 'RUN ⟦zypper -n dup⟧\n', messages: ["'zypper dup' replaces the base image's packages"], peers: ['DL3035@1'] },
    {
      code: 'ONBUILD RUN ⟦zypper dist-upgrade⟧ -y\n',
      messages: ["'zypper dist-upgrade' replaces the base image's packages"],
      peers: ['DL3035@1'],
    },
  ],
});
