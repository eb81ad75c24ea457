import { eachRun } from '../../lint/each-run.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'use-one-downloader',
  summary: 'Download with either wget or curl',
  severity: 'warning',
  fix: 'none',
  aliases: [{ code: 'DL4001', severity: 'warning' }],
  why: 'Both do the same: a stage that uses both installs both, with what each of them needs, and two sets of options for proxies and retries.',
  examples: [
    {
      bad: 'FROM debian:13\nRUN wget -q https://example.com/a\nRUN curl -fsSLO https://example.com/b\n',
      good: 'FROM debian:13\nRUN curl -fsSLO https://example.com/a\nRUN curl -fsSLO https://example.com/b\n',
    },
  ],
  messages: { both: "'{tool}' is used beside '{other}'" },
  create: (context) => {
    let used = new Set<string>();
    // ONBUILD runs in another build: it is counted by itself, over the whole file, as hadolint does.
    const usedLater = new Set<string>();
    return {
      ...eachRun(context.file, (run, commands) => {
        const tools = run.onbuild ? usedLater : used;
        const downloads = commands.filter(({ name }) => name === 'wget' || name === 'curl');
        for (const { name } of downloads) tools.add(name);
        const [first] = downloads;
        if (!first || tools.size < 2) return;
        const other = first.name === 'curl' ? 'wget' : 'curl';
        context.report({ at: first.nameSpan, message: 'both', data: { tool: first.name, other } });
      }),
      From() {
        used = new Set();
      },
    };
  },
});
