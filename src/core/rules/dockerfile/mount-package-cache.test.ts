import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './mount-package-cache.ts';

testRule(rule, {
  valid: [
    'RUN --mount=type=cache,target=/root/.npm npm ci\n',
    'RUN --mount=type=cache,target=/home/node/.npm npm ci\n',
    'RUN --mount=type=cache,target=/root npm ci\n',
    'RUN pip install --no-cache-dir x\n',
    'RUN npm run build\n',
    'RUN go version\n',
  ],
  invalid: [
    {
      code: 'RUN a && ⟦npm⟧ ci && npm install x\n',
      messages: ["'npm' downloads everything again when this layer is rebuilt"],
      suggestions: ['RUN --mount=type=cache,target=/root/.npm a && npm ci && npm install x\n'],
      peers: [],
    },
    {
      code: 'RUN --network=host ⟦cargo⟧ build --release\n',
      messages: ["'cargo' downloads everything again when this layer is rebuilt"],
      suggestions: ['RUN --network=host --mount=type=cache,target=/usr/local/cargo/registry cargo build --release\n'],
    },
    {
      code: 'RUN ⟦./mvnw⟧ package\n',
      messages: ["'./mvnw' downloads everything again when this layer is rebuilt"],
      suggestions: ['RUN --mount=type=cache,target=/root/.m2 ./mvnw package\n'],
    },
  ],
});
