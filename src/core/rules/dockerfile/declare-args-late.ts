import type { Arg, Dockerfile, DockerInstruction } from '../../dockerfile/ast.ts';
import { insertLineBefore, wholeLines } from '../../lint/lines.ts';
import { defineRule, type Suggestion } from '../../lint/rule.ts';

export default defineRule({
  name: 'declare-args-late',
  summary: 'Declare arguments that change with every build just before their use',
  severity: 'info',
  fix: 'suggestion',
  aliases: [],
  why: 'The value of an ARG is part of the cache key of every RUN below it: with a commit or a build number declared on top, nothing is ever taken from the cache.',
  examples: [
    {
      bad: 'FROM node:24\nARG GIT_SHA\nRUN npm ci\nRUN echo $GIT_SHA > /revision\n',
      good: 'FROM node:24\nRUN npm ci\nARG GIT_SHA\nRUN echo $GIT_SHA > /revision\n',
    },
  ],
  messages: { early: "Every new '{name}' makes the RUN below run again" },
  create: ({ file, report }) => ({
    Arg(node) {
      const [pair] = node.pairs;
      const stage = file.stages[node.stage];
      if (!stage || !pair || node.pairs.length > 1 || !volatile.test(pair.key.value)) return;
      const mention = new RegExp(`\\b${pair.key.value}\\b`);
      const below = stage.instructions.slice(stage.instructions.indexOf(node) + 1);
      const uses = (one: DockerInstruction): boolean => mention.test(file.text.slice(one.start, one.end));
      const use = below.findIndex(uses);
      const run = below.findIndex((one) => one.kind === 'Run' && !uses(one));
      const usedByRun = below.findIndex((one) => one.kind === 'Run' && uses(one));
      const spoilt = below[run];
      // From the first RUN that needs it on, running again is meant.
      if (!spoilt || (usedByRun >= 0 && usedByRun < run)) return;
      report({
        at: pair.key,
        message: 'early',
        data: { name: pair.key.value },
        related: [{ span: spoilt.keyword, message: 'Runs again' }],
        suggestions: use > run ? move(file, node, below[use]) : [],
      });
    },
  }),
});

const volatile =
  /^(?:(?:BUILD|CI|GIT|VCS|SOURCE|APP|IMAGE|RELEASE)_)*(?:DATE|TIME|TIMESTAMP|SHA|COMMIT|COMMIT_SHA|COMMIT_HASH|HASH|REVISION|REF|BUILD|BUILD_ID|BUILD_NUMBER|BUILD_DATE|BUILD_TIME|BUILD_VERSION|GIT_SHA|VCS_REF|APP_VERSION|IMAGE_VERSION|RELEASE_VERSION|PIPELINE_ID|JOB_ID|CACHEBUST|CACHE_BUST)$/;

function move(file: Dockerfile, node: Arg, before: DockerInstruction | undefined): readonly Suggestion[] {
  const rest = file.text.slice(node.argsSpan.start, node.argsSpan.end);
  if (!before || rest.includes('\n')) return [];
  return [
    {
      title: 'Move it down to its first use',
      edits: (fixer) => [fixer.remove(wholeLines(file.text, node)), insertLineBefore(file, before, 'ARG', rest)],
    },
  ];
}
