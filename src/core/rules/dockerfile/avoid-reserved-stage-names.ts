import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'avoid-reserved-stage-names',
  summary: 'Name no stage scratch or context',
  severity: 'warning',
  fix: 'none',
  aliases: [
    { code: 'DL3063', severity: 'warning' },
    { code: 'ReservedStageName', severity: 'warning' },
  ],
  why: 'These names mean the empty image and the build context: a stage of that name cannot be referred to.',
  differs: 'Names are compared without regard to case, as BuildKit does; hadolint knows the lower-case names alone.',
  examples: [{ bad: 'FROM node:24 AS context\n', good: 'FROM node:24 AS sources\n' }],
  messages: { reserved: "'{name}' is a reserved name" },
  create: ({ report }) => ({
    From({ alias }) {
      if (!alias || !reserved.has(alias.value.toLowerCase())) return;
      const peers = [...(reserved.has(alias.value) ? [{ code: 'DL3063' }] : []), { code: 'ReservedStageName' }];
      report({ at: alias, message: 'reserved', data: { name: alias.value }, peers });
    },
  }),
});

const reserved = new Set(['scratch', 'context']);
