import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './set-workdir-before-relative-copy.ts';

testRule(rule, {
  valid: [
    'FROM a:1\nCOPY a /b\n',
    'FROM a:1\nCOPY a "/b"\n',
    'FROM a:1\nCOPY a $DIR\n',
    'FROM a:1\nCOPY a c:/x\n',
    'FROM a:1\nWORKDIR x\nCOPY a b\n',
    'FROM a:1 AS x\nWORKDIR /x\nFROM x\nCOPY a b\n',
    'FROM a:1\nONBUILD COPY a b\n',
  ],
  invalid: [
    { code: 'FROM a:1\nCOPY a ⟦b⟧\n', messages: ["'b' is relative, and no WORKDIR is set"], peers: ['DL3045@2'] },
    { code: 'FROM a:1\nWORKDIR /x\nFROM b:1\nCOPY a ⟦.⟧\n', messages: ["'.' is relative, and no WORKDIR is set"], peers: ['DL3045@4'] },
    { code: 'FROM a:1\nADD a.tar ⟦b⟧\n', messages: ["'b' is relative, and no WORKDIR is set"], peers: [] },
    { code: 'COPY a ⟦b⟧\n', messages: ["'b' is relative, and no WORKDIR is set"], peers: ['DL3045@1'] },
    { code: 'FROM a:1\nWORKDIR /x\nFROM a:2\nCOPY a ⟦b⟧\n', messages: ["'b' is relative, and no WORKDIR is set"], peers: [] },
  ],
  peersOnly: [{ code: 'FROM a:1 AS x\nWORKDIR /x\nFROM X\nCOPY a b\n', peers: ['DL3045@4'] }],
});
