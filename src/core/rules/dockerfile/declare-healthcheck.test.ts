import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './declare-healthcheck.ts';

testRule(rule, {
  valid: ['FROM a:1\nHEALTHCHECK NONE\n', 'FROM a:1 AS base\nHEALTHCHECK CMD a\nFROM base\n', 'RUN a\n'],
  invalid: [
    { code: '⟦FROM⟧ a:1\n', messages: ['The image has no HEALTHCHECK'], peers: ['DL3057@1'] },
    { code: 'FROM a:1\n⟦FROM⟧ b:1\n', messages: ['The image has no HEALTHCHECK'], peers: ['DL3057@1', 'DL3057@2'] },
    { code: 'FROM a:1 AS base\nFROM base AS x\nHEALTHCHECK CMD a\n⟦FROM⟧ base\n', messages: ['The image has no HEALTHCHECK'], peers: [] },
    { code: 'FROM a:1\nHEALTHCHECK CMD a\n⟦FROM⟧ r.io/a:2\n', messages: ['The image has no HEALTHCHECK'], peers: [] },
  ],
  peersOnly: [{ code: 'FROM a:1 AS base\nFROM base AS y\nFROM base AS x\nHEALTHCHECK NONE\n', peers: ['DL3057@2'] }],
});
