import type { Dockerfile, Stage } from '../../dockerfile/ast.ts';
import { finalStage, lastOf } from '../../dockerfile/stages.ts';
import { hadolintParent } from '../../lint/hadolint-stages.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'declare-healthcheck',
  summary: 'Say how to tell that the container is healthy',
  severity: 'info',
  default: 'off',
  fix: 'none',
  aliases: [{ code: 'DL3057', severity: 'info' }],
  why: 'Without HEALTHCHECK an engine knows only that the process runs, not that it answers. Kubernetes has probes of its own and ignores it.',
  differs: 'hadolint also reports stages that are not the final one, and takes a HEALTHCHECK of a stage on the same base to be enough.',
  examples: [{ bad: 'FROM node:24\n', good: 'FROM node:24\nHEALTHCHECK CMD ["node", "health.js"]\n' }],
  messages: { missing: 'The image has no HEALTHCHECK' },
  create: ({ file, report }) => ({
    end() {
      const last = finalStage(file);
      const own = last && !lastOf(last, 'Healthcheck') ? last : undefined;
      const healed = healedForHadolint(file);
      for (const stage of file.stages) {
        if (!healed.has(stage)) report({ at: stage.from.keyword, message: 'missing', own: stage === own });
        else if (stage === own) report({ at: stage.from.keyword, message: 'missing', peers: [] });
      }
    },
  }),
});

/** A HEALTHCHECK also speaks for the stages below, and for those that build on them later in the file. */
function healedForHadolint(file: Dockerfile): ReadonlySet<Stage> {
  const healed = new Set<Stage>();
  for (const stage of file.stages) {
    const parent = hadolintParent(file, stage);
    if (parent && healed.has(parent)) healed.add(stage);
    if (!stage.instructions.some(({ kind }) => kind === 'Healthcheck')) continue;
    for (let one: Stage | undefined = stage; one; one = hadolintParent(file, one)) healed.add(one);
  }
  return healed;
}
