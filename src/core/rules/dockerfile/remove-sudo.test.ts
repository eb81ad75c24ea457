import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './remove-sudo.ts';

testRule(rule, {
  valid: ['RUN apt-get install sudo\n', 'RUN env sudo x\n', 'RUN echo sudo\n'],
  invalid: [
    {
      code: 'RUN a && ⟦sudo⟧ b\n',
      messages: ["'sudo' raises rights that USER can give"],
      suggestions: ['RUN a && b\n'],
      peers: ['DL3004@1'],
    },
    { code: 'RUN ⟦sudo⟧ -E b\n', messages: ["'sudo' raises rights that USER can give"], peers: ['DL3004@1'] },
    {
      code: 'ONBUILD RUN ⟦sudo⟧ b\n',
      messages: ["'sudo' raises rights that USER can give"],
      suggestions: ['ONBUILD RUN b\n'],
      peers: ['DL3004@1'],
    },
  ],
});
