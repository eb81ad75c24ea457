import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './exec-in-entry-script.ts';

/** An image that starts with a script of the build context. */
const started = (script: string): string => `FROM a:1\nCOPY ${script} /\nENTRYPOINT ["/${script}"]\n`;
const holding = (path: string, text: string) => ({ readContextFile: (asked: string) => (asked === path ? text : undefined) });
const message = (path: string, program: string): string => `'${path}' starts '${program}' without exec`;

testRule(rule, {
  valid: [
    started('unknown.sh'),
    { code: started('exec.sh'), facts: holding('exec.sh', '#!/bin/sh\nset -e\nexec "$@"\n') },
    { code: started('trap.sh'), facts: holding('trap.sh', '#!/bin/sh\ntrap stop TERM\nnode a.js &\nwait\n') },
    { code: started('python'), facts: holding('python', '#!/usr/bin/env python3\nprint(1)\n') },
    { code: started('if.sh'), facts: holding('if.sh', '#!/bin/sh\nif a; then b; fi\n') },
    { code: 'FROM a:1\nCOPY --from=b:1 start.sh /\nCMD ["/start.sh"]\n', facts: holding('start.sh', '#!/bin/sh\nnode a.js\n') },
  ],
  invalid: [
    {
      code: 'FROM a:1\nCOPY start.sh /\nENTRYPOINT [⟦"/start.sh"⟧]\n',
      facts: holding('start.sh', '#!/bin/sh\nset -e\nnode migrate.js\nnode server.js\n'),
      messages: [message('start.sh', 'node')],
    },
    {
      code: 'FROM a:1\nWORKDIR /app\nCOPY . .\nENTRYPOINT ["tini", "--", "sh", ⟦"./docker/run.sh"⟧]\n',
      facts: holding('docker/run.sh', 'echo hi\n"$@"\n'),
      messages: [message('docker/run.sh', '"$@"')],
    },
    {
      code: 'FROM a:1 AS base\nCOPY docker/entry.sh /usr/local/bin/\nFROM base\nCMD [⟦"entry.sh"⟧]\n',
      facts: holding('docker/entry.sh', '#!/bin/bash\ngunicorn app\n'),
      messages: [message('docker/entry.sh', 'gunicorn')],
    },
  ],
});
