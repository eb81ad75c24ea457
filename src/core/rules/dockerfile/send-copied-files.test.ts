import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './send-copied-files.ts';

const message = (source: string): string => `'${source}' is in the ignore file, so it is not sent to the builder`;

testRule(rule, {
  valid: [
    'FROM a:1\nCOPY secret /\n',
    { code: 'FROM a:1\nCOPY . /\n', facts: { dockerignore: 'node_modules\n.git\n' } },
    { code: 'FROM a:1 AS x\nFROM b:1\nCOPY --from=x secret /\n', facts: { dockerignore: 'secret' } },
    { code: 'FROM a:1\nADD https://example.com/secret /\n', facts: { dockerignore: '**/secret' } },
    { code: 'FROM a:1\nCOPY dist /\n', facts: { dockerignore: '*\n!dist\n' } },
    { code: 'FROM a:1\nCOPY dist /\n', facts: { dockerignore: 'dist\n!dist/app.js\n' } },
    { code: 'FROM a:1\nCOPY $WHAT /\n', facts: { dockerignore: '*' } },
  ],
  invalid: [
    {
      code: 'FROM a:1\nCOPY a.js ⟦./docs/b.md⟧ /\n',
      facts: { dockerignore: '# texts\n**/*.md\n' },
      messages: [message('./docs/b.md')],
      peers: ['CopyIgnoredFile@2'],
    },
    {
      code: 'FROM a:1\nADD ⟦/build/x⟧ /\n',
      facts: { dockerignore: '/build/\n' },
      messages: [message('/build/x')],
      peers: ['CopyIgnoredFile@2'],
    },
    { code: 'FROM a:1\nCOPY ⟦.⟧ /\n', facts: { dockerignore: '**/*' }, messages: [message('.')], peers: ['CopyIgnoredFile@2'] },
    { code: 'FROM a:1\nARG D=logs\nCOPY ⟦$D/x⟧ /\n', facts: { dockerignore: 'logs' }, messages: [message('$D/x')] },
    { code: 'FROM a:1\nCOPY ⟦logs⟧ /\n', facts: { dockerignore: '*\n!dist\n' }, messages: [message('logs')], peers: [] },
  ],
});
