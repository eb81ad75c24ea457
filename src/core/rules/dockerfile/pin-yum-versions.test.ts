import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './pin-yum-versions.ts';

testRule(rule, {
  valid: [
    'RUN yum install -y curl-7.29 libcurl-devel-8.0.1-1.el9 x-1.x86_64 gcc-c++-4.1\n',
    'RUN yum install -y https://example.com/epel-release.rpm ./x-1.rpm\n',
    'RUN yum module install -y nodejs:22\n',
    'RUN yum module enable nodejs\n',
    'RUN yum groupinstall tools\n',
    'RUN yum update curl\n',
    'ENV V=1\nRUN yum install x-$V y-${V}-1\n',
    'ARG V\nFROM a\nRUN yum install x-$V\n',
    'FROM a AS b\nENV V=1\nFROM b\nRUN yum install x-$V\n',
  ],
  invalid: [
    {
      code: 'RUN yum install -y ⟦curl⟧ git-2 ⟦gcc-c++⟧\n',
      messages: ["'curl' has no version", "'gcc-c++' has no version"],
      peers: ['DL3033@1', 'DL3033@1'],
    },
    { code: 'RUN yum install ⟦x.rpm⟧\n', messages: ["'x.rpm' has no version"], peers: ['DL3033@1'] },
    { code: 'RUN yum install ⟦x-1*⟧\n', messages: ["'x-1*' has no version"], peers: ['DL3033@1'] },
    { code: 'RUN yum module install ⟦nodejs⟧\n', messages: ["'nodejs' has no version"], peers: ['DL3033@1'] },
    { code: 'RUN yum ⟦group⟧ install ⟦x⟧\n', messages: ["'group' has no version", "'x' has no version"], peers: ['DL3033@1', 'DL3033@1'] },
    { code: 'ONBUILD RUN yum install ⟦x⟧\n', messages: ["'x' has no version"], peers: ['DL3033@1'] },
  ],
  peersOnly: [
    { code: 'RUN yum install x-$V\n', peers: ['DL3033@1'] },
    { code: 'ENV V=1\nONBUILD RUN yum install x-$V\n', peers: ['DL3033@2'] },
    { code: 'RUN yum install x-$V\nENV V=1\n', peers: ['DL3033@1'] },
    { code: 'ENV V=1\nRUN yum install x-${V:-1}\n', peers: ['DL3033@2'] },
  ],
});
