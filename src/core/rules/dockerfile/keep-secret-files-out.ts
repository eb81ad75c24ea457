import type { Add, Copy, Word } from '../../dockerfile/ast.ts';
import { cleanPath, isIgnored, readIgnorePatterns } from '../../dockerfile/ignore-patterns.ts';
import { isShipped } from '../../lint/stages.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'keep-secret-files-out',
  summary: 'Keep keys and environment files out of the image',
  severity: 'error',
  fix: 'none',
  aliases: [],
  why: 'Whoever can pull the image can read them, also from a layer in which they were deleted later. Mount a secret in RUN, or give it when the container starts.',
  examples: [{ bad: 'FROM node:24\nCOPY .env server.js /app/\n', good: 'FROM node:24\nCOPY server.js /app/\n' }],
  messages: { copied: "'{path}' is copied into the image", along: "'{path}' is copied into the image with the whole folder" },
  create({ file, facts, report }) {
    const ignore = readIgnorePatterns(facts.dockerignore ?? '');
    const check = (node: Add | Copy, sources: readonly Word[]): void => {
      if (!isShipped(file, node.stage)) return;
      for (const source of sources) {
        const path = cleanPath(source.value);
        if (path === '.') {
          const secret = facts.contextFiles?.find((one) => isSecretFile(one) && !isIgnored(ignore, one));
          if (secret !== undefined) report({ at: source, message: 'along', data: { path: secret } });
        } else if (isSecretFile(path) && !isIgnored(ignore, path)) report({ at: source, message: 'copied', data: { path } });
      }
    };
    return {
      Copy(node) {
        if (!node.from) check(node, node.sources);
      },
      Add(node) {
        check(node, node.sources);
      },
    };
  },
});

function isSecretFile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^\.env(?:\..+)?$/.test(name)) return !/\.(?:example|sample|template|dist|defaults?)$/.test(name);
  if (/^id_(?:rsa|dsa|ecdsa|ed25519)$/.test(name) || names.has(name)) return true;
  if (/(?:^|\/)\.(?:aws\/credentials|docker\/config\.json|kube\/config|ssh)$/.test(path)) return true;
  return /\.(?:p12|pfx|jks|keystore|ppk)$/.test(name) || (/\.(?:key|pem)$/.test(name) && !/ca|cert|chain|pub|bundle|root/i.test(name));
}

const names = new Set([
  '.netrc',
  '.git-credentials',
  '.pypirc',
  '.htpasswd',
  '.pgpass',
  '.dockercfg',
  'service-account.json',
  'serviceAccountKey.json',
]);
