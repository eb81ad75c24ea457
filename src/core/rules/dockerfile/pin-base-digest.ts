import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'pin-base-digest',
  summary: 'Pin base images to a digest',
  severity: 'info',
  default: 'off',
  fix: 'none',
  aliases: [],
  why: 'A tag can be moved to another image at any time; a digest cannot. Something has to renew the digests then, or fixes never arrive.',
  examples: [
    {
      bad: 'FROM node:24\n',
      good: 'FROM node:24@sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d\n',
    },
  ],
  messages: { unpinned: "'{image}' can become another image" },
  create: ({ file, report }) => ({
    From({ image, stage }) {
      if (!image || image.value === 'scratch' || image.digest !== undefined || image.value.includes('$') || file.stages[stage]?.parent)
        return;
      report({ at: image, message: 'unpinned', data: { image: image.value } });
    },
  }),
});
