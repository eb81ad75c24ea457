import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './avoid-interactive-commands.ts';

testRule(rule, {
  valid: ['RUN apt-get install vim\n', 'RUN /usr/bin/ssh x\n', 'RUN ifconfig\n', 'RUN command -v ssh\n', 'RUN $X ssh\n', 'CMD ps\n'],
  invalid: [
    { code: 'RUN a && ⟦service⟧ x start\n', messages: ["'service' has no lasting effect in a build step"], peers: ['DL3001@1'] },
    { code: 'RUN ⟦"ssh"⟧ x\n', messages: ["'ssh' has no lasting effect in a build step"] },
    { code: 'RUN exec ⟦top⟧\n', messages: ["'top' has no lasting effect in a build step"] },
    { code: 'ONBUILD RUN X=1 ⟦mount⟧ x\n', messages: ["'mount' has no lasting effect in a build step"], peers: ['DL3001@1'] },
  ],
});
