import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'drop-unused-ignores',
  summary: 'Drop ignore comments that silence nothing',
  severity: 'info',
  fix: 'safe',
  aliases: [],
  why: 'An ignore comment that silences nothing hides the next finding of that rule at this place, and tells readers of a problem that is gone.',
  examples: [{ bad: 'FROM node:24\n# drydock ignore=tag-base-image\nFROM node:22\n', good: 'FROM node:24\nFROM node:22\n' }],
  messages: { unused: "'{code}' silences nothing here" },
  tags: ['unnecessary'],
  create: (context) => ({
    unusedIgnores(codes) {
      for (const code of codes) {
        const all = codes.filter(({ comment }) => comment.start === code.comment.start).length === code.of;
        context.report({
          at: code,
          message: 'unused',
          data: { code: code.code },
          fix: (f) => [f.remove(all ? wholeLine(context.text, code.comment) : withComma(context.text, code))],
        });
      }
    },
  }),
});

/** The comment's line with its line end. */
function wholeLine(text: string, { start, end }: { readonly start: number; readonly end: number }): { start: number; end: number } {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  return { start: lineStart, end: lineEnd < 0 ? text.length : lineEnd + 1 };
}

/** One code of several, with the comma behind it, or the one before it for the last. */
function withComma(text: string, { start, end }: { readonly start: number; readonly end: number }): { start: number; end: number } {
  const behind = /^\s*,\s*/.exec(text.slice(end));
  if (behind) return { start, end: end + behind[0].length };
  const before = /\s*,\s*$/.exec(text.slice(0, start));
  return { start: start - (before?.[0].length ?? 0), end };
}
