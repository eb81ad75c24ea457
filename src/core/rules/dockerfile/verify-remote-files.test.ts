import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './verify-remote-files.ts';

testRule(rule, {
  valid: [
    'FROM a:1\nADD --checksum=sha256:abc https://example.com/a /\n',
    'FROM a:1\nADD https://example.com/a.git#v1 /\n',
    'FROM a:1\nADD a.tar /\n',
  ],
  invalid: [
    { code: 'FROM a:1\nADD ⟦http://example.com/a⟧ /\n', messages: ["'http://example.com/a' is downloaded without a checksum"], peers: [] },
    {
      code: 'FROM a:1\nADD ["a.tar", ⟦"https://example.com/b"⟧, "/"]\n',
      messages: ["'https://example.com/b' is downloaded without a checksum"],
    },
  ],
});
