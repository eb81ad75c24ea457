import type { Add } from '../../dockerfile/ast.ts';
import { hasArchiveSuffix } from '../../lint/archives.ts';
import { defineRule, type Suggestion } from '../../lint/rule.ts';

export default defineRule({
  name: 'copy-instead-of-add',
  summary: 'Copy local files with COPY',
  severity: 'error',
  fix: 'safe',
  aliases: [{ code: 'DL3020', severity: 'error' }],
  why: 'ADD also downloads and unpacks, so the same line does something else when a source turns out to be an archive. COPY only copies.',
  differs: 'Sources that are Git repositories are downloads as well: hadolint reports them, this rule does not.',
  examples: [{ bad: 'FROM node:24\nADD package.json /app/\n', good: 'FROM node:24\nCOPY package.json /app/\n' }],
  messages: { add: 'ADD copies local files that it does not have to unpack' },
  create: ({ report }) => ({
    Add(node) {
      const local = node.sources.filter(({ value }) => !hasArchiveSuffix(value) && !/^https?:\/\//.test(value));
      if (local.length === 0 || !node.destination) return;
      const copies = hasCopyFlags(node) && node.sources.every((source) => local.includes(source) && !isRemote(source.value));
      const edits: Suggestion['edits'] = (fixer) => [fixer.replace(node.keyword, copyKeyword(node))];
      report({
        at: node.keyword,
        message: 'add',
        own: local.some(({ value }) => !isRemote(value) && !value.startsWith('$')),
        ...(copies && isPlain(node) ? { fix: edits } : { suggestions: copies ? [{ title: 'Use COPY', edits }] : [] }),
      });
    },
  }),
});

const isRemote = (source: string): boolean => /^(?:git@|git:\/\/|ssh:\/\/|https?:\/\/)/.test(source);

/** Docker unpacks by content, not by name: a heredoc, a folder, and a file whose name has a suffix that no archive has are none. */
const isPlain = ({ sources }: Add): boolean =>
  sources.every(
    ({ value }) => value.startsWith('<<') || value === '.' || value.endsWith('/') || /^[^$*?[]*[^$*?[/.][^$*?[/]*\.\w+$/.test(value),
  );

const hasCopyFlags = ({ flags }: Add): boolean => flags.every(({ name }) => ['chown', 'chmod', 'link', 'exclude'].includes(name));

const copyKeyword = ({ keyword }: Add): string => (keyword.text === keyword.text.toLowerCase() ? 'copy' : 'COPY');
