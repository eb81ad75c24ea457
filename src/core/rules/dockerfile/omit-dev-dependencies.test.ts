import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './omit-dev-dependencies.ts';

testRule(rule, {
  valid: [
    'RUN npm ci --omit=dev\n',
    'RUN npm ci --omit dev\n',
    'RUN npm install --production\n',
    'RUN npm install --only=prod\n',
    'RUN npm install express\n',
    'RUN npm install -g\n',
    'ENV NODE_ENV=production\nRUN npm ci\n',
    'ARG NODE_ENV=production\nRUN npm ci\n',
    'ARG MODE\nENV NODE_ENV=$MODE\nRUN npm ci\n',
    'FROM a AS b\nENV NODE_ENV=production\nFROM b\nRUN yarn install\n',
    'RUN NODE_ENV=production npm ci\n',
    'RUN export NODE_ENV=production && npm ci\n',
    'RUN npm ci && npm run build && npm prune --omit=dev\n',
    'FROM a AS b\nRUN npm ci\nFROM c\n',
    'RUN composer install --no-dev\n',
    'RUN pnpm install --prod\n',
  ],
  invalid: [
    {
      code: 'RUN ⟦npm ci⟧\n',
      messages: ["'npm ci' brings development dependencies into the final image"],
      suggestions: ['RUN npm ci --omit=dev\n'],
      peers: [],
    },
    {
      code: 'ENV NODE_ENV=development\nRUN ⟦yarn install⟧ --frozen-lockfile\n',
      messages: ["'yarn install' brings development dependencies into the final image"],
      suggestions: ['ENV NODE_ENV=development\nRUN yarn install --production --frozen-lockfile\n'],
    },
    { code: 'RUN ⟦npm ci⟧ && npm run build\n', messages: ["'npm ci' brings development dependencies into the final image"] },
    {
      code: 'ENV NODE_ENV=production\nRUN ⟦composer install⟧\n',
      messages: ["'composer install' brings development dependencies into the final image"],
      suggestions: ['ENV NODE_ENV=production\nRUN composer install --no-dev\n'],
    },
  ],
});
