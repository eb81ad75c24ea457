import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './use-absolute-workdir.ts';

testRule(rule, {
  valid: [
    'FROM a:1\nWORKDIR /app\n',
    'FROM a:1\nWORKDIR "/app"\n',
    'FROM a:1\nWORKDIR $DIR\n',
    'FROM a:1\nWORKDIR C:\\app\n',
    'FROM a:1\nARG DIR=/app\nWORKDIR ${DIR}/src\n',
    'FROM a:1\nONBUILD WORKDIR app\n',
  ],
  invalid: [
    {
      code: 'FROM a:1\nWORKDIR ⟦app⟧\n',
      messages: ["'app' goes on from the base image's working directory"],
      suggestions: ['FROM a:1\nWORKDIR /app\n'],
      peers: ['DL3000@2', 'WorkdirRelativePath@2'],
    },
    {
      code: 'FROM a:1\nWORKDIR ⟦a⟧\nWORKDIR b\n',
      messages: ["'a' goes on from the base image's working directory"],
      suggestions: ['FROM a:1\nWORKDIR /a\nWORKDIR b\n'],
      peers: ['DL3000@2', 'WorkdirRelativePath@2', 'DL3000@3'],
    },
    {
      code: 'FROM a:1\nARG DIR=app\nWORKDIR ⟦$DIR⟧\n',
      messages: ["'$DIR' goes on from the base image's working directory"],
      peers: ['WorkdirRelativePath@3'],
    },
    {
      code: 'WORKDIR ⟦a/b⟧\n',
      messages: ["'a/b' goes on from the base image's working directory"],
      suggestions: ['WORKDIR /a/b\n'],
      peers: ['DL3000@1'],
    },
  ],
  peersOnly: [
    { code: 'FROM a:1 AS x\nWORKDIR /a\nFROM x\nWORKDIR b\n', peers: ['DL3000@4'] },
    { code: "FROM a:1\nWORKDIR /a\nWORKDIR 'x/y'\n", peers: ['DL3000@3'] },
  ],
});
