import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './assume-yes-for-yum.ts';

testRule(rule, {
  valid: [
    'RUN yum install -y x\n',
    'RUN yum -yq install x\n',
    'RUN yum install --assumeyes x\n',
    'RUN yum update\n',
    'RUN yum reinstall x\n',
  ],
  invalid: [
    {
      code: 'RUN ⟦yum install⟧ x && ⟦yum groupinstall⟧ y\n',
      messages: [
        "'yum install' asks for confirmation, and a build cannot answer",
        "'yum groupinstall' asks for confirmation, and a build cannot answer",
      ],
      output: 'RUN yum install -y x && yum groupinstall -y y\n',
      peers: ['DL3030@1', 'DL3030@1'],
    },
    {
      code: 'ONBUILD RUN ⟦yum localinstall⟧ x\n',
      messages: ["'yum localinstall' asks for confirmation, and a build cannot answer"],
      peers: ['DL3030@1'],
    },
  ],
});
