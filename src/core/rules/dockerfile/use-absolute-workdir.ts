import type { Plain, Stage } from '../../dockerfile/ast.ts';
import { expandIn } from '../../dockerfile/scopes.ts';
import { stageOf } from '../../dockerfile/stages.ts';
import { defineRule } from '../../lint/rule.ts';
import { lineage } from '../../lint/stages.ts';

export default defineRule({
  name: 'use-absolute-workdir',
  summary: 'Give WORKDIR an absolute path',
  severity: 'error',
  fix: 'suggestion',
  aliases: [
    { code: 'DL3000', severity: 'error' },
    { code: 'WorkdirRelativePath', severity: 'warning' },
  ],
  why: 'A relative WORKDIR goes on from whatever the base image was left in, so an update of the base moves every file that follows.',
  differs: 'A relative path after an absolute one of this file is clear: hadolint reports it all the same, BuildKit and this rule do not.',
  examples: [{ bad: 'FROM node:24\nWORKDIR app\n', good: 'FROM node:24\nWORKDIR /app\n' }],
  messages: { relative: "'{path}' goes on from the base image's working directory" },
  create({ file, report }) {
    /** Stages in which a WORKDIR has been seen. */
    const set = new Set<Stage>();
    return {
      Workdir(node) {
        const [first] = node.args;
        const stage = stageOf(file, node);
        if (!first) return;
        const at = { start: first.start, end: node.argsSpan.end };
        const written = file.masked.slice(at.start, at.end);
        const inherited = stage !== undefined && lineage(stage).some((one) => set.has(one));
        const hadolint = isRelativeToHadolint(written);
        const buildkit = stage !== undefined && !inherited && isRelative(expandIn(file, node, written));
        if (stage) set.add(stage);
        if (!hadolint && !buildkit) return;
        const own = stage ? buildkit : isFirst(node);
        report({
          at,
          message: 'relative',
          data: { path: written },
          own,
          peers: [...(hadolint ? [{ code: 'DL3000' }] : []), ...(buildkit ? [{ code: 'WorkdirRelativePath' }] : [])],
          suggestions: /^[\w.-]+(?:\/[\w.-]+)*\/?$/.test(written)
            ? [{ title: `Use /${rooted(written)}`, edits: (fixer) => [fixer.replace(at, `/${rooted(written)}`)] }]
            : [],
        });
      },
    };

    function isFirst(node: Plain<'Workdir'>): boolean {
      return file.instructions.find(({ kind }) => kind === 'Workdir') === node;
    }
  },
});

/** hadolint looks at the first character, quotes aside: a slash, a variable or a Windows drive. */
const isRelativeToHadolint = (written: string): boolean => !/^(?:[/$]|[A-Za-z]:)/.test(written.replace(/^["']+|["']+$/g, ''));

const isRelative = (path: string | undefined): boolean => path !== undefined && !/^(?:[/\\]|[A-Za-z]:)/.test(path);

const rooted = (path: string): string => path.replace(/^(?:\.{1,2}\/)+/, '').replace(/^\.{1,2}$/, '');
