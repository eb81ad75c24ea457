import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './copy-existing-files.ts';

const facts = { contextFiles: ['package.json', 'src/app/main.js', 'README.md'] };

testRule(rule, {
  valid: [
    'FROM a:1\nCOPY nope /\n',
    { code: 'FROM a:1\nCOPY package.json ./src /src/app . /x/\n', facts },
    { code: 'FROM a:1\nCOPY *.lock nope* /x/\n', facts },
    { code: 'FROM a:1 AS b\nFROM a:1\nCOPY --from=b nope /\n', facts },
    { code: 'FROM a:1\nADD https://example.com/nope git@example.com:a.git /\n', facts },
    { code: 'FROM a:1\nCOPY $WHAT /\n', facts },
    { code: 'FROM a:1\nCOPY <<EOF /x\na\nEOF\n', facts },
    { code: 'FROM a:1\nCOPY secret /\n', facts: { ...facts, dockerignore: 'secret' } },
  ],
  invalid: [
    {
      code: 'FROM a:1\nCOPY ⟦pakage.json⟧ /\n',
      facts,
      messages: ["'pakage.json' is not in the build context; 'package.json' is"],
      suggestions: ['FROM a:1\nCOPY package.json /\n'],
      peers: [],
    },
    { code: 'FROM a:1\nCOPY ["package.json", ⟦"dist/"⟧, "/"]\n', facts, messages: ["'dist/' is not in the build context"] },
    { code: 'FROM a:1\nARG D=dist\nADD ⟦${D}/app⟧ /\n', facts, messages: ["'${D}/app' is not in the build context"] },
  ],
});
