import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './copy-instead-of-add.ts';

testRule(rule, {
  valid: [
    'FROM a:1\nADD a.tar.gz /\n',
    'FROM a:1\nADD "a.tar" /\n',
    'FROM a:1\nADD ["a.tbz2", "/"]\n',
    'FROM a:1\nADD https://example.com/a /\n',
    'FROM a:1\nONBUILD ADD a.js /\n',
  ],
  invalid: [
    {
      code: 'FROM a:1\n⟦ADD⟧ a.js b.json /app/\n',
      messages: ['ADD copies local files that it does not have to unpack'],
      output: 'FROM a:1\nCOPY a.js b.json /app/\n',
      peers: ['DL3020@2'],
    },
    {
      code: 'from a:1\n⟦add⟧ --chown=1:1 src/ /app/\n',
      messages: ['ADD copies local files that it does not have to unpack'],
      output: 'from a:1\ncopy --chown=1:1 src/ /app/\n',
    },
    {
      code: 'FROM a:1\n⟦ADD⟧ . /app\n',
      messages: ['ADD copies local files that it does not have to unpack'],
      output: 'FROM a:1\nCOPY . /app\n',
    },
    {
      // It may be an archive by its content.
      code: 'FROM a:1\n⟦ADD⟧ rootfs /\n',
      messages: ['ADD copies local files that it does not have to unpack'],
      suggestions: ['FROM a:1\nCOPY rootfs /\n'],
    },
    {
      code: 'FROM a:1\n⟦ADD⟧ a.tar b.js /\n',
      messages: ['ADD copies local files that it does not have to unpack'],
    },
    {
      code: 'FROM a:1\n⟦ADD⟧ --checksum=sha256:1 a.js /\n',
      messages: ['ADD copies local files that it does not have to unpack'],
    },
  ],
  peersOnly: [
    { code: 'FROM a:1\nADD git@example.com:a/b.git /\n', peers: ['DL3020@2'] },
    { code: 'FROM a:1\nADD $SOURCE /\n', peers: ['DL3020@2'] },
  ],
});
