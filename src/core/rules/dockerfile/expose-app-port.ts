import { expandIn } from '../../dockerfile/scopes.ts';
import { finalStage, inheritedInstructions, instructionsOf } from '../../dockerfile/stages.ts';
import { readPort } from '../../lint/ports.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'expose-app-port',
  summary: 'Expose the port that the app listens on',
  severity: 'warning',
  fix: 'suggestion',
  aliases: [],
  why: 'Tools publish and probe the ports that EXPOSE names. With another one than the app has open, they reach nothing.',
  examples: [{ bad: 'FROM node:24\nEXPOSE 8080\n', good: 'FROM node:24\nEXPOSE 3000\n', facts: { app: { port: 3000 } } }],
  messages: { other: "The app listens on {port}, not on '{exposed}'" },
  create: ({ file, facts, report }) => ({
    end() {
      const stage = finalStage(file);
      if (!stage || facts.app?.port === undefined) return;
      const nodes = inheritedInstructions(stage);
      // An app that takes its port from the environment listens where the image says.
      const set = instructionsOf(nodes, 'Env').flatMap((node) =>
        node.pairs.filter(({ key }) => key.value === 'PORT').map(({ value }) => value && expandIn(file, node, value.text)),
      );
      const port = set.length > 0 ? Number(set.at(-1)) : facts.app.port;
      const exposed = instructionsOf(nodes, 'Expose').flatMap((node) =>
        node.args.map((word) => ({ word, value: expandIn(file, node, word.text) })),
      );
      const [first] = exposed;
      if (!first || !Number.isInteger(port) || exposed.some(({ value }) => value === undefined || covers(value, port))) return;
      report({
        at: first.word,
        message: 'other',
        data: { port: String(port), exposed: first.word.value },
        suggestions:
          exposed.length > 1 ? [] : [{ title: `Expose ${String(port)}`, edits: (fixer) => [fixer.replace(first.word, String(port))] }],
      });
    },
  }),
});

function covers(exposed: string, port: number): boolean {
  const [low = '', high = low] = readPort(exposed).port.split('-');
  return Number(low) <= port && port <= Number(high);
}
