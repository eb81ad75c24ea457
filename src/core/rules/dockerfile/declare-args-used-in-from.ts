import { scopeOf } from '../../dockerfile/scopes.ts';
import { handlesUnset, variableReferences } from '../../dockerfile/variables.ts';
import { nearestName, renameUse } from '../../lint/nearest-name.ts';
import { defineRule } from '../../lint/rule.ts';

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
      for (const span of [node.image, node.platform?.valueSpan]) {
        for (const use of span ? variableReferences(file.masked.slice(span.start, span.end), span.start, file) : []) {
          const { name } = use;
          if (variables.has(name) || handlesUnset(use) || seen.has(name)) continue;
          seen.add(name);
          const nearest = nearestName(name, variables.keys());
          if (nearest === undefined) report({ at: use, message: 'undeclared', data: { name } });
          else report({ at: use, message: 'misspelt', data: { name, nearest }, suggestions: [renameUse(file.text, use, nearest)] });
        }
      }
    },
  }),
});
