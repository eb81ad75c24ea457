import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './keep-secret-files-out.ts';

const message = (path: string): string => `'${path}' is copied into the image`;

testRule(rule, {
  valid: [
    'FROM a:1\nCOPY .env.example a.env.js ca.pem server-cert.pem id_rsa.pub /\n',
    'FROM a:1 AS build\nCOPY .npmrc .env ./\nFROM b:1\n',
    'FROM a:1 AS x\nFROM a:1\nCOPY --from=x .env /\n',
    { code: 'FROM a:1\nCOPY .env /\n', facts: { dockerignore: '**/.env' } },
    { code: 'FROM a:1\nCOPY . /\n', facts: { contextFiles: ['.env', 'a.js'], dockerignore: '.env' } },
    'FROM a:1\nCOPY . /\n',
  ],
  invalid: [
    {
      code: 'FROM a:1\nCOPY ⟦.env⟧ ⟦config/.env.production⟧ a.js /\nADD ⟦id_rsa⟧ ⟦tls/server.key⟧ ⟦~/.aws/credentials⟧ /x/\n',
      messages: [
        message('.env'),
        message('config/.env.production'),
        message('id_rsa'),
        message('tls/server.key'),
        message('~/.aws/credentials'),
      ],
      peers: [],
    },
    {
      code: 'FROM a:1\nCOPY ⟦.⟧ /\n',
      facts: { contextFiles: ['a.js', 'deploy/.env'] },
      messages: ["'deploy/.env' is copied into the image with the whole folder"],
    },
  ],
});
