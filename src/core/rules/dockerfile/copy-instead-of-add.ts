import type { Add } from '../../dockerfile/ast.ts';
import { hasArchiveSuffix } from '../../lint/archives.ts';
import { defineRule } from '../../lint/rule.ts';

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
      const toCopy = node.sources.every(({ value }) => local.some((one) => one.value === value) && !isRemote(value));
      const replacement = { title: 'Use COPY', edits: [] };
      report({
        at: node.keyword,
        message: 'add',
        own: local.some(({ value }) => !isRemote(value) && !value.startsWith('$')),
        ...(toCopy && isPlain(node)
          ? { fix: (fixer) => [fixer.replace(node.keyword, copyKeyword(node))] }
          : {
              suggestions:
                toCopy && hasCopyFlags(node)
                  ? [{ ...replacement, edits: (fixer) => [fixer.replace(node.keyword, copyKeyword(node))] }]
                  : [],
            }),
      });
    },
  }),
});

const isRemote = (source: string): boolean => /^(?:git@|git:\/\/|ssh:\/\/|https?:\/\/)/.test(source);

/** Docker unpacks by content, not by name: a file whose name ends like a text or program file, or a folder, is no archive. */
const isPlain = (node: Add): boolean =>
  hasCopyFlags(node) &&
  node.sources.every(
    ({ value }) => /^<</.test(value) || /^\.{0,2}\/?$/.test(value) || /\/$/.test(value) || /^[^$*?[]*[^$*?[/.][^$*?[/]*\.\w+$/.test(value),
  );

const hasCopyFlags = ({ flags }: Add): boolean => flags.every(({ name }) => ['chown', 'chmod', 'link', 'exclude'].includes(name));

const copyKeyword = ({ keyword }: Add): string => (keyword.text === keyword.text.toLowerCase() ? 'copy' : 'COPY');
