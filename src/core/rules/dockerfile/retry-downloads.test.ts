import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './retry-downloads.ts';

testRule(rule, {
  valid: ['RUN curl --retry 3 https://x\n', 'RUN curl --retry=3 https://x\n', 'RUN curl --version\n', 'RUN wget https://x\n'],
  invalid: [
    {
      code: 'RUN a && ⟦curl⟧ -fsSL https://x | tar -x\n',
      messages: ["'curl' tries once"],
      suggestions: ['RUN a && curl --retry 5 -fsSL https://x | tar -x\n'],
      peers: [],
    },
    { code: 'RUN ["⟦curl⟧", "https://x"]\n', messages: ["'curl' tries once"] },
  ],
});
