import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './keep-ports-in-range.ts';

testRule(rule, {
  valid: [
    'FROM a:1\nEXPOSE 65535\n',
    'FROM a:1\nEXPOSE 80/tcp 1-65535/udp\n',
    'FROM a:1\nEXPOSE $PORT\n',
    'FROM a:1\nONBUILD EXPOSE 99999\n',
  ],
  invalid: [
    { code: 'FROM a:1\nEXPOSE 80 ⟦65536⟧\n', messages: ["'65536' is above 65535"], peers: ['DL3011@2'] },
    { code: 'FROM a:1\nEXPOSE ⟦1-70000/udp⟧ $X\n', messages: ["'70000' is above 65535"], peers: ['DL3011@2'] },
    { code: 'FROM a:1\nEXPOSE ⟦$A-99999⟧\n', messages: ["'99999' is above 65535"], peers: [] },
  ],
});
