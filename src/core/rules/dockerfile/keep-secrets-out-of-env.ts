import type { Arg, Env } from '../../dockerfile/ast.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'keep-secrets-out-of-env',
  summary: 'Keep secrets out of ENV and ARG',
  severity: 'warning',
  fix: 'none',
  aliases: [
    { code: 'DL3064', severity: 'warning' },
    { code: 'SecretsUsedInArgOrEnv', severity: 'warning' },
  ],
  why: 'Both stay readable in the image: ENV in its configuration, ARG in its history. Mount a secret in RUN, or give it when the container starts.',
  differs: 'Names are judged by their words, as BuildKit does: hadolint also reports TOKENIZER and PASSWORD_FILE.',
  examples: [
    {
      bad: 'FROM node:24\nARG NPM_TOKEN\nRUN npm ci\n',
      good: 'FROM node:24\nRUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci\n',
    },
  ],
  messages: { secret: "'{name}' stays readable in the image" },
  create({ report }) {
    const check = (node: Arg | Env): void => {
      // An ARG above FROM is not part of any image.
      const secret = node.pairs.filter(({ key }) => isSecret(key.value) && (node.stage >= 0 || node.kind === 'Env'));
      // Of an ARG hadolint reads the first name alone.
      const read = node.kind === 'Arg' ? node.pairs.slice(0, 1) : node.pairs;
      const hadolint = read.find(({ key }) => soundsSecretToHadolint(key.value));
      const buildkit = node.stage >= 0 && !node.onbuild ? [{ code: 'SecretsUsedInArgOrEnv' }] : [];
      secret.forEach(({ key }, i) => {
        const peers = [...(hadolint && i === 0 ? [{ code: 'DL3064' }] : []), ...buildkit];
        report({ at: key, message: 'secret', data: { name: key.value }, peers });
      });
      if (!hadolint || secret.length > 0) return;
      report({ at: hadolint.key, message: 'secret', data: { name: hadolint.key.value }, own: false, peers: [{ code: 'DL3064' }] });
    };
    return {
      Arg: check,
      Env: check,
      Onbuild({ trigger }) {
        if (trigger?.kind === 'Arg' || trigger?.kind === 'Env') check(trigger);
      },
    };
  },
});

const isSecret = (name: string): boolean =>
  /(?:_|^)(?:apikey|auth|credential|credentials|key|password|pword|passwd|secret|token)(?:_|$)/i.test(name) &&
  !/(?:_|^)(?:public|file|version)(?:_|$)/i.test(name);

const soundsSecretToHadolint = (name: string): boolean =>
  /api_key|client_key|password|private|secret|token|username/i.test(name) || /^(?:aws_access_key_id|ci_deploy_user)$/i.test(name);
