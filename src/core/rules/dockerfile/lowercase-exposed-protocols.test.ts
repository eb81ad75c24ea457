import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './lowercase-exposed-protocols.ts';

const message = (port: string): string => `The protocol of '${port}' is not in lower case`;

testRule(rule, {
  valid: ['FROM a:1\nEXPOSE 80/tcp 81 53/udp\n', 'FROM a:1\nEXPOSE 80/$PROTO\n'],
  invalid: [
    {
      code: 'FROM a:1\nEXPOSE 80/⟦TCP⟧ 8/⟦Udp⟧\n',
      messages: [message('80/TCP'), message('8/Udp')],
      output: 'FROM a:1\nEXPOSE 80/tcp 8/udp\n',
      peers: ['ExposeProtoCasing@2', 'ExposeProtoCasing@2'],
    },
  ],
});
