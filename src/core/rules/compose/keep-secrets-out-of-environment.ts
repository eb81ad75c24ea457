import { environmentOf, servicesOf } from '../../lint/compose-services.ts';
import { defineYamlRule } from '../../lint/yaml-rule.ts';

/** The words of BuildKit's SecretsUsedInArgOrEnv, with its exceptions; a name that ends in _FILE points at a secret file. */
const secretName = /(?:^|_)(?:apikey|auth|credentials?|key|password|pword|passwd|secret|token)(?:_|$)/i;
const harmlessName = /(?:^|_)(?:public|file|version)(?:_|$)/i;

export default defineYamlRule({
  name: 'keep-secrets-out-of-environment',
  summary: 'Keep secrets out of environment',
  severity: 'warning',
  fix: 'none',
  aliases: [],
  why: 'A value in a Compose file is in the repository, in `docker inspect` and in every child process. A secret file or a variable of the shell keeps it out.',
  examples: [
    {
      bad: 'services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: hunter2\n',
      good: 'services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD_FILE: /run/secrets/password\n    secrets: [password]\nsecrets:\n  password:\n    file: password.txt\n',
    },
  ],
  messages: { secret: "The value of '{name}' is in plain text", url: "The URL in '{name}' has a password in plain text" },
  check(context) {
    for (const service of servicesOf(context.document)) {
      for (const { key, value, path } of environmentOf(service)) {
        if (value === undefined || value === '' || /^\$\{?\w+(?::?[?-]\w*)?[^}]*\}?$/.test(value)) continue;
        if (/:\/\/[^\s/:@]+:(?!\$)[^\s/@]+@/.test(value)) context.report({ at: context.at(path), message: 'url', data: { name: key } });
        else if (secretName.test(key) && !harmlessName.test(key) && !/^(?:true|false|yes|no|\d{1,2})$/i.test(value)) {
          context.report({ at: context.at(path), message: 'secret', data: { name: key } });
        }
      }
    }
  },
});
