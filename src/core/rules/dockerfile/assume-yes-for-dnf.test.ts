import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './assume-yes-for-dnf.ts';

testRule(rule, {
  valid: ['RUN dnf install -y x\n', 'RUN dnf -qy install x\n', 'RUN dnf upgrade\n', 'RUN dnf in x\n', 'RUN dnf5 install x\n'],
  invalid: [
    {
      code: 'RUN ⟦microdnf install⟧ x # tools\n',
      messages: ["'microdnf install' asks for confirmation, and a build cannot answer"],
      output: 'RUN microdnf install -y x # tools\n',
      peers: ['DL3038@1'],
    },
    {
      code: 'RUN ⟦dnf --setopt=x group install⟧ x\n',
      messages: ["'dnf install' asks for confirmation, and a build cannot answer"],
      output: 'RUN dnf --setopt=x group install -y x\n',
      peers: ['DL3038@1'],
    },
  ],
});
