import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './declare-copied-stage.ts';

testRule(rule, {
  valid: [
    'FROM a:1 AS x\nFROM b:1\nCOPY --from=x a b\n',
    'FROM a:1\nFROM b:1\nCOPY --from=0 a b\n',
    'FROM a:1\nCOPY --from=b:1 a b\n',
    'FROM a:1\nCOPY a b\n',
  ],
  invalid: [
    { code: 'FROM a:1\nCOPY --from=⟦nginx⟧ a b\n', messages: ["No stage above is named 'nginx'"], peers: ['DL3022@2'] },
    { code: 'FROM a:1\nCOPY --from=⟦corp/tools⟧ a b\n', messages: ["The image 'corp/tools' has no tag"], peers: ['DL3022@2'] },
    { code: 'FROM a:1\nCOPY --from=⟦1⟧ a b\n', messages: ["No stage above is named '1'"], peers: ['DL3022@2'] },
    { code: 'FROM a:1\nCOPY --from=⟦$S⟧ a b\n', messages: ["No stage above is named '$S'"], peers: ['DL3022@2'] },
  ],
  peersOnly: [{ code: 'FROM a:1 AS x\nFROM b:1\nCOPY --from=X a b\n', peers: ['DL3022@3'] }],
});
