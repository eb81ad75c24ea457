import { wholeFlag } from '../../lint/flags.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'drop-redundant-platform',
  summary: 'Leave out the platform that is the default',
  severity: 'warning',
  fix: 'safe',
  aliases: [
    { code: 'DL3065', severity: 'warning' },
    { code: 'RedundantTargetPlatform', severity: 'warning' },
  ],
  why: 'Base images are taken for the target platform anyway.',
  examples: [{ bad: 'FROM --platform=$TARGETPLATFORM node:24\n', good: 'FROM node:24\n' }],
  messages: { redundant: 'The target platform is the default' },
  tags: ['unnecessary'],
  create: ({ text, report }) => ({
    From({ platform }) {
      if (!platform?.value || !/^\$(?:TARGETPLATFORM|\{TARGETPLATFORM\})$/.test(platform.value)) return;
      report({ at: platform, message: 'redundant', fix: (fixer) => [fixer.remove(wholeFlag(text, platform))] });
    },
  }),
});
