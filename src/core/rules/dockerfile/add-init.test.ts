import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './add-init.ts';

const browser = 'Browsers leave processes behind that nothing collects: there is no init';
const background = 'Processes in the background are collected by nothing: there is no init';

testRule(rule, {
  valid: [
    'FROM a:1\nCMD ["node", "a.js"]\n',
    'FROM a:1\nRUN apt-get install -y chromium\nENTRYPOINT ["/usr/bin/tini", "--"]\nCMD ["a"]\n',
    'FROM a:1\nRUN apk add chromium\nENTRYPOINT ["a"]\nCMD ["dumb-init", "b"]\n',
    'FROM a:1\nCMD a && b 2>&1\n',
    'FROM a:1\nCMD a "x & y"\n',
    'FROM a:1 AS test\nRUN apt-get install -y chromium\nFROM a:1\nCMD ["a"]\n',
  ],
  invalid: [
    { code: 'FROM a:1\nRUN apt-get update && apt-get install -y chromium\nCMD ⟦["node", "a.js"]⟧\n', messages: [browser] },
    { code: 'FROM a:1\nRUN npx playwright install\nENTRYPOINT ⟦["node"]⟧\n', messages: [browser] },
    { code: 'FROM a:1\nCMD ⟦a & b⟧\n', messages: [background] },
    { code: 'FROM a:1\nCMD ⟦["sh", "-c", "a & b"]⟧\n', messages: [background] },
    {
      code: 'FROM a:1\nCOPY start.sh /\nCMD ⟦["/start.sh"]⟧\n',
      facts: { readContextFile: () => '#!/bin/sh\ncron &\nexec node a.js\n' },
      messages: [background],
    },
  ],
});
