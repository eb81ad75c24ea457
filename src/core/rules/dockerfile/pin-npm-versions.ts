import { defineRule } from '../../lint/rule.ts';
import { argumentsWithout } from '../../shell/commands.ts';

export default defineRule({
  name: 'pin-npm-versions',
  summary: 'Pin the versions of npm packages',
  severity: 'warning',
  default: 'off',
  fix: 'none',
  aliases: [{ code: 'DL3016', severity: 'warning' }],
  why: 'Without a version the build takes the newest release, and a release with a breaking change breaks the image. `npm ci` with a lock file pins what packages need in turn as well.',
  differs: 'hadolint does not look at `npm i` and `npm add`, and also reports variables, `.` and `file:` packages.',
  examples: [{ bad: 'FROM node:24\nRUN npm install -g serve\n', good: 'FROM node:24\nRUN npm install -g serve@14.2.5\n' }],
  messages: { unpinned: "'{package}' has no version" },
  create: (context) => ({
    Command(command) {
      if (command.name !== 'npm') return;
      const [subcommand, ...packages] = argumentsWithout(command, ['loglevel', 'registry']);
      if (!subcommand || !['install', 'i', 'add'].includes(subcommand.value)) return;
      const peers = subcommand.value === 'install' ? [{ code: 'DL3016' }] : [];
      for (const word of packages) {
        if (isPinned(word.value)) continue;
        const own = word.literal && word.value !== '.' && !word.value.startsWith('file:');
        if (own || peers.length > 0) context.report({ at: word, message: 'unpinned', data: { package: word.value }, own, peers });
      }
    },
  }),
});

function isPinned(value: string): boolean {
  if (/^git(?:\+\w+)?:/.test(value)) return value.includes('#');
  return (
    /\.(?:tar|tar\.gz|tgz)$/.test(value) || /^(?:\/|\.\/|\.\.\/|~\/)/.test(value) || value.includes('@', value.startsWith('@') ? 1 : 0)
  );
}
