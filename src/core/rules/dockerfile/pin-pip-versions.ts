import { isPipInstall, pipPackages } from '../../lint/pip.ts';
import { defineRule } from '../../lint/rule.ts';
import { hasArgument, hasFlag } from '../../shell/commands.ts';

export default defineRule({
  name: 'pin-pip-versions',
  summary: 'Pin the versions of Python packages',
  severity: 'warning',
  default: 'off',
  fix: 'none',
  aliases: [{ code: 'DL3013', severity: 'warning' }],
  why: 'Without a version the build takes the newest release, and a release with a breaking change breaks the image. A requirements or lock file pins what packages need in turn as well.',
  differs: 'hadolint also reports variables, whose value it does not know, and local projects with extras (`.[dev]`).',
  examples: [{ bad: 'FROM python:3.13\nRUN pip install flask\n', good: 'FROM python:3.13\nRUN pip install flask==3.1.2\n' }],
  messages: { unpinned: "'{package}' has no version" },
  create: (context) => ({
    Command(command) {
      if (!isPipInstall(command)) return;
      if (hasArgument(command, '-r', '--requirement', '.') || hasFlag(command, 'c', 'constraint')) return;
      for (const word of pipPackages(command)) {
        if (isPinned(word.value)) continue;
        context.report({ at: word, message: 'unpinned', data: { package: word.value }, own: word.literal && !word.value.startsWith('.[') });
      }
    },
  }),
});

function isPinned(value: string): boolean {
  if (/^(?:git|hg|svn|bzr)[+:]/.test(value)) return value.includes('@');
  return /[<>]|[=!~]=|\/|\.whl$|\.tar\.gz$/.test(value);
}
