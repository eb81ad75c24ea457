import { copiedStage } from '../../dockerfile/stages.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'declare-copied-stage',
  summary: 'Copy from a stage above, or from an image with a tag',
  severity: 'warning',
  fix: 'none',
  aliases: [{ code: 'DL3022', severity: 'warning' }],
  why: 'A name that no stage above has is taken for an image and pulled, in whatever version is newest: a slip of the pen becomes a download.',
  differs: 'Builders compare the names of stages without regard to case, and so does this rule.',
  examples: [
    {
      bad: 'FROM node:24 AS build\nFROM node:24-slim\nCOPY --from=built /app /app\n',
      good: 'FROM node:24 AS build\nFROM node:24-slim\nCOPY --from=build /app /app\n',
    },
  ],
  messages: { unknown: "No stage above is named '{name}'", untagged: "The image '{name}' has no tag" },
  create: ({ file, report }) => ({
    Copy(node) {
      const name = node.from?.value;
      if (!node.from?.valueSpan || name === undefined || name.includes(':')) return;
      const earlier = file.stages.slice(0, node.stage + 1);
      const known = earlier.some((stage) => stage.name === name) || (/^\d+$/.test(name) && Number(name) < earlier.length);
      if (known) return;
      const stage = copiedStage(file, node);
      const message = name.includes('/') ? 'untagged' : 'unknown';
      report({ at: node.from.valueSpan, message, data: { name }, own: !stage && !name.includes('@') && name !== 'scratch' });
    },
  }),
});
