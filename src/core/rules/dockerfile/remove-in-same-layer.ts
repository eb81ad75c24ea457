import { eachRun } from '../../lint/each-run.ts';
import { copied, leftBy, removedBy, takes, type Content } from '../../lint/layer-contents.ts';
import { workdirAt } from '../../lint/paths.ts';
import { defineRule } from '../../lint/rule.ts';
import { isShipped, lineage } from '../../lint/stages.ts';
import type { Add, Copy } from '../../dockerfile/ast.ts';

export default defineRule({
  name: 'remove-in-same-layer',
  summary: 'Remove things in the RUN that makes them',
  severity: 'warning',
  fix: 'none',
  aliases: [],
  why: 'A layer only adds: what a later RUN removes is hidden, yet still in the image, still pulled and still readable by whoever unpacks it. Download, use and remove in one RUN, mount with RUN --mount=type=bind, or copy from an earlier stage.',
  examples: [
    {
      bad: 'FROM debian:13\nRUN curl -fsSLo /tmp/a.tgz https://example.com/a.tgz\nRUN tar -xzf /tmp/a.tgz -C /opt && rm /tmp/a.tgz\n',
      good: 'FROM debian:13\nRUN curl -fsSLo /tmp/a.tgz https://example.com/a.tgz && tar -xzf /tmp/a.tgz -C /opt && rm /tmp/a.tgz\n',
    },
  ],
  messages: { file: "'{name}' stays in the layer that made it", package: "'{name}' stays in the layer that installed it" },
  create: ({ file, report }) => {
    /** What the layers so far hold, by stage. */
    const contents = new Map<number, Content[]>();
    const add = (stage: number, more: readonly Content[]): void => {
      contents.set(stage, [...(contents.get(stage) ?? []), ...more]);
    };
    const copy = (node: Copy | Add): void => {
      add(node.stage, copied(node, workdirAt(file, node)));
    };
    return {
      ...eachRun(file, (run, commands) => {
        if (run.onbuild) return;
        const workdir = workdirAt(file, run);
        const stages = run.stage < 0 ? [-1] : lineage(file.stages[run.stage]).map(({ index }) => index);
        let below = isShipped(file, run.stage) ? stages.flatMap((stage) => contents.get(stage) ?? []) : [];
        for (const removal of removedBy(commands, workdir)) {
          const hidden = below.find((content) => takes(removal, content));
          if (!hidden) continue;
          report({
            at: removal.at,
            message: hidden.kind,
            data: { name: hidden.name },
            related: [{ span: hidden.by, message: hidden.kind === 'file' ? 'It is made here' : 'It is installed here' }],
          });
          below = below.filter((content) => !takes(removal, content));
        }
        add(run.stage, leftBy(run, commands, workdir));
      }),
      Copy: copy,
      Add: copy,
    };
  },
});
