import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './declare-args-used-in-from.ts';

testRule(rule, {
  valid: [
    'ARG V=1\nFROM a:$V\n',
    'ARG V\nFROM a:$V\n',
    'FROM a:${V:-1}\n',
    'FROM --platform=$BUILDPLATFORM a:1\n',
    'FROM --platform=linux/${TARGETARCH} a:1\n',
  ],
  invalid: [
    { code: 'FROM a:⟦$NODE⟧\n', messages: ["'NODE' is not declared above the first FROM"], peers: ['UndefinedArgInFrom@1'] },
    {
      code: 'ARG VERSION=1\nFROM a:⟦${VERSOIN}⟧\n',
      messages: ["'VERSOIN' is not declared above the first FROM; 'VERSION' is"],
      suggestions: ['ARG VERSION=1\nFROM a:${VERSION}\n'],
      peers: ['UndefinedArgInFrom@2'],
    },
    {
      code: 'FROM --platform=⟦$BULIDPLATFORM⟧ a:1\n',
      messages: ["'BULIDPLATFORM' is not declared above the first FROM; 'BUILDPLATFORM' is"],
      suggestions: ['FROM --platform=$BUILDPLATFORM a:1\n'],
    },
    {
      code: 'FROM a:1\nARG STAGE=1\nFROM b:⟦$STAGE⟧\n',
      messages: ["'STAGE' is not declared above the first FROM"],
      peers: ['UndefinedArgInFrom@3'],
    },
  ],
});
