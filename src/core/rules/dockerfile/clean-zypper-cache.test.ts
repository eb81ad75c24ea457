import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './clean-zypper-cache.ts';

testRule(rule, {
  valid: [
    'RUN zypper in -y x && zypper cc\n',
    'RUN zypper install -y x && zypper clean --all\n',
    'RUN --mount=type=cache,target=/var/cache/zypp zypper install -y x\n',
    'RUN zypper up\n',
  ],
  invalid: [
    {
      code: 'RUN ⟦zypper -n install⟧ x\n',
      messages: ["'zypper install' leaves its cache in the layer"],
      output: 'RUN zypper -n install x && zypper clean --all\n',
      peers: ['DL3036@1'],
    },
    {
      code: 'RUN zypper clean && ⟦zypper in⟧ -y x\n',
      messages: ["'zypper in' leaves its cache in the layer"],
      output: 'RUN zypper clean && zypper in -y x && zypper clean --all\n',
      peers: ['DL3036@1'],
    },
    { code: 'ONBUILD RUN ⟦zypper in⟧ x\n', messages: ["'zypper in' leaves its cache in the layer"], peers: ['DL3036@1'] },
  ],
  peersOnly: [
    { code: 'RUN zypper in -y x && rm -rf /var/cache/zypp\n', peers: ['DL3036@1'] },
    { code: 'RUN zypper clean && zypper in -y x && zypper cc\n', peers: ['DL3036@1'] },
    { code: 'FROM a AS b\nRUN zypper in -y x\nFROM c\n', peers: ['DL3036@2'] },
  ],
});
