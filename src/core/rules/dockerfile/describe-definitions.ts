import type { Arg, From } from '../../dockerfile/ast.ts';
import { lineIndex } from '../../text/line-index.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'describe-definitions',
  summary: 'Begin the comment above a stage or an argument with its name',
  severity: 'warning',
  fix: 'none',
  aliases: [{ code: 'InvalidDefinitionDescription', severity: 'warning' }],
  why: 'BuildKit shows such comments as the description of build arguments and targets (`docker build --call=outline`).',
  differs:
    'It is an experiment of BuildKit, and silent here as there until `# check=experimental=InvalidDefinitionDescription` asks for it.',
  examples: [
    {
      bad: '# check=experimental=InvalidDefinitionDescription\n\n# The version to build\nARG VERSION=1\nFROM scratch\n',
      good: '# check=experimental=InvalidDefinitionDescription\n\n# VERSION is what to build\nARG VERSION=1\nFROM scratch\n',
    },
  ],
  messages: { name: "The comment above does not begin with '{name}'" },
  create({ file, text, report }) {
    const wanted = file.directives.some(
      ({ name, value }) => name === 'check' && /(?:^|;)\s*experimental\s*=[^;]*\b(?:InvalidDefinitionDescription|all)\b/.test(value),
    );
    if (!wanted) return {};
    const index = lineIndex(text);
    const commentOn = new Map(
      file.comments.filter(({ inside }) => !inside).map((comment) => [index.positionAt(comment.start).line, comment.text.trim()]),
    );
    const check = (node: Arg | From, names: readonly string[]): void => {
      const comment = commentOn.get(node.line - 1);
      const [first] = names;
      if (comment === undefined || first === undefined || names.includes(comment.split(' ')[0] ?? '')) return;
      report({ at: node.keyword, message: 'name', data: { name: names.length > 1 ? '<name>' : first } });
    };
    return {
      Arg(node) {
        check(
          node,
          node.pairs.map(({ key }) => key.value),
        );
      },
      From(node) {
        if (node.alias) check(node, [node.alias.value.toLowerCase()]);
      },
    };
  },
});
