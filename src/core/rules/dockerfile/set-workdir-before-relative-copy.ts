import type { Add, Copy, Stage } from '../../dockerfile/ast.ts';
import { hadolintParent } from '../../lint/hadolint-stages.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'set-workdir-before-relative-copy',
  summary: 'Set WORKDIR before copying to a relative path',
  severity: 'warning',
  fix: 'none',
  aliases: [{ code: 'DL3045', severity: 'warning' }],
  why: 'Without WORKDIR the files land wherever the base image happens to stand, often in the root folder.',
  examples: [{ bad: 'FROM node:24\nCOPY a.js app/\n', good: 'FROM node:24\nWORKDIR /srv\nCOPY a.js app/\n' }],
  messages: { relative: "'{path}' is relative, and no WORKDIR is set" },
  create({ file, report }) {
    const set = new Set<Stage | undefined>();
    const setToHadolint = new Set<Stage | undefined>();
    const check = ({ kind, destination, stage }: Add | Copy): void => {
      const own = !set.has(file.stages[stage]);
      const hadolint = kind === 'Copy' && !setToHadolint.has(file.stages[stage]);
      if (!destination || (!own && !hadolint)) return;
      const path = destination.value.replace(/^["']+|["']+$/g, '');
      if (/^(?:[/$]|[A-Za-z]:)/.test(path)) return;
      report({ at: destination, message: 'relative', data: { path }, own, ...(hadolint ? {} : { peers: [] }) });
    };
    return {
      Stage(stage) {
        if (stage.parent && set.has(stage.parent)) set.add(stage);
        const parent = hadolintParent(file, stage);
        if (parent && setToHadolint.has(parent)) setToHadolint.add(stage);
      },
      Workdir({ stage }) {
        set.add(file.stages[stage]);
        setToHadolint.add(file.stages[stage]);
      },
      Copy: check,
      Add: check,
    };
  },
});
