import { isValidReference } from '../../dockerfile/image-name.ts';
import { predefinedArgs, scopeOf } from '../../dockerfile/scopes.ts';
import { expandWord, handlesUnset, variableReferences } from '../../dockerfile/variables.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'give-from-args-a-default',
  summary: 'Give arguments in FROM a default that makes a valid image name',
  severity: 'warning',
  fix: 'none',
  aliases: [{ code: 'InvalidDefaultArgInFrom', severity: 'warning' }],
  why: 'Whoever builds without the argument gets an error of the builder about a name that stands nowhere in the file.',
  examples: [{ bad: 'ARG VERSION\nFROM node:${VERSION}\n', good: 'ARG VERSION=24\nFROM node:${VERSION}\n' }],
  messages: { invalid: "Without build arguments '{image}' is no valid image name" },
  create: ({ file, report }) => ({
    From(node) {
      const { image } = node;
      const uses = image ? variableReferences(image.text, image.start, file) : [];
      if (!image || uses.length === 0 || uses.some(({ name }) => predefinedArgs.includes(name))) return;
      const { variables } = scopeOf(file, node);
      const value = expandWord(image.text, file, (name) => variables.get(name) ?? '');
      if (value === undefined || isValidReference(value)) return;
      // A variable that is declared nowhere is another rule's finding.
      const own = uses.every((use) => variables.has(use.name) || handlesUnset(use));
      report({ at: image, message: 'invalid', data: { image: image.text }, own });
    },
  }),
});
