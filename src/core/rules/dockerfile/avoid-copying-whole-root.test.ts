import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './avoid-copying-whole-root.ts';

testRule(rule, {
  valid: ['FROM a:1\nCOPY / /\n', 'FROM a:1\nFROM b:1\nCOPY --from=0 /a/ /\n', 'FROM a:1\nFROM b:1\nCOPY --from=0 / /x\n'],
  invalid: [
    { code: 'FROM a:1 AS x\nFROM b:1\nCOPY ⟦--from=x⟧ /a / /\n', messages: ["All of 'x' is copied over this image"], peers: ['DL3067@3'] },
    { code: 'FROM a:1\nFROM b:1\nCOPY ⟦--from=0⟧ ["/", "/"]\n', messages: ["All of '0' is copied over this image"], peers: ['DL3067@3'] },
  ],
  peersOnly: [{ code: 'FROM a:1 AS x\nFROM scratch\nCOPY --from=x / /\n', peers: ['DL3067@3'] }],
});
