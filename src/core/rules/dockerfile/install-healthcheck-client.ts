import type { Dockerfile, Healthcheck, Stage } from '../../dockerfile/ast.ts';
import { baseImageOf, type ImageName } from '../../dockerfile/image-name.ts';
import { inheritedInstructions, startsFromScratch, stageOf } from '../../dockerfile/stages.ts';
import { lacks } from '../../lint/known-images.ts';
import { defineRule } from '../../lint/rule.ts';
import { readScript } from '../../shell/commands.ts';
import type { Span } from '../../text/span.ts';

export default defineRule({
  name: 'install-healthcheck-client',
  summary: 'Check health with a program that the image has',
  severity: 'warning',
  fix: 'none',
  aliases: [],
  why: 'A check whose program is missing fails every time: the container is unhealthy from its first check on, whatever the app does.',
  examples: [
    {
      bad: 'FROM node:24-slim\nHEALTHCHECK CMD curl -f http://localhost:3000/\n',
      good: 'FROM node:24-slim\nHEALTHCHECK CMD ["node", "health.js"]\n',
    },
  ],
  messages: { missing: "'{program}' is not in '{image}', and nothing installs it" },
  create: ({ file, report }) => ({
    Healthcheck(node) {
      const stage = stageOf(file, node);
      const image = stage && baseImageOf(file, stage);
      if (!stage || !image) return;
      for (const { name, at } of programs(file, node)) {
        if (!lacks(image, name) || isInstalled(file, stage, name)) continue;
        const from = startsFromScratch(stage) ? 'scratch' : nameOf(image);
        report({ at, message: 'missing', data: { program: name, image: from } });
        return;
      }
    },
  }),
});

function programs(file: Dockerfile, { command }: Healthcheck): readonly { readonly name: string; readonly at: Span }[] {
  if (!command) return [];
  if (command.json) {
    const [word] = command.json;
    return word ? [{ name: word.value, at: word }] : [];
  }
  const script = readScript(file.masked.slice(command.span.start, command.span.end), command.span.start);
  // The shell that reads the command comes first.
  return [{ name: 'sh', at: command.span }, ...script.named.map(({ name, nameSpan }) => ({ name, at: nameSpan }))];
}

/** Any mention in what made the image counts: packages have many names. */
function isInstalled(file: Dockerfile, stage: Stage, program: string): boolean {
  const mention = new RegExp(`(?:^|[\\s/"'=,])${program}(?:$|[\\s/"'=,:;)])`);
  return inheritedInstructions(stage).some(
    ({ kind, start, end }) => (kind === 'Run' || kind === 'Copy' || kind === 'Add') && mention.test(file.masked.slice(start, end)),
  );
}

const nameOf = ({ repository, tag }: ImageName): string => (tag === undefined ? repository : `${repository}:${tag}`);
