import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './clean-dnf-cache.ts';

testRule(rule, {
  valid: [
    'RUN dnf install -y x && dnf clean all\n',
    'RUN microdnf install -y x && microdnf clean all\n',
    'RUN dnf install -y x && rm -rf /var/cache/dnf\n',
    'RUN --mount=type=cache,target=/var/cache/libdnf5 dnf install -y x\n',
    'RUN --mount=type=cache,target=/root/.cache/libdnf5 dnf install -y x\n',
    'RUN dnf5 install x\n',
    'RUN dnf check-upgrade\n',
  ],
  invalid: [
    {
      code: 'RUN ⟦microdnf install⟧ -y x # tools\n',
      messages: ["'microdnf install' leaves its cache in the layer"],
      output: 'RUN microdnf install -y x && microdnf clean all # tools\n',
      peers: ['DL3040@1'],
    },
    {
      code: 'RUN ⟦dnf in⟧ -y x && dnf rei -y y\n',
      messages: ["'dnf in' leaves its cache in the layer"],
      output: 'RUN dnf in -y x && dnf rei -y y && dnf clean all\n',
      peers: ['DL3040@1'],
    },
    {
      code: 'RUN ⟦dnf update⟧ -y\n',
      messages: ["'dnf update' leaves its cache in the layer"],
      output: 'RUN dnf update -y && dnf clean all\n',
      peers: [],
    },
    { code: 'ONBUILD RUN ⟦dnf upgrade-minimal⟧\n', messages: ["'dnf upgrade-minimal' leaves its cache in the layer"], peers: ['DL3040@1'] },
  ],
  peersOnly: [
    { code: 'RUN --mount=type=cache,target=/var/cache/dnf dnf install -y x\n', peers: ['DL3040@1'] },
    { code: 'RUN dnf install -y x && microdnf clean all\n', peers: ['DL3040@1'] },
    { code: 'RUN dnf clean all && dnf install -y x && dnf clean all\n', peers: ['DL3040@1'] },
    { code: 'FROM a AS b\nRUN dnf install -y x\nFROM c\n', peers: ['DL3040@2'] },
  ],
});
