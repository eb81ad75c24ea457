import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './assume-yes-for-apt.ts';

testRule(rule, {
  valid: [
    'RUN apt-get install -y x\n',
    'RUN apt-get install --yes x\n',
    'RUN apt-get -yqq install x\n',
    'RUN apt-get install -qq x\n',
    'RUN apt-get install -q -q x\n',
    'RUN apt-get install --quiet --quiet x\n',
    'RUN apt-get install -q=2 x\n',
    'RUN apt-get install --assume-yes x\n',
    'RUN apt-get update\n',
    'RUN sudo apt-get install x\n',
    'SHELL ["powershell"]\nRUN [Net.Type]::x = 1; apt-get install x\n',
  ],
  invalid: [
    {
      code: 'RUN apt-get update && ⟦apt-get install⟧ x\n',
      messages: ["'apt-get install' asks for confirmation, and a build cannot answer"],
      output: 'RUN apt-get update && apt-get install -y x\n',
      peers: ['DL3014@1'],
    },
    {
      code: 'FROM a\nRUN set -e; \\\n  # tools\n  ⟦apt-get -q install⟧ \\\n    x \\\n\n    y\n',
      messages: ["'apt-get install' asks for confirmation, and a build cannot answer"],
      output: 'FROM a\nRUN set -e; \\\n  # tools\n  apt-get -q install -y \\\n    x \\\n\n    y\n',
      peers: ['DL3014@2'],
    },
    {
      code: 'RUN ⟦apt install⟧ x\n',
      messages: ["'apt install' asks for confirmation, and a build cannot answer"],
      output: 'RUN apt install -y x\n',
      peers: [],
    },
    {
      code: 'RUN ⟦apt-get install⟧ -q=3 x\n',
      messages: ["'apt-get install' asks for confirmation, and a build cannot answer"],
      output: 'RUN apt-get install -y -q=3 x\n',
    },
    // Nothing is changed where more than the step's success hangs on it.
    { code: 'RUN ⟦apt-get install⟧ x || true\n', messages: ["'apt-get install' asks for confirmation, and a build cannot answer"] },
    { code: 'RUN a || b && ⟦apt-get install⟧ x\n', messages: ["'apt-get install' asks for confirmation, and a build cannot answer"] },
    { code: 'RUN (⟦apt-get install⟧ x)\n', messages: ["'apt-get install' asks for confirmation, and a build cannot answer"] },
    { code: 'RUN ⟦apt-get install⟧ x | tee log\n', messages: ["'apt-get install' asks for confirmation, and a build cannot answer"] },
    { code: 'RUN <<EOF\n⟦apt-get install⟧ x\nEOF\n', messages: ["'apt-get install' asks for confirmation, and a build cannot answer"] },
    { code: 'RUN ["⟦apt-get", "install⟧", "x"]\n', messages: ["'apt-get install' asks for confirmation, and a build cannot answer"] },
    { code: 'ONBUILD RUN ⟦apt-get install⟧ x\n', messages: ["'apt-get install' asks for confirmation, and a build cannot answer"] },
    { code: '# escape=`\nRUN ⟦apt-get install⟧ x\n', messages: ["'apt-get install' asks for confirmation, and a build cannot answer"] },
    {
      code: 'RUN true || a; ⟦apt-get install⟧ x\n',
      messages: ["'apt-get install' asks for confirmation, and a build cannot answer"],
      output: 'RUN true || a; apt-get install -y x\n',
    },
  ],
  peersOnly: [
    { code: 'RUN yes | apt-get install x\n', peers: ['DL3014@1'] },
    { code: 'RUN apt-get install --force-yes x\n', peers: ['DL3014@1'] },
  ],
});
