import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './pin-zypper-versions.ts';

testRule(rule, {
  valid: ["RUN zypper install -y a=1 'b>1' 'c<=2' d.rpm\n", 'RUN zypper remove curl\n', 'RUN zypper update curl\n'],
  invalid: [
    { code: 'RUN zypper -n in ⟦curl⟧ b=1\n', messages: ["'curl' has no version"], peers: ['DL3037@1'] },
    { code: 'ONBUILD RUN zypper install ⟦curl⟧\n', messages: ["'curl' has no version"], peers: ['DL3037@1'] },
  ],
  peersOnly: [{ code: 'RUN zypper in $PACKAGES\n', peers: ['DL3037@1'] }],
});
