import type { Dockerfile, Plain, Stage } from '../../dockerfile/ast.ts';
import { baseImageOf } from '../../dockerfile/image-name.ts';
import { finalStage, inheritedInstructions, lastOf, rootOf } from '../../dockerfile/stages.ts';
import { insertLineAfter, insertLineBefore } from '../../lint/lines.ts';
import { dropsRootItself } from '../../lint/known-images.ts';
import { defineRule, type Suggestion } from '../../lint/rule.ts';

const user = '10001:10001';

export default defineRule({
  name: 'run-as-non-root',
  summary: 'Run as a user that is not root',
  severity: 'warning',
  fix: 'suggestion',
  aliases: [{ code: 'DL3002', severity: 'warning' }],
  why: 'Who breaks into a process that runs as root is root in the container: one flaw of the kernel or one mount away from the host.',
  differs:
    'hadolint reports every stage whose last USER is root; this rule looks at the image built in the end, and at images without any USER.',
  examples: [{ bad: 'FROM node:24\nUSER root\nCMD ["node", "a.js"]\n', good: 'FROM node:24\nUSER 10001:10001\nCMD ["node", "a.js"]\n' }],
  messages: { root: 'The last user of the image is root', none: 'No USER is set, so the image runs as root' },
  create({ file, report }) {
    const users = new Map<number, Plain<'User'>>();
    return {
      User(node) {
        if (node.args.length > 0) users.set(node.stage, node);
      },
      end() {
        const last = finalStage(file);
        const effective = last ? lastOf(last, 'User') : users.get(-1);
        for (const node of users.values()) {
          const [word] = node.args;
          if (!word || !/^(?:root|0)(?::|$)/.test(word.value)) continue;
          // hadolint compares all that stands behind USER, blanks at the end included.
          const line = file.text.slice(word.start).split(/\r?\n/, 1)[0] ?? '';
          report({
            at: word,
            message: 'root',
            own: node === effective,
            peers: /^(?:root|0)(?::|$)/.test(line) ? [{ code: 'DL3002' }] : [],
            suggestions: [{ title: `Run as ${user}`, edits: (fixer) => [fixer.replace(word, user)] }],
          });
        }
        if (last && !effective && runsSomething(last) && !dropsRootItself(baseImageOf(file, last))) {
          report({ at: last.from.image ?? last.from.keyword, message: 'none', peers: [], suggestions: [addUser(file, last)] });
        }
      },
    };
  },
});

/** A stage from scratch without a command only hands files out. A base image that is not known may end as any user. */
function runsSomething(stage: Stage): boolean {
  const image = rootOf(stage).from.image?.value;
  if (image === undefined || image.includes('$')) return false;
  return image !== 'scratch' || inheritedInstructions(stage).some(({ kind }) => kind === 'Cmd' || kind === 'Entrypoint');
}

function addUser(file: Dockerfile, stage: Stage): Suggestion {
  const start = stage.instructions.find(({ kind }) => kind === 'Cmd' || kind === 'Entrypoint' || kind === 'Healthcheck');
  const end = stage.instructions.at(-1) ?? stage.from;
  return {
    title: `Run as ${user}`,
    edits: () => [start ? insertLineBefore(file, start, 'USER', user) : insertLineAfter(file, end, 'USER', user)],
  };
}
