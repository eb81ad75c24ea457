import { parseImageName } from '../../dockerfile/image-name.ts';
import { expandIn } from '../../dockerfile/scopes.ts';
import { endOfLife } from '../../lint/end-of-life.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'replace-end-of-life-base',
  summary: 'Build on a base image that still gets fixes',
  severity: 'warning',
  fix: 'none',
  aliases: [],
  why: 'After the end of its support a version gets no security fixes, and its package mirrors move away: the image stays open, and one day no longer builds.',
  examples: [{ bad: 'FROM node:16\n', good: 'FROM node:24\n', facts: { today: '2026-01-15' } }],
  messages: { over: '{name} has had no fixes since {date}' },
  create({ file, facts: { today }, report }) {
    if (today === undefined) return {};
    return {
      From(node) {
        const reference = node.image && expandIn(file, node, node.image.text);
        if (!node.image || reference === undefined || file.stages[node.stage]?.parent) return;
        const end = endOfLife(parseImageName(reference));
        if (end && end.date < today) report({ at: node.image, message: 'over', data: { name: end.name, date: end.date } });
      },
    };
  },
});
