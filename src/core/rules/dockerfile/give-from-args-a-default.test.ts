import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './give-from-args-a-default.ts';

testRule(rule, {
  valid: ['ARG V=1\nFROM a:$V\n', 'FROM a:${V:-1}\n', 'ARG REPO=a\nFROM ${REPO}/b:1\n', 'FROM a:1\n', 'FROM a-$TARGETARCH\n'],
  invalid: [
    {
      code: 'ARG V\nFROM ⟦a:${V}⟧\n',
      messages: ["Without build arguments 'a:${V}' is no valid image name"],
      peers: ['InvalidDefaultArgInFrom@2'],
    },
    { code: 'ARG BASE\nFROM ⟦$BASE⟧ AS x\n', messages: ["Without build arguments '$BASE' is no valid image name"] },
    { code: 'ARG P\nFROM ⟦r.io/$P/b:1⟧\n', messages: ["Without build arguments 'r.io/$P/b:1' is no valid image name"] },
  ],
  peersOnly: [{ code: 'FROM a:$V\n', peers: ['InvalidDefaultArgInFrom@1'] }],
});
