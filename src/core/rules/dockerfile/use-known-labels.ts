import { labelKey, labelOptions, labelSchema } from '../../lint/labels.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'use-known-labels',
  summary: 'Set no labels but those of the schema',
  severity: 'info',
  fix: 'none',
  aliases: [{ code: 'DL3050', severity: 'info' }],
  why: 'A label that nobody has agreed on is often a misspelt one. The rule is silent until the setting strict-labels is on.',
  examples: [
    {
      bad: 'FROM node:24\nLABEL ownr=shop\n',
      good: 'FROM node:24\nLABEL owner=shop\n',
      options: { 'label-schema': { owner: 'text' }, 'strict-labels': true },
    },
  ],
  messages: { unknown: "The schema has no label '{label}'" },
  options: {
    ...labelOptions,
    'strict-labels': { type: 'boolean', description: 'Whether labels outside the schema are reported.', default: false },
  },
  create({ options, report }) {
    if (options['strict-labels'] !== true) return {};
    const schema = labelSchema(options);
    return {
      Label({ pairs }) {
        const unknown = pairs.filter((pair) => !schema.has(labelKey(pair)));
        unknown.forEach(({ key }, i) => {
          report({ at: key, message: 'unknown', data: { label: key.value }, ...(i === 0 ? {} : { peers: [] }) });
        });
      },
    };
  },
});
