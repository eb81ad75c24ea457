import type { Add, Copy } from '../../dockerfile/ast.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'end-copy-destination-with-slash',
  summary: 'End the destination of several sources with a slash',
  severity: 'error',
  fix: 'suggestion',
  aliases: [{ code: 'DL3021', severity: 'error' }],
  why: 'Several sources need a folder. Without the slash, and where there is no such folder yet, BuildKit writes one file over the other; other builders stop.',
  differs: 'hadolint also reports `.` and a variable as destination, which builders take for the folder they are.',
  examples: [{ bad: 'FROM node:24\nCOPY a.js b.js /app\n', good: 'FROM node:24\nCOPY a.js b.js /app/\n' }],
  messages: { slash: "'{path}' takes several sources and does not end with a slash" },
  create({ report }) {
    const check = ({ kind, sources, destination, json }: Add | Copy): void => {
      if (!destination || sources.length < 2 || destination.value.endsWith('/')) return;
      report({
        at: destination,
        message: 'slash',
        data: { path: destination.value },
        own: !/^\.{1,2}$|\$/.test(destination.value),
        suggestions: [
          {
            title: 'End it with a slash',
            edits: (fixer) => [fixer.insertAfter({ start: destination.start, end: quoteEnd(destination, json !== undefined) }, '/')],
          },
        ],
        // hadolint does not look at ADD.
        ...(kind === 'Add' ? { peers: [] } : {}),
      });
    };
    return { Copy: check, Add: check };
  },
});

/** Inside the closing quote, where there is one. */
const quoteEnd = ({ end, text }: { readonly end: number; readonly text: string }, json: boolean): number =>
  json || /["']$/.test(text) ? end - 1 : end;
