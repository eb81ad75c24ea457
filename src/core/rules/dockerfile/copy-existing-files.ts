import type { Add, Copy, Word } from '../../dockerfile/ast.ts';
import { cleanPath, isIgnored, readIgnorePatterns } from '../../dockerfile/ignore-patterns.ts';
import { expandIn } from '../../dockerfile/scopes.ts';
import { nearestName } from '../../lint/nearest-name.ts';
import { defineRule, type Fixer } from '../../lint/rule.ts';

export default defineRule({
  name: 'copy-existing-files',
  summary: 'Copy files that exist in the build context',
  severity: 'error',
  fix: 'none',
  aliases: [],
  why: 'The build stops at this line. Sources are looked up in the build context, whose names are case-sensitive, not in the image.',
  examples: [
    {
      bad: 'FROM node:24\nCOPY pakage.json /app/\n',
      good: 'FROM node:24\nCOPY package.json /app/\n',
      facts: { contextFiles: ['package.json', 'server.js'] },
    },
  ],
  messages: { missing: "'{source}' is not in the build context", misspelt: "'{source}' is not in the build context; '{nearest}' is" },
  create({ file, facts: { contextFiles, dockerignore }, report }) {
    if (!contextFiles) return {};
    const files = new Set(contextFiles);
    const folders = new Set(
      contextFiles.flatMap((path) =>
        path
          .split('/')
          .slice(0, -1)
          .map((_part, i, parts) => parts.slice(0, i + 1).join('/')),
      ),
    );
    const ignore = readIgnorePatterns(dockerignore ?? '');
    const check = (node: Add | Copy, sources: readonly Word[]): void => {
      for (const source of sources) {
        const path = expandIn(file, node, node.json ? source.value : source.text);
        // A pattern may match nothing without an error.
        if (path === undefined || /^<<|^[a-z][a-z+]*:\/\/|^git@|[*?[]/.test(path)) continue;
        const cleaned = cleanPath(path);
        if (cleaned === '.' || files.has(cleaned) || folders.has(cleaned) || isIgnored(ignore, cleaned)) continue;
        const nearest = nearestName(cleaned, [...files, ...folders]);
        if (nearest === undefined) report({ at: source, message: 'missing', data: { source: source.value } });
        else {
          const suggestions = node.json ? [] : [{ title: `Copy ${nearest}`, edits: (fixer: Fixer) => [fixer.replace(source, nearest)] }];
          report({ at: source, message: 'misspelt', data: { source: source.value, nearest }, suggestions });
        }
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
