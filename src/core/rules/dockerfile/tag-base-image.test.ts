import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './tag-base-image.ts';

testRule(rule, {
  valid: [
    'FROM scratch\n',
    'FROM node:24\n',
    'FROM reg.io:5000/node:24 AS app\n',
    'FROM node@sha256:abc\n',
    'FROM $BASE\n',
    'FROM reg.io/$BASE\n',
    'FROM localhost:5000/app\n',
    'FROM node:24 AS app\nFROM app\n',
  ],
  invalid: [
    { code: 'FROM ⟦node⟧\n', messages: ["'node' has no tag"], peers: ['DL3006@1'] },
    { code: 'FROM ⟦my.reg.io:5000/node⟧ AS app\nUSER 1\n', messages: ["'my.reg.io:5000/node' has no tag"] },
    { code: 'FROM node:24 AS app\nFROM ⟦App⟧\n', messages: ["'App' has no tag"] },
  ],
});
