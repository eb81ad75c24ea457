import type { Stage } from '../../dockerfile/ast.ts';
import { finalStage, instructionsOf } from '../../dockerfile/stages.ts';
import { labelOptions, labelSchema } from '../../lint/labels.ts';
import { defineRule } from '../../lint/rule.ts';
import { lineage } from '../../lint/stages.ts';

export default defineRule({
  name: 'set-required-labels',
  summary: 'Set the labels that the schema asks for',
  severity: 'info',
  fix: 'none',
  aliases: [{ code: 'DL3049', severity: 'info' }],
  why: 'Labels that every image has can be searched and counted on. The rule is silent until a label schema names some.',
  differs: 'hadolint also reports stages that are not part of the final image.',
  examples: [{ bad: 'FROM node:24\n', good: 'FROM node:24\nLABEL owner=shop\n', options: { 'label-schema': { owner: 'text' } } }],
  messages: { missing: "The label '{label}' is missing" },
  options: labelOptions,
  create({ file, options, report }) {
    const schema = labelSchema(options);
    if (schema.size === 0) return {};
    return {
      end() {
        const copied = new Set(instructionsOf(file.instructions, 'Copy').map(({ from }) => from?.value));
        const last = finalStage(file);
        for (const label of schema.keys()) {
          const sets = ({ instructions }: Stage): boolean =>
            instructionsOf(instructions, 'Label').some(({ pairs }) => pairs.some(({ key }) => key.value === label));
          for (const stage of file.stages) {
            // hadolint lets a stage off that is copied from, or whose label a last stage without a name sets.
            const set =
              lineage(stage).some(sets) || file.stages.some((child) => child.parent === stage && child.name === undefined && sets(child));
            if (set || (stage.name !== undefined && copied.has(stage.name))) continue;
            report({ at: stage.from.keyword, message: 'missing', data: { label }, own: stage === last });
          }
        }
      },
    };
  },
});
