import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './use-apt-get.ts';

testRule(rule, {
  valid: ['RUN apt-get install x\n', 'RUN apt-cache show apt\n', 'RUN sudo apt install x\n'],
  invalid: [
    {
      code: 'RUN ⟦apt⟧ update && ⟦apt⟧ -y install x\n',
      messages: ["'apt' has no stable command line", "'apt' has no stable command line"],
      output: 'RUN apt-get update && apt-get -y install x\n',
      peers: ['DL3027@1', 'DL3027@1'],
    },
    { code: 'RUN ⟦apt⟧ upgrade\n', messages: ["'apt' has no stable command line"], peers: ['DL3027@1'] },
    { code: 'RUN ⟦apt⟧ list --installed | grep x\n', messages: ["'apt' has no stable command line"] },
    { code: 'ONBUILD RUN ⟦apt⟧ update\n', messages: ["'apt' has no stable command line"], peers: ['DL3027@1'] },
  ],
});
