import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './stop-entry-script-on-error.ts';

/** An image that starts with a script of the build context, whose text is given. */
const started = (script: string, text: string) => ({
  code: `FROM a:1\nCOPY ${script} /\nENTRYPOINT ["/${script}"]\n`,
  facts: { readContextFile: () => text },
});

testRule(rule, {
  valid: [
    'FROM a:1\nCOPY unknown.sh /\nENTRYPOINT ["/unknown.sh"]\n',
    started('plain.sh', '#!/bin/sh\nset -e\na\nexec b\n'),
    started('several.sh', '#!/bin/sh\nset -eu\na\nexec b\n'),
    started('named.sh', '#!/bin/bash\nset -o errexit\na\nexec b\n'),
    started('shebang.sh', '#!/bin/sh -e\na\nexec b\n'),
    started('single.sh', '#!/bin/sh\nexec b\n'),
  ],
  invalid: [
    {
      code: 'FROM a:1\nCOPY start.sh /\nENTRYPOINT [⟦"/start.sh"⟧]\n',
      facts: { readContextFile: () => '#!/bin/sh\nnode migrate.js\nexec node server.js\n' },
      messages: ["'start.sh' goes on after a command that fails"],
    },
  ],
});
