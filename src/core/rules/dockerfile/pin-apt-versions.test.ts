import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './pin-apt-versions.ts';

testRule(rule, {
  valid: [
    'RUN apt-get install -y curl=8.14.* ./local.deb other.deb vim/stable\n',
    'RUN apt-get install -y -t bookworm curl=8\n',
    'RUN apt-get install --target-release bookworm curl=8\n',
    'RUN apt-get remove curl\n',
    'RUN echo apt-get install curl\n',
    'RUN sudo apt-get install curl\n',
    'RUN sh -c "apt-get install curl"\n',
    'RUN apt-get install -y $(cat list)\n',
  ],
  invalid: [
    {
      code: 'RUN apt-get install -y ⟦curl⟧ git=1 \\\n  # tools\n  ⟦vim⟧\n',
      messages: ["'curl' has no version", "'vim' has no version"],
      peers: ['DL3008@1', 'DL3008@1'],
    },
    { code: 'RUN a && (apt-get -qq install ⟦x⟧)\n', messages: ["'x' has no version"], peers: ['DL3008@1'] },
    { code: 'ONBUILD RUN apt-get install ⟦x⟧\n', messages: ["'x' has no version"], peers: ['DL3008@1'] },
    { code: 'RUN ["apt-get", "install", "⟦x⟧"]\n', messages: ["'x' has no version"], peers: ['DL3008@1'] },
    { code: 'RUN <<EOF\nset -e\napt-get install ⟦x⟧\nEOF\n', messages: ["'x' has no version"], peers: ['DL3008@1'] },
    { code: 'RUN apt install ⟦x⟧\n', messages: ["'x' has no version"], peers: [] },
  ],
  peersOnly: [{ code: 'RUN apt-get install $PACKAGES\n', peers: ['DL3008@1'] }],
});
