import { wholeLines } from '../../lint/lines.ts';
import { mergeSpans } from '../../text/span.ts';
import { defineRule } from '../../lint/rule.ts';
import { lineIndex } from '../../text/line-index.ts';

export default defineRule({
  name: 'remove-empty-continuation-lines',
  summary: 'Leave no empty line inside a continued instruction',
  severity: 'warning',
  fix: 'safe',
  aliases: [{ code: 'NoEmptyContinuation', severity: 'warning' }],
  why: 'Builders have deprecated it: one day an empty line will end the instruction. A comment line may stand there.',
  examples: [{ bad: 'FROM node:24\nRUN npm ci && \\\n\n    npm test\n', good: 'FROM node:24\nRUN npm ci && \\\n    npm test\n' }],
  messages: { empty: 'An empty line stands inside this instruction' },
  create: ({ file, report }) => ({
    Instruction({ emptyContinuations, endLine }) {
      const [first] = emptyContinuations;
      if (!first) return;
      const lastLine = lineIndex(file.text).lineStart(endLine);
      report({
        at: first,
        message: 'empty',
        fix: (fixer) => mergeSpans(emptyContinuations.map((line) => wholeLines(file.text, line))).map((lines) => fixer.remove(lines)),
        peers: [{ code: 'NoEmptyContinuation', at: { start: lastLine, end: lastLine } }],
      });
    },
  }),
});
