import type { Add, Copy, Word } from '../../dockerfile/ast.ts';
import { cleanPath, isIgnored, readIgnorePatterns } from '../../dockerfile/ignore-patterns.ts';
import { expandIn } from '../../dockerfile/scopes.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'send-copied-files',
  summary: 'Copy only what the ignore file lets through',
  severity: 'warning',
  fix: 'none',
  aliases: [{ code: 'CopyIgnoredFile', severity: 'warning' }],
  why: 'What the ignore file names is not sent to the builder: the build stops because the source does not exist.',
  differs:
    'BuildKit is silent as soon as the ignore file has an exception (`!`); this rule then looks for sources that no exception brings back.',
  examples: [
    { bad: 'FROM node:24\nCOPY secret.txt /app/\n', good: 'FROM node:24\nCOPY server.js /app/\n', facts: { dockerignore: 'secret.txt\n' } },
  ],
  messages: { ignored: "'{source}' is in the ignore file, so it is not sent to the builder" },
  create({ file, facts, report }) {
    if (facts.dockerignore === undefined) return {};
    const ignore = readIgnorePatterns(facts.dockerignore);
    const matchesAll = ignore.patterns.some(({ text, exception }) => !exception && ['*', '**', '**/*'].includes(text));
    const check = (node: Add | Copy, sources: readonly Word[]): void => {
      for (const source of sources) {
        const path = expandIn(file, node, source.text);
        if (path === undefined || isElsewhere(path)) continue;
        const cleaned = cleanPath(path);
        const ignored = cleaned === '.' ? matchesAll && !ignore.exceptions : isIgnored(ignore, cleaned);
        // An exception may name something inside of an ignored folder.
        const inside = ignore.patterns.some(
          ({ exception, text }) => exception && (text.startsWith(`${cleaned}/`) || /[*?[]/.test(text + cleaned)),
        );
        if (!ignored || (ignore.exceptions && inside)) continue;
        const peers = ignore.exceptions ? [] : [{ code: 'CopyIgnoredFile' }];
        report({ at: source, message: 'ignored', data: { source: source.value }, peers });
      }
    };
    return {
      Copy(node) {
        if (!node.from) check(node, node.sources);
      },
      Add(node) {
        check(node, node.sources);
      },
    };
  },
});

/** A heredoc, a download or a Git repository. */
const isElsewhere = (path: string): boolean => /^<<|^[a-z][a-z+]*:\/\/|^git@/.test(path);
