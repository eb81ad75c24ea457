import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './use-unix-lines-in-entry-script.ts';

testRule(rule, {
  valid: [
    'FROM a:1\nCOPY unknown.sh /\nCMD ["/unknown.sh"]\n',
    { code: 'FROM a:1\nCOPY unix.sh /\nCMD ["/unix.sh"]\n', facts: { readContextFile: () => '#!/bin/sh\na\n' } },
  ],
  invalid: [
    {
      code: 'FROM a:1\nCOPY start.sh /\nCMD [⟦"/start.sh"⟧]\n',
      facts: { readContextFile: () => '#!/bin/sh\r\na\r\n' },
      messages: ["'start.sh' has Windows line ends"],
    },
  ],
});
