import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './skip-recommended-packages.ts';

testRule(rule, {
  valid: [
    'RUN apt-get install -y --no-install-recommends x\n',
    'RUN apt-get install -o APT::Install-Recommends=false x\n',
    'RUN apt-get remove x\n',
  ],
  invalid: [
    {
      code: 'RUN ⟦apt-get install⟧ -y \\\n  x\n',
      messages: ["'apt-get install' takes recommended packages along"],
      suggestions: ['RUN apt-get install -y --no-install-recommends \\\n  x\n'],
      peers: ['DL3015@1'],
    },
    {
      code: 'RUN ⟦apt install⟧ x\n',
      messages: ["'apt install' takes recommended packages along"],
      suggestions: ['RUN apt install --no-install-recommends x\n'],
      peers: [],
    },
    { code: 'RUN ["⟦apt-get", "install⟧", "x"]\n', messages: ["'apt-get install' takes recommended packages along"] },
  ],
  peersOnly: [
    { code: 'RUN apt-get install -o APT::Install-Recommends=0 x\n', peers: ['DL3015@1'] },
    { code: 'RUN apt-get install -oAPT::Install-Recommends=false x\n', peers: ['DL3015@1'] },
  ],
});
