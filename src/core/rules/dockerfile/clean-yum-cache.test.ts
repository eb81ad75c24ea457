import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './clean-yum-cache.ts';

testRule(rule, {
  valid: [
    'RUN yum install -y x && yum clean all\n',
    'RUN yum install -y x && (yum clean all)\n',
    'RUN yum install -y x && rm -rf /var/cache/yum\n',
    'RUN yum update -y && yum install -y x && yum clean all\n',
    'RUN yum remove x\n',
  ],
  invalid: [
    {
      code: 'RUN ⟦yum -y install⟧ x\n',
      messages: ["'yum install' leaves its cache in the layer"],
      output: 'RUN yum -y install x && yum clean all\n',
      peers: ['DL3032@1'],
    },
    {
      code: 'RUN yum clean all \\\n && ⟦yum install⟧ -y x\n',
      messages: ["'yum install' leaves its cache in the layer"],
      output: 'RUN yum clean all \\\n && yum install -y x \\\n && yum clean all\n',
    },
    {
      code: 'RUN ⟦yum install⟧ -y x && yum clean all && yum install -y y\n',
      messages: ["'yum install' leaves its cache in the layer"],
      output: 'RUN yum install -y x && yum clean all && yum install -y y && yum clean all\n',
      peers: [],
    },
    {
      code: 'RUN ⟦yum install⟧ -y x && rm -rf /tmp/x\n',
      messages: ["'yum install' leaves its cache in the layer"],
      output: 'RUN yum install -y x && rm -rf /tmp/x && yum clean all\n',
      peers: [],
    },
    {
      code: 'RUN ⟦yum update⟧ -y\n',
      messages: ["'yum update' leaves its cache in the layer"],
      output: 'RUN yum update -y && yum clean all\n',
      peers: [],
    },
    { code: 'ONBUILD RUN ⟦yum install⟧ -y x\n', messages: ["'yum install' leaves its cache in the layer"], peers: ['DL3032@1'] },
  ],
  peersOnly: [
    { code: 'RUN yum clean all && yum install -y x && yum clean all\n', peers: ['DL3032@1'] },
    { code: 'RUN yum install -y x && rm -fr /var/cache/yum\n', peers: ['DL3032@1'] },
    { code: 'RUN yum install -y x && dnf clean all\n', peers: ['DL3032@1'] },
    { code: 'RUN --mount=type=cache,target=/var/cache/yum yum install -y x\n', peers: ['DL3032@1'] },
    { code: 'FROM a AS b\nRUN yum install -y x\nFROM c\n', peers: ['DL3032@2'] },
  ],
});
