import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'use-unique-stage-names',
  summary: 'Give every stage a name of its own',
  severity: 'error',
  fix: 'none',
  aliases: [
    { code: 'DL3024', severity: 'error' },
    { code: 'DuplicateStageName', severity: 'warning' },
  ],
  why: 'Of two stages with one name the later is meant from there on, and the other can no longer be copied from or built by name.',
  differs: 'As in BuildKit, names that differ in case alone are the same; hadolint takes them for two.',
  examples: [
    {
      bad: 'FROM node:24 AS build\nFROM node:24-slim AS build\n',
      good: 'FROM node:24 AS build\nFROM node:24-slim AS run\n',
    },
  ],
  messages: { duplicate: "'{name}' names a stage above as well" },
  create({ report }) {
    const exact = new Set<string>();
    const folded = new Map<string, { readonly start: number; readonly end: number }>();
    return {
      From({ alias }) {
        if (!alias) return;
        const first = folded.get(alias.value.toLowerCase());
        if (first) {
          report({
            at: alias,
            message: 'duplicate',
            data: { name: alias.value },
            peers: [...(exact.has(alias.value) ? [{ code: 'DL3024' }] : []), { code: 'DuplicateStageName' }],
            related: [{ span: first, message: 'The first stage of this name' }],
          });
        } else folded.set(alias.value.toLowerCase(), alias);
        exact.add(alias.value);
      },
    };
  },
});
