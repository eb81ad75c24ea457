import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'name-label-keys',
  summary: 'Name labels in lower case, in a namespace of your own',
  severity: 'hint',
  fix: 'none',
  aliases: [{ code: 'DL3048', severity: 'hint' }],
  why: 'Docker reserves some prefixes, and asks for lower-case letters, digits, dots and dashes: other keys are hard to select by.',
  examples: [{ bad: 'FROM node:24\nLABEL Version=1\n', good: 'FROM node:24\nLABEL com.example.version=1\n' }],
  messages: { key: "'{key}' is not a key as Docker asks for" },
  create: ({ report }) => ({
    Label({ pairs }) {
      const bad = pairs.filter(({ key }) => !isGoodKey(key.value));
      bad.forEach(({ key }, i) => {
        report({ at: key, message: 'key', data: { key: key.value }, ...(i === 0 ? {} : { peers: [] }) });
      });
    },
  }),
});

const isGoodKey = (key: string): boolean =>
  /^[a-z](?:[a-z0-9._/-]*[a-z0-9])?$/.test(key) && !/\.\.|--/.test(key) && !/^(?:com\.docker|io\.docker|org\.dockerproject)\./.test(key);
