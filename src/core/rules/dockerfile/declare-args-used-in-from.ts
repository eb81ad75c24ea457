import { scopeOf } from '../../dockerfile/scopes.ts';
import { handlesUnset, variableReferences } from '../../dockerfile/variables.ts';
import { nearestName } from '../../lint/nearest-name.ts';
import { defineRule, type Fixer } from '../../lint/rule.ts';

export default defineRule({
  name: 'declare-args-used-in-from',
  summary: 'Declare the arguments of FROM above the first FROM',
  severity: 'warning',
  fix: 'none',
  aliases: [{ code: 'UndefinedArgInFrom', severity: 'warning' }],
  why: 'FROM sees only ARG instructions above the first FROM. Any other variable is empty there.',
  examples: [{ bad: 'FROM node:${VERSION}\n', good: 'ARG VERSION=24\nFROM node:${VERSION}\n' }],
  messages: {
    undeclared: "'{name}' is not declared above the first FROM",
    misspelt: "'{name}' is not declared above the first FROM; '{nearest}' is",
  },
  create: ({ file, report }) => ({
    From(node) {
      const { variables } = scopeOf(file, node);
      const seen = new Set<string>();
      for (const word of [node.image, node.platform?.valueSpan && { ...node.platform.valueSpan, text: node.platform.value ?? '' }]) {
        if (!word) continue;
        for (const use of variableReferences(word.text, word.start, file)) {
          const { name } = use;
          if (variables.has(name) || handlesUnset(use) || seen.has(name)) continue;
          seen.add(name);
          const nearest = nearestName(name, variables.keys());
          if (nearest === undefined) report({ at: use, message: 'undeclared', data: { name } });
          else {
            const edited = file.text.slice(use.start, use.end).replace(name, nearest);
            const suggestions = [{ title: `Use ${nearest}`, edits: (fixer: Fixer) => [fixer.replace(use, edited)] }];
            report({ at: use, message: 'misspelt', data: { name, nearest }, suggestions });
          }
        }
      }
    },
  }),
});
