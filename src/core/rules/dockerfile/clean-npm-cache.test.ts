import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './clean-npm-cache.ts';

testRule(rule, {
  valid: [
    'RUN npm ci && npm cache clean --force\n',
    'RUN npm install && rm -rf /root/.npm\n',
    'RUN npm install && rm -rf ~/.npm/_cacache\n',
    'RUN --mount=type=cache,target=/root/.npm npm ci\n',
    'RUN npm ci --cache /tmp/npm\n',
    'RUN npm run install\n',
    'FROM a AS b\nRUN npm ci\nFROM c\n',
  ],
  invalid: [
    {
      code: 'RUN ⟦npm ci⟧\n',
      messages: ["'npm ci' leaves its cache in the layer"],
      output: 'RUN npm ci && npm cache clean --force\n',
      peers: [],
    },
    {
      code: 'RUN ⟦npm i⟧ -g x \\\n  && npm install \\\n  && npm run build\n',
      messages: ["'npm i' leaves its cache in the layer"],
      output: 'RUN npm i -g x \\\n  && npm install \\\n  && npm cache clean --force \\\n  && npm run build\n',
    },
    {
      code: 'RUN set -e; ⟦npm --prefix x ci⟧; make\n',
      messages: ["'npm ci' leaves its cache in the layer"],
      output: 'RUN set -e; npm --prefix x ci; npm cache clean --force; make\n',
    },
    // Without set -e the failure of the install would no longer be passed over.
    { code: 'RUN ⟦npm ci⟧; make\n', messages: ["'npm ci' leaves its cache in the layer"] },
    { code: 'RUN cd x && (⟦npm ci⟧)\n', messages: ["'npm ci' leaves its cache in the layer"] },
    { code: 'ONBUILD RUN ⟦npm ci⟧\n', messages: ["'npm ci' leaves its cache in the layer"], peers: [] },
  ],
});
