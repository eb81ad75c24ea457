import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './expose-container-ports-alone.ts';

const message = (host: string): string => `'${host}' is dropped: EXPOSE has only the container's port`;

testRule(rule, {
  valid: ['FROM a:1\nEXPOSE 80 81/tcp ${PORT:-82} 1-3\n'],
  invalid: [
    {
      code: 'FROM a:1\nEXPOSE ⟦8080:⟧80 ⟦127.0.0.1:1:⟧2/udp ⟦:⟧3\n',
      messages: [message('8080:'), message('127.0.0.1:1:'), message(':')],
      output: 'FROM a:1\nEXPOSE 80 2/udp 3\n',
      peers: ['ExposeInvalidFormat@2', 'ExposeInvalidFormat@2', 'ExposeInvalidFormat@2'],
    },
    { code: 'FROM a:1\nEXPOSE ⟦1-2:⟧3-4\n', messages: [message('1-2:')] },
  ],
});
