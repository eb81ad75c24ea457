import { finalStage, lastOf } from '../../dockerfile/stages.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'use-numeric-user',
  summary: 'Name the user by its number',
  severity: 'info',
  fix: 'none',
  aliases: [{ code: 'DL3066', severity: 'info' }],
  why: 'Kubernetes cannot tell whether a named user is root: with `runAsNonRoot` it refuses to start the container.',
  differs: 'hadolint reports every USER with a name; this rule the one that the image runs as in the end, and root in another rule.',
  examples: [{ bad: 'FROM node:24\nUSER node\n', good: 'FROM node:24\nUSER 1000\n' }],
  messages: { name: "'{user}' is a name, not a number" },
  create({ file, report }) {
    const args = new Set<string>();
    return {
      Arg({ pairs }) {
        for (const { key } of pairs) args.add(key.value);
      },
      User(node) {
        const [word] = node.args;
        const [name = ''] = word?.text.split(':') ?? [];
        if (!word || /^\d+$/.test(name) || usesArg(name, args)) return;
        const last = finalStage(file);
        const effective = last ? lastOf(last, 'User') === node : true;
        const own = effective && !name.includes('$') && !/^["']?(?:root|0)["']?$/.test(name);
        report({ at: { start: word.start, end: word.start + name.length }, message: 'name', data: { user: name }, own });
      },
    };
  },
});

const usesArg = (name: string, args: ReadonlySet<string>): boolean =>
  [...name.matchAll(/\$(?:(\w+)|\{(\w+)\})/g)].some(([, bare = '', braced = '']) => args.has(bare) || args.has(braced));
