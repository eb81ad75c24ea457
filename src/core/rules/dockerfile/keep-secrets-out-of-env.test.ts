import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './keep-secrets-out-of-env.ts';

const message = (name: string): string => `'${name}' stays readable in the image`;

testRule(rule, {
  valid: ['FROM a:1\nENV KEYFILE=x MONKEY=x PUBLIC_KEY=x KEY_FILE=x\n', 'FROM a:1\nLABEL token=x\n'],
  invalid: [
    { code: 'FROM a:1\nARG ⟦NPM_TOKEN⟧\n', messages: [message('NPM_TOKEN')], peers: ['DL3064@2', 'SecretsUsedInArgOrEnv@2'] },
    {
      code: 'FROM a:1\nENV A=1 ⟦password⟧=bar ⟦secret⟧=baz\n',
      messages: [message('password'), message('secret')],
      peers: ['DL3064@2', 'SecretsUsedInArgOrEnv@2', 'SecretsUsedInArgOrEnv@2'],
    },
    {
      code: 'FROM a:1\nENV ⟦apikey⟧=1 ⟦git_key⟧=1\n',
      messages: [message('apikey'), message('git_key')],
      peers: ['SecretsUsedInArgOrEnv@2', 'SecretsUsedInArgOrEnv@2'],
    },
    {
      code: 'FROM a:1\nENV ⟦AWS_ACCESS_KEY_ID⟧=1\n',
      messages: [message('AWS_ACCESS_KEY_ID')],
      peers: ['DL3064@2', 'SecretsUsedInArgOrEnv@2'],
    },
    { code: 'FROM a:1\nARG a ⟦SECRET⟧\n', messages: [message('SECRET')], peers: ['SecretsUsedInArgOrEnv@2'] },
    { code: 'FROM a:1\nONBUILD ENV ⟦API_KEY⟧=1\n', messages: [message('API_KEY')], peers: ['DL3064@2'] },
  ],
  peersOnly: [
    { code: 'FROM a:1\nENV TOKENIZER=1\n', peers: ['DL3064@2'] },
    { code: 'FROM a:1\nENV PASSWORD_FILE=1 USERNAME=x\n', peers: ['DL3064@2'] },
    { code: 'ARG TOKEN\nFROM a:1\n', peers: ['DL3064@1'] },
  ],
});
