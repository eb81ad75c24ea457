import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './clean-yarn-cache.ts';

testRule(rule, {
  valid: [
    'RUN yarn install && yarn cache clean\n',
    'RUN yarn && yarn build && yarn cache clean\n',
    'RUN yarn && rm -rf /usr/local/share/.cache\n',
    'RUN --mount=type=cache,target=/root/.cache/yarn yarn install\n',
    'RUN yarn build\n',
    'RUN yarn --version\n',
    'FROM a AS b\nRUN yarn install\nFROM c\n',
  ],
  invalid: [
    {
      code: 'RUN ⟦yarn --frozen-lockfile install⟧ && yarn build\n',
      messages: ["'yarn install' leaves its cache in the layer"],
      suggestions: ['RUN yarn --frozen-lockfile install && yarn cache clean && yarn build\n'],
      peers: ['DL3060@1'],
    },
    {
      code: 'FROM a AS b\nRUN ⟦yarn⟧\nFROM b\n',
      messages: ["'yarn' leaves its cache in the layer"],
      suggestions: ['FROM a AS b\nRUN yarn && yarn cache clean\nFROM b\n'],
      peers: [],
    },
    {
      code: 'RUN yarn cache clean && ⟦yarn install⟧\n',
      messages: ["'yarn install' leaves its cache in the layer"],
      suggestions: ['RUN yarn cache clean && yarn install && yarn cache clean\n'],
      peers: ['DL3060@1'],
    },
    { code: 'ONBUILD RUN ⟦yarn install⟧\n', messages: ["'yarn install' leaves its cache in the layer"], peers: ['DL3060@1'] },
  ],
  peersOnly: [
    { code: 'RUN yarn install && rm -rf /root/.cache\n', peers: ['DL3060@1'] },
    { code: 'RUN yarn run install\n', peers: ['DL3060@1'] },
    { code: 'FROM a AS b\nONBUILD RUN yarn install\nFROM c\n', peers: ['DL3060@2'] },
  ],
});
