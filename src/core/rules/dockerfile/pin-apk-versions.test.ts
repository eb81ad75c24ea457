import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './pin-apk-versions.ts';

testRule(rule, {
  valid: [
    'RUN apk add --no-cache a=1 "b~1" \'c>1\' d.apk e=$V\n',
    'RUN apk add -t build a=1\n',
    'RUN apk add --virtual build a=1\n',
    'RUN apk add --virtual=build --repository https://example.com -X https://example.com a=1\n',
    'RUN apk del curl\n',
  ],
  invalid: [
    {
      code: 'RUN apk --no-cache add ⟦curl⟧ git=2 ⟦vim⟧\n',
      messages: ["'curl' has no version", "'vim' has no version"],
      peers: ['DL3018@1', 'DL3018@1'],
    },
    { code: 'RUN apk add ⟦x@edge⟧\n', messages: ["'x@edge' has no version"], peers: ['DL3018@1'] },
    { code: 'ONBUILD RUN apk add ⟦x⟧\n', messages: ["'x' has no version"], peers: ['DL3018@1'] },
  ],
  peersOnly: [
    { code: 'RUN apk add $PACKAGES\n', peers: ['DL3018@1'] },
    { code: "RUN apk add '!x'\n", peers: ['DL3018@1'] },
  ],
});
