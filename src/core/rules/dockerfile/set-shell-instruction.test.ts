import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './set-shell-instruction.ts';

testRule(rule, {
  valid: ['RUN ln -s /bin/bash /bin/sh.x\n', 'RUN /bin/ln -sf /bin/bash /bin/sh\n', 'SHELL ["/bin/bash", "-c"]\n'],
  invalid: [
    {
      code: 'RUN ⟦ln -sf bash /bin/sh⟧\n',
      messages: ["'/bin/sh' is replaced in the whole image"],
      suggestions: ['SHELL ["/bin/bash", "-c"]\n'],
      peers: ['DL4005@1'],
    },
    { code: 'RUN a && ⟦ln -s /bin/bash "/bin/sh"⟧\n', messages: ["'/bin/sh' is replaced in the whole image"], peers: ['DL4005@1'] },
    { code: 'ONBUILD RUN ⟦ln -s /bin/bash /bin/sh⟧\n', messages: ["'/bin/sh' is replaced in the whole image"], peers: ['DL4005@1'] },
  ],
  peersOnly: [{ code: 'RUN ln /bin/sh /x\n', peers: ['DL4005@1'] }],
});
