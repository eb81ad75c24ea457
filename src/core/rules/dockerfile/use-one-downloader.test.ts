import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './use-one-downloader.ts';

testRule(rule, {
  valid: [
    'RUN wget x\nRUN wget y\n',
    'FROM a\nRUN wget x\nFROM b\nRUN curl y\n',
    'RUN apt-get install wget curl && curl x\n',
    'RUN which curl || wget x\n',
    'RUN wget x\nONBUILD RUN curl y\n',
  ],
  invalid: [
    {
      code: 'RUN curl x\nRUN ⟦wget⟧ x\nRUN a\nRUN ⟦curl⟧ y && curl z\n',
      messages: ["'wget' is used beside 'curl'", "'curl' is used beside 'wget'"],
      peers: ['DL4001@2', 'DL4001@4'],
    },
    { code: 'RUN x=$(⟦wget⟧ x) && curl y\n', messages: ["'wget' is used beside 'curl'"], peers: ['DL4001@1'] },
    {
      code: 'FROM a\nONBUILD RUN wget x\nFROM b\nONBUILD RUN ⟦curl⟧ x\nRUN curl y\n',
      messages: ["'curl' is used beside 'wget'"],
      peers: ['DL4001@4'],
    },
  ],
});
