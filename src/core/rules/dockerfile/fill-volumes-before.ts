import type { Stage } from '../../dockerfile/ast.ts';
import { cleanPath } from '../../dockerfile/ignore-patterns.ts';
import { expandIn } from '../../dockerfile/scopes.ts';
import { inheritedInstructions } from '../../dockerfile/stages.ts';
import { defineRule } from '../../lint/rule.ts';
import type { Span } from '../../text/span.ts';

export default defineRule({
  name: 'fill-volumes-before',
  summary: 'Put files into a folder before it becomes a volume',
  severity: 'warning',
  fix: 'none',
  aliases: [],
  why: 'What is written below a volume after VOLUME is thrown away by builders other than BuildKit, and hidden by whatever is mounted there.',
  examples: [
    {
      bad: 'FROM node:24\nVOLUME /data\nCOPY seed.json /data/\n',
      good: 'FROM node:24\nCOPY seed.json /data/\nVOLUME /data\n',
    },
  ],
  messages: { hidden: "'{path}' is in a volume already" },
  create: ({ file, report }) => ({
    Stage(stage) {
      const volumes: { readonly path: string; readonly at: Span }[] = [];
      let workdir = '/';
      const resolve = (path: string): string => cleanPath(path.startsWith('/') ? path : `${workdir}/${path}`);
      for (const node of inheritedInstructions(stage)) {
        if (node.kind === 'Workdir') workdir = `/${resolve(expandIn(file, node, node.args[0]?.text ?? '') ?? '')}`;
        if (node.kind === 'Volume') {
          for (const word of node.json ?? node.args) {
            const path = expandIn(file, node, node.json ? word.value : word.text);
            if (path !== undefined && path !== '') volumes.push({ path: resolve(path), at: word });
          }
        }
        if ((node.kind !== 'Copy' && node.kind !== 'Add') || !isOf(stage, node.stage) || !node.destination) continue;
        const path = expandIn(file, node, node.json ? node.destination.value : node.destination.text);
        const volume = path === undefined ? undefined : volumes.find((one) => `${resolve(path)}/`.startsWith(`${one.path}/`));
        if (!volume) continue;
        report({
          at: node.destination,
          message: 'hidden',
          data: { path: node.destination.value },
          related: [{ span: volume.at, message: 'The volume' }],
        });
      }
    },
  }),
});

const isOf = ({ index }: Stage, stage: number): boolean => index === stage;
