import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './quiet-wget.ts';

testRule(rule, {
  valid: [
    'RUN wget -q x\n',
    'RUN wget -qO- x\n',
    'RUN wget -nv x\n',
    'RUN wget --no-verbose x\n',
    'RUN wget --progress=dot:giga x\n',
    'RUN wget -o log x\n',
    'RUN wget --append-output log x\n',
    'RUN apt-get install wget\n',
  ],
  invalid: [
    {
      code: 'RUN ⟦wget⟧ -O- x\n',
      messages: ["'wget' fills the build log with its progress bar"],
      suggestions: ['RUN wget -q -O- x\n'],
      peers: ['DL3047@1'],
    },
    { code: 'RUN ["⟦wget⟧", "x"]\n', messages: ["'wget' fills the build log with its progress bar"], peers: ['DL3047@1'] },
    {
      code: 'FROM debian\nRUN apt-get update\nRUN a && ⟦wget⟧ -nc x\n',
      messages: ["'wget' fills the build log with its progress bar"],
      output: 'FROM debian\nRUN apt-get update\nRUN a && wget --progress=dot:giga -nc x\n',
      peers: ['DL3047@3'],
    },
    {
      code: 'FROM alpine\nRUN apk add wget && ⟦wget⟧ x\n',
      messages: ["'wget' fills the build log with its progress bar"],
      suggestions: ['FROM alpine\nRUN apk add wget && wget -q x\n'],
      peers: ['DL3047@2'],
    },
    {
      code: 'ONBUILD RUN ⟦wget⟧ x\n',
      messages: ["'wget' fills the build log with its progress bar"],
      suggestions: ['ONBUILD RUN wget -q x\n'],
      peers: ['DL3047@1'],
    },
  ],
  peersOnly: [{ code: 'RUN wget -nvO x y\n', peers: ['DL3047@1'] }],
});
