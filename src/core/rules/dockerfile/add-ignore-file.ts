import type { Word } from '../../dockerfile/ast.ts';
import { cleanPath } from '../../dockerfile/ignore-patterns.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'add-ignore-file',
  summary: 'Keep out of the image what a copy of the whole folder brings along',
  severity: 'warning',
  fix: 'none',
  aliases: [],
  why: 'Without an ignore file `COPY .` takes Git history, installed dependencies, logs and .env files into the image, and any change of them rebuilds it.',
  examples: [
    {
      bad: 'FROM node:24\nCOPY . /app\n',
      good: 'FROM node:24\nCOPY server.js /app/\n',
      facts: { contextFiles: ['.git/HEAD', 'Dockerfile', 'server.js'] },
    },
  ],
  messages: { whole: 'The whole folder is copied, and there is no .dockerignore' },
  create({ facts, report }) {
    // Whether there is an ignore file is known only together with the files.
    if (facts.contextFiles === undefined || facts.dockerignore !== undefined) return {};
    let reported = false;
    const check = (sources: readonly Word[]): void => {
      const whole = sources.find(({ value }) => cleanPath(value) === '.');
      if (!whole || reported) return;
      reported = true;
      report({ at: whole, message: 'whole' });
    };
    return {
      Copy({ from, sources }) {
        if (!from) check(sources);
      },
      Add({ sources }) {
        check(sources);
      },
    };
  },
});
