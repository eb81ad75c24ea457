import { stageReferences } from '../../dockerfile/stages.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'lowercase-stage-names',
  summary: 'Write the names of stages in lower case',
  severity: 'warning',
  fix: 'safe',
  aliases: [{ code: 'StageNameCasing', severity: 'warning' }],
  why: 'Builders compare the names of stages without regard to case: names that differ in case alone are the same stage.',
  examples: [
    {
      bad: 'FROM node:24 AS Build\nFROM node:24-slim\nCOPY --from=Build /app /app\n',
      good: 'FROM node:24 AS build\nFROM node:24-slim\nCOPY --from=build /app /app\n',
    },
  ],
  messages: { case: "'{name}' is not in lower case" },
  create: ({ file, report }) => ({
    From({ alias, stage }) {
      if (!alias || alias.text === alias.text.toLowerCase()) return;
      report({
        at: alias,
        message: 'case',
        data: { name: alias.text },
        fix: (fixer) =>
          [alias, ...stageReferences(file).filter((one) => one.stage.index === stage && one.name !== one.name.toLowerCase())].map((place) =>
            fixer.replace(place, file.text.slice(place.start, place.end).toLowerCase()),
          ),
      });
    },
  }),
});
