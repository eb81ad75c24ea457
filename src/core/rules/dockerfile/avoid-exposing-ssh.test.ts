import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './avoid-exposing-ssh.ts';

testRule(rule, {
  valid: ['FROM a:1\nEXPOSE 2222 22/udp\n'],
  invalid: [
    { code: 'FROM a:1\nEXPOSE 80 ⟦22⟧ ⟦22/TCP⟧\n', messages: ['Port 22 is the one of SSH', 'Port 22 is the one of SSH'], peers: [] },
  ],
});
