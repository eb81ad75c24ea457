import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './run-as-non-root.ts';

const none = 'No USER is set, so the image runs as root';
const root = 'The last user of the image is root';

testRule(rule, {
  valid: [
    'FROM a:1\nUSER root\nRUN a\nUSER 1000\n',
    'FROM a:1 AS base\nUSER 1000\nFROM base\n',
    'FROM gcr.io/distroless/nodejs22:nonroot\n',
    'FROM nginxinc/nginx-unprivileged:stable\n',
    'FROM postgres:17\n',
    'FROM scratch\nCOPY a /\n',
    'FROM $BASE\nCMD ["a"]\n',
    'FROM a:1\nUSER 00\n',
    'RUN a\n',
  ],
  invalid: [
    {
      code: 'FROM a:1\nUSER ⟦root⟧\n',
      messages: [root],
      suggestions: ['FROM a:1\nUSER 10001:10001\n'],
      peers: ['DL3002@2'],
    },
    {
      code: 'FROM a:1\nUSER ⟦0:0⟧  \nCMD ["a"]\n',
      messages: [root],
      suggestions: ['FROM a:1\nUSER 10001:10001  \nCMD ["a"]\n'],
      peers: ['DL3002@2'],
    },
    {
      // hadolint compares blanks at the end too.
      code: 'FROM a:1\nUSER ⟦root⟧ \n',
      messages: [root],
      suggestions: ['FROM a:1\nUSER 10001:10001 \n'],
      peers: [],
    },
    {
      code: 'FROM a:1 AS base\nUSER ⟦root⟧\nFROM base\nCMD ["a"]\n',
      messages: [root],
      suggestions: ['FROM a:1 AS base\nUSER 10001:10001\nFROM base\nCMD ["a"]\n'],
      peers: ['DL3002@2'],
    },
    {
      code: 'FROM ⟦a:1⟧\nRUN a\nCMD ["a"]\n',
      messages: [none],
      suggestions: ['FROM a:1\nRUN a\nUSER 10001:10001\nCMD ["a"]\n'],
      peers: [],
    },
    { code: 'from ⟦a:1⟧\nrun a', messages: [none], suggestions: ['from a:1\nrun a\nuser 10001:10001'] },
    { code: 'USER ⟦root⟧\n', messages: [root], suggestions: ['USER 10001:10001\n'], peers: ['DL3002@1'] },
  ],
  peersOnly: [{ code: 'FROM a:1 AS build\nUSER root\nFROM b:1\nUSER 1000\n', peers: ['DL3002@2'] }],
});
