import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'avoid-ignore-comments',
  summary: 'Mend what is found instead of ignoring it',
  severity: 'info',
  default: 'off',
  fix: 'none',
  aliases: [{ code: 'DL1001', severity: 'info' }],
  why: 'A team that wants every finding mended, or switched off in the configuration for all, can have the comments that hide one reported.',
  examples: [{ bad: 'FROM debian:13\n# hadolint ignore=DL3003\nRUN cd /tmp\n', good: 'FROM debian:13\nWORKDIR /tmp\n' }],
  messages: { ignored: "This comment hides '{codes}'" },
  create: ({ file, report }) => ({
    end() {
      for (const comment of file.comments) {
        if (comment.inside) continue;
        const hadolint = /^\s*hadolint\s+ignore\s*=\s*([DLSC0-9]+(?:\s*,\s*[DLSC0-9]+)*)\s*(?:#.*)?$/.exec(comment.text)?.[1];
        const drydock = /^\s*drydock\s+ignore(?:-file)?\s*=\s*([\w-]+(?:\s*,\s*[\w-]+)*)/.exec(comment.text)?.[1];
        const codes = hadolint ?? drydock;
        if (codes === undefined) continue;
        report({
          at: comment,
          message: 'ignored',
          data: { codes },
          peers: hadolint === undefined ? [] : [{ code: 'DL1001', at: comment }],
        });
      }
    },
  }),
});
