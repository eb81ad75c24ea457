import type { Stage } from '../../dockerfile/ast.ts';
import { finalStage, lineage } from '../../dockerfile/stages.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'declare-healthcheck',
  summary: 'Say how to tell that the container is healthy',
  severity: 'info',
  default: 'off',
  fix: 'none',
  aliases: [{ code: 'DL3057', severity: 'info' }],
  why: 'Without HEALTHCHECK an engine knows only that the process runs, not that it answers. Kubernetes has probes of its own and ignores it.',
  differs: 'hadolint also reports stages that are not part of the final image.',
  examples: [{ bad: 'FROM node:24\n', good: 'FROM node:24\nHEALTHCHECK CMD ["node", "health.js"]\n' }],
  messages: { missing: 'The image has no HEALTHCHECK' },
  create({ file, report }) {
    const checked = new Set<Stage>();
    return {
      Stage(stage) {
        if (stage.parent && checked.has(stage.parent)) checked.add(stage);
      },
      // As for hadolint it also speaks for the stages below, and for those that build on them later in the file.
      Healthcheck({ stage }) {
        const own = file.stages[stage];
        if (own) for (const one of lineage(own)) checked.add(one);
      },
      end() {
        const last = finalStage(file);
        for (const stage of file.stages) {
          if (!checked.has(stage)) report({ at: stage.from.keyword, message: 'missing', own: stage === last });
        }
      },
    };
  },
});
