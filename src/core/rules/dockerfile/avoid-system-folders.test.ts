import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './avoid-system-folders.ts';

testRule(rule, {
  valid: ['FROM a:1\nVOLUME /data /etc/app\nWORKDIR /usr/src/app\n', 'FROM a:1\nWORKDIR /\nWORKDIR dev\n'],
  invalid: [
    {
      code: 'FROM a:1\nVOLUME ["/data", ⟦"/etc/"⟧]\nVOLUME ⟦/⟧ ⟦/sys/fs/cgroup⟧\nWORKDIR ⟦/dev/x⟧\n',
      messages: [
        "'/etc/' belongs to the system",
        "'/' belongs to the system",
        "'/sys/fs/cgroup' belongs to the system",
        "'/dev/x' belongs to the system",
      ],
    },
  ],
});
