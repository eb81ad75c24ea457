import { baseImageOf } from '../../dockerfile/image-name.ts';
import { finalStage, lastOf } from '../../dockerfile/stages.ts';
import { gracefulSignals, systemImages } from '../../lint/known-images.ts';
import { insertLineBefore } from '../../lint/lines.ts';
import { defineRule, type Fixer } from '../../lint/rule.ts';

export default defineRule({
  name: 'match-stop-signal',
  summary: 'Stop the server with the signal that lets it finish',
  severity: 'info',
  fix: 'suggestion',
  aliases: [],
  why: 'Some servers take SIGTERM for "at once" and have another signal for a graceful stop. Their official images set it; one built from a bare system has to do so itself.',
  examples: [
    {
      bad: 'FROM debian:13\nCMD ["nginx", "-g", "daemon off;"]\n',
      good: 'FROM debian:13\nSTOPSIGNAL SIGQUIT\nCMD ["nginx", "-g", "daemon off;"]\n',
    },
  ],
  messages: { unset: '{why}; {signal} lets them finish', other: "'{written}' is not the graceful stop: {why}" },
  create: ({ file, report }) => ({
    end() {
      const stage = finalStage(file);
      const node = stage && (lastOf(stage, 'Entrypoint') ?? lastOf(stage, 'Cmd'));
      const word = node && (node.json ?? node.args).find(({ value }) => value !== 'exec');
      if (!stage || !node || !word) return;
      const program = word.value.slice(word.value.lastIndexOf('/') + 1);
      const known = gracefulSignals.find(({ programs }) => programs.includes(program));
      if (!known) return;
      const { signal, why } = known;
      const set = lastOf(stage, 'Stopsignal')?.args[0];
      if (set) {
        if (!/^SIGTERM$|^TERM$|^15$/.test(set.value)) return;
        const edits = [{ title: `Use ${signal}`, edits: (fixer: Fixer) => [fixer.replace(set, signal)] }];
        report({ at: set, message: 'other', data: { written: set.value, why }, suggestions: edits });
        return;
      }
      const image = baseImageOf(file, stage);
      if (image?.registry !== 'docker.io' || !systemImages.has(image.repository)) return;
      const edits = () => [insertLineBefore(file, node, 'STOPSIGNAL', signal)];
      report({ at: node.keyword, message: 'unset', data: { why, signal }, suggestions: [{ title: `Add STOPSIGNAL ${signal}`, edits }] });
    },
  }),
});
