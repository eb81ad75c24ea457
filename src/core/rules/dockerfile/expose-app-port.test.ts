import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './expose-app-port.ts';

const facts = { app: { port: 3000 } };

testRule(rule, {
  valid: [
    'FROM a:1\nEXPOSE 8080\n',
    { code: 'FROM a:1\nEXPOSE 3000/tcp 9090\n', facts },
    { code: 'FROM a:1\nEXPOSE 2999-3001\n', facts },
    { code: 'FROM a:1\nENV PORT=8080\nEXPOSE $PORT\n', facts },
    { code: 'FROM a:1\nEXPOSE $UNKNOWN\n', facts },
    { code: 'FROM a:1\n', facts },
  ],
  invalid: [
    {
      code: 'FROM a:1\nEXPOSE ⟦80⟧\n',
      facts,
      messages: ["The app listens on 3000, not on '80'"],
      suggestions: ['FROM a:1\nEXPOSE 3000\n'],
    },
    { code: 'FROM a:1\nEXPOSE ⟦80⟧ 443\n', facts, messages: ["The app listens on 3000, not on '80'"] },
    {
      code: 'FROM a:1\nENV PORT=5000\nEXPOSE ⟦3000⟧\n',
      facts,
      messages: ["The app listens on 5000, not on '3000'"],
      suggestions: ['FROM a:1\nENV PORT=5000\nEXPOSE 5000\n'],
    },
  ],
});
