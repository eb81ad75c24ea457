import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './start-program-directly.ts';

const message = (command: string): string => `'${command}' is process 1 here, not the program`;

testRule(rule, {
  valid: [
    'FROM a:1\nCMD ["node", "a.js"]\n',
    'FROM a:1\nCMD ["npx", "serve"]\n',
    'FROM a:1\nCMD ["yarn", "node", "a.js"]\n',
    'FROM a:1\nCMD ["npm", "--version"]\n',
    'FROM a:1 AS dev\nCMD ["npm", "start"]\nFROM a:1\nCMD ["node", "a.js"]\n',
    'RUN a\n',
  ],
  invalid: [
    { code: 'FROM a:1\nCMD [⟦"npm", "start"⟧]\n', messages: [message('npm start')] },
    { code: 'FROM a:1\nCMD ⟦npm run --silent serve⟧\n', messages: [message('npm run --silent')] },
    { code: 'FROM a:1 AS x\nENTRYPOINT [⟦"yarn", "serve"⟧]\nFROM x\n', messages: [message('yarn serve')] },
    { code: 'FROM a:1\nENTRYPOINT ["tini", "--"]\nCMD exec ⟦pnpm start⟧\n', messages: [message('pnpm start')] },
  ],
});
