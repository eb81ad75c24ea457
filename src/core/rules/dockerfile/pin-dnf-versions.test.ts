import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './pin-dnf-versions.ts';

testRule(rule, {
  valid: [
    'RUN dnf install -y curl-7.29 libcurl-devel-8.0.1-1.el9 x-1.x86_64 gcc-c++-4.1\n',
    'RUN dnf install -y https://example.com/epel-release.rpm ./x-1.rpm\n',
    'RUN dnf module install -y nodejs:22\n',
    'RUN dnf module enable nodejs\n',
    'RUN dnf groupinstall tools\n',
    'RUN dnf group install tools\n',
    'RUN dnf5 install curl\n',
    'RUN dnf update curl\n',
    'ENV V=1\nRUN dnf install x-$V y-${V}-1\n',
    'ARG V\nFROM a\nRUN dnf install x-$V\n',
    'FROM a AS b\nENV V=1\nFROM b\nRUN dnf install x-$V\n',
  ],
  invalid: [
    {
      code: 'RUN dnf install -y ⟦curl⟧ git-2 ⟦gcc-c++⟧\n',
      messages: ["'curl' has no version", "'gcc-c++' has no version"],
      peers: ['DL3041@1', 'DL3041@1'],
    },
    { code: 'RUN dnf install ⟦x.rpm⟧\n', messages: ["'x.rpm' has no version"], peers: ['DL3041@1'] },
    { code: 'RUN dnf install ⟦x-1*⟧\n', messages: ["'x-1*' has no version"], peers: ['DL3041@1'] },
    { code: 'RUN dnf module install ⟦nodejs⟧\n', messages: ["'nodejs' has no version"], peers: ['DL3041@1'] },
    { code: 'RUN microdnf install ⟦x⟧\n', messages: ["'x' has no version"], peers: ['DL3041@1'] },
    { code: 'ONBUILD RUN dnf install ⟦x⟧\n', messages: ["'x' has no version"], peers: ['DL3041@1'] },
  ],
  peersOnly: [
    { code: 'RUN dnf install x-$V\n', peers: ['DL3041@1'] },
    { code: 'ENV V=1\nONBUILD RUN dnf install x-$V\n', peers: ['DL3041@2'] },
    { code: 'RUN dnf install x-$V\nENV V=1\n', peers: ['DL3041@1'] },
    { code: 'ENV V=1\nRUN dnf install x-${V:-1}\n', peers: ['DL3041@2'] },
  ],
});
