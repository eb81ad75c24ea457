import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './add-ignore-file.ts';

const facts = { contextFiles: ['.git/HEAD', 'Dockerfile', 'a.js'] };

testRule(rule, {
  valid: [
    'FROM a:1\nCOPY . /app\n',
    { code: 'FROM a:1\nCOPY . /app\n', facts: { ...facts, dockerignore: '.git\n' } },
    { code: 'FROM a:1\nCOPY a.js src/ /app\n', facts },
    { code: 'FROM a:1 AS x\nFROM b:1\nCOPY --from=x . /app\n', facts },
  ],
  invalid: [
    {
      code: 'FROM a:1\nCOPY ⟦./⟧ /app\nCOPY . /b\n',
      facts,
      messages: ['The whole folder is copied, and there is no .dockerignore'],
      peers: [],
    },
  ],
});
