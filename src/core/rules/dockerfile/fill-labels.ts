import { labelKey, labelOptions, labelSchema } from '../../lint/labels.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'fill-labels',
  summary: 'Give the labels of the schema a value',
  severity: 'warning',
  fix: 'none',
  aliases: [{ code: 'DL3051', severity: 'warning' }],
  why: 'An empty label says nothing. The rule is silent until a label schema names some.',
  examples: [
    { bad: 'FROM node:24\nLABEL owner=""\n', good: 'FROM node:24\nLABEL owner="shop"\n', options: { 'label-schema': { owner: 'text' } } },
  ],
  messages: { empty: "The label '{label}' is empty" },
  options: labelOptions,
  create({ options, report }) {
    const schema = labelSchema(options);
    if (schema.size === 0) return {};
    return {
      Label({ pairs }) {
        const empty = pairs.filter((pair) => schema.has(labelKey(pair)) && (pair.value?.value ?? '') === '');
        empty.forEach((pair, i) => {
          report({ at: pair, message: 'empty', data: { label: labelKey(pair) }, ...(i === 0 ? {} : { peers: [] }) });
        });
      },
    };
  },
});
