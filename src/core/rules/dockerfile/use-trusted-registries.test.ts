import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './use-trusted-registries.ts';

const options = { 'trusted-registries': ['docker.io', '*.ok.io', 'mirror*'] };

testRule(rule, {
  valid: [
    'FROM quay.io/x:1\n',
    { code: 'FROM a\nFROM foo/bar:1\nFROM scratch\nFROM $X\nFROM ${R}/x:1\n', options },
    { code: 'FROM x.ok.io/z:1 AS y\nFROM mirror.example.com/z:1\nFROM y\nCOPY --from=y a b\nCOPY --from=0 a b\n', options },
    { code: 'FROM localhost/z:1\nRUN --mount=type=tmpfs,target=/x a\n', options },
  ],
  invalid: [
    { code: 'FROM ⟦quay.io/x:1⟧\n', options, messages: ["'quay.io' is not among the trusted registries"], peers: ['DL3026@1'] },
    { code: 'FROM a\nCOPY --from=⟦quay.io/x:2⟧ a b\n', options, messages: ["'quay.io' is not among the trusted registries"] },
    {
      code: 'FROM a\nRUN ⟦--mount=from=quay.io/x:2,target=/a⟧ a\n',
      options,
      messages: ["'quay.io' is not among the trusted registries"],
      peers: ['DL3026@2'],
    },
    { code: 'FROM ⟦ok.io/x:1⟧\n', options, messages: ["'ok.io' is not among the trusted registries"] },
    {
      code: 'FROM ⟦node:24⟧\n',
      options: { 'trusted-registries': ['quay.io'] },
      messages: ["'docker.io' is not among the trusted registries"],
    },
  ],
  peersOnly: [{ code: 'FROM x.io/a:1\nCOPY --from=0 a b\n', options: { 'trusted-registries': ['x.io'] }, peers: ['DL3026@2'] }],
});
