import { testYamlRule } from '../../../../test/support/yaml-rule-tester.ts';
import rule from './keep-secrets-out-of-environment.ts';

const service = (environment: string): string => `services:\n  a:\n    environment:\n${environment}`;

testYamlRule(rule, 'compose', {
  valid: [
    service('      PASSWORD: ${PASSWORD}\n      API_KEY: ${API_KEY:?set it}\n      TOKEN:\n      KEYBOARD: x\n'),
    service('      PASSWORD_FILE: /run/secrets/a\n      AUTH_ENABLED: "true"\n      URL: postgres://u:${PASSWORD}@db/a\n'),
    service('      - PASSWORD\n      - PASSWORD=$PASSWORD\n      - NAME=x\n'),
    'services:\n  a:\n    environment: 1\n',
  ],
  invalid: [
    { code: service('      DB_PASSWORD: ⟦hunter2⟧\n'), messages: ["The value of 'DB_PASSWORD' is in plain text"] },
    { code: service('      - ⟦TOKEN=abc⟧\n'), messages: ["The value of 'TOKEN' is in plain text"] },
    { code: service('      DATABASE_URL: ⟦postgres://u:p@db/a⟧\n'), messages: ["The URL in 'DATABASE_URL' has a password in plain text"] },
  ],
});
