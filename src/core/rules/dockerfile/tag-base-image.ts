import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'tag-base-image',
  summary: 'Give every base image a tag',
  severity: 'warning',
  fix: 'none',
  aliases: [{ code: 'DL3006', severity: 'warning' }],
  why: 'Without a tag the build takes whatever `latest` is that day, so the same file can build two different images.',
  examples: [{ bad: 'FROM node\n', good: 'FROM node:24-slim\n' }],
  messages: { untagged: "'{image}' has no tag" },
  create: (context) => {
    const aliases = new Set<string>();
    return {
      From({ image, alias }) {
        if (image && isUntagged(image.value, aliases)) context.report({ at: image, message: 'untagged', data: { image: image.name } });
        if (alias) aliases.add(alias.value);
      },
    };
  },
});

/**
 * As hadolint decides: the registry is split off first, so `reg.io/$X` starts with a variable; a stage's alias counts in its exact spelling;
 * `localhost:5000/app` has a tag because its port is read as one.
 */
function isUntagged(reference: string, aliases: ReadonlySet<string>): boolean {
  if (reference === 'scratch' || reference.includes('@') || aliases.has(reference)) return false;
  const slash = reference.indexOf('/');
  const host = slash < 0 ? '' : reference.slice(0, slash);
  const rest = host.includes('.') ? reference.slice(slash + 1) : reference;
  return !rest.startsWith('$') && !rest.includes(':');
}
