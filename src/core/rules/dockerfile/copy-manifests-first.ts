import type { Add, Copy, DockerInstruction, Dockerfile, Run } from '../../dockerfile/ast.ts';
import { cleanPath, patternExpression } from '../../dockerfile/ignore-patterns.ts';
import { inFileCase, newlineOf } from '../../lint/lines.ts';
import { dependencyInstalls, type DependencyInstall } from '../../lint/package-installs.ts';
import { defineRule, type LintFacts, type Suggestion } from '../../lint/rule.ts';
import { runScripts } from '../../lint/run-scripts.ts';

export default defineRule({
  name: 'copy-manifests-first',
  summary: 'Install dependencies before the sources are copied',
  severity: 'warning',
  fix: 'suggestion',
  aliases: [],
  why: 'A layer is built anew when anything copied before it changes. With the sources copied first, every edit of any file installs all dependencies again.',
  examples: [
    {
      bad: 'FROM node:24\nWORKDIR /app\nCOPY . .\nRUN npm ci\n',
      good: 'FROM node:24\nWORKDIR /app\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .\n',
    },
  ],
  messages: { early: "Every change of a file makes '{command}' run again" },
  create: ({ file, facts, report }) => ({
    end() {
      for (const { instructions } of file.stages) {
        let copy: Add | Copy | undefined;
        for (const node of instructions) {
          if (((node.kind === 'Copy' && !node.from) || node.kind === 'Add') && copiesTree(node)) copy ??= node;
          if (node.kind !== 'Run' || !copy) continue;
          const install = installIn(file, node);
          if (!install) continue;
          report({
            at: copy,
            message: 'early',
            data: { command: install.command },
            related: [{ span: node, message: `${install.install.manager} installs here` }],
            suggestions: splitCopy(file, instructions, copy, node, install.install, facts),
          });
          break;
        }
      }
    },
  }),
});

/** The whole context, or a folder of it as the whole app. */
const copiesTree = ({ sources }: Add | Copy): boolean => sources.length === 1 && ['.', '*'].includes(cleanPath(sources[0]?.value ?? ''));

function installIn(file: Dockerfile, run: Run): { readonly command: string; readonly install: DependencyInstall } | undefined {
  for (const { named } of runScripts(file, run)) {
    for (const { name, args, start, end } of named) {
      const words = [name, ...args.map(({ value }) => value)];
      const install = dependencyInstalls.find(({ installs }) => installs(words));
      if (install) return { install, command: file.masked.slice(start, end).replaceAll(/\s+/g, ' ').slice(0, 40) };
    }
  }
  return undefined;
}

/** Copies the manifests where all was copied, and all after the install; only where nothing between the two reads the sources. */
function splitCopy(
  file: Dockerfile,
  instructions: readonly DockerInstruction[],
  copy: Add | Copy,
  run: Run,
  { manifests }: DependencyInstall,
  { contextFiles }: LintFacts,
): readonly Suggestion[] {
  const between = instructions.slice(instructions.indexOf(copy) + 1, instructions.indexOf(run));
  const moved = file.text.slice(copy.start, copy.end);
  if (!copy.destination || between.some(({ kind }) => kind === 'Run' || kind === 'Copy' || kind === 'Add') || moved.includes('\n'))
    return [];
  const exists = (pattern: string): boolean => contextFiles?.some((path) => patternExpression(pattern).test(path)) ?? false;
  // A lock file that may be missing is no error as a pattern.
  const locks = manifests
    .slice(1, 2)
    .filter((name) => /lock|sum/.test(name))
    .map((name) => `${name}*`);
  const present = contextFiles ? manifests.filter(exists) : [...manifests.slice(0, 1), ...locks];
  if (present.length === 0) return [];
  const destination = copy.destination.value.endsWith('/') ? copy.destination.value : `${copy.destination.value}/`;
  const flags = copy.flags.map(({ start, end }) => `${file.text.slice(start, end)} `).join('');
  const manifestCopy = `${inFileCase(file, 'COPY')} ${flags}${present.join(' ')} ${destination}`;
  return [
    {
      title: `Copy ${present.join(', ')} first`,
      edits: (fixer) => [fixer.replace(copy, manifestCopy), fixer.insertAfter(run, newlineOf(file.text) + moved)],
    },
  ];
}
