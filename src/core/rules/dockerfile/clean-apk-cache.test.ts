import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './clean-apk-cache.ts';

testRule(rule, {
  valid: [
    'RUN apk add --no-cache x\n',
    'RUN apk --no-cache add x\n',
    'RUN apk add --no-cache=true x\n',
    'RUN --mount=type=cache,target=/var/cache/apk apk add x\n',
    'RUN --mount=type=tmpfs,target=/var/cache/apk/x apk add x\n',
    'RUN apk del x\n',
  ],
  invalid: [
    {
      code: 'RUN a && \\\n  ⟦apk -q add⟧ \\\n    x && ⟦apk add⟧ y\n',
      messages: ["'apk add' leaves its index in the layer", "'apk add' leaves its index in the layer"],
      output: 'RUN a && \\\n  apk -q add --no-cache \\\n    x && apk add --no-cache y\n',
      peers: ['DL3019@1', 'DL3019@1'],
    },
    {
      code: 'RUN --mount=type=cache,target=/etc/apk/cache ⟦apk add⟧ x || y\n',
      messages: ["'apk add' leaves its index in the layer"],
      peers: ['DL3019@1'],
    },
    { code: 'ONBUILD RUN ⟦apk add⟧ x\n', messages: ["'apk add' leaves its index in the layer"], peers: ['DL3019@1'] },
  ],
  peersOnly: [
    { code: 'RUN apk add x && rm -rf /var/cache/apk/*\n', peers: ['DL3019@1'] },
    { code: 'RUN apk add --no-network x\n', peers: ['DL3019@1'] },
    { code: 'FROM a AS b\nRUN apk add x\nFROM c\n', peers: ['DL3019@2'] },
  ],
});
