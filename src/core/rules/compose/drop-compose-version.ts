import { defineYamlRule } from '../../lint/yaml-rule.ts';

export default defineYamlRule({
  name: 'drop-compose-version',
  summary: 'Drop the version key',
  severity: 'info',
  fix: 'safe',
  aliases: [],
  why: 'Compose ignores the key since its specification has no versions, and prints a warning at every command.',
  examples: [{ bad: "version: '3.8'\nservices:\n  web:\n    image: a:1\n", good: 'services:\n  web:\n    image: a:1\n' }],
  messages: { version: "'version' means nothing to Compose" },
  tags: ['deprecated'],
  check(context) {
    const place = context.locate(['version']);
    if (!place) return;
    const lineStart = context.text.lastIndexOf('\n', place.entry.start - 1) + 1;
    // Blank lines that set it off from what follows go with it.
    const behind = /^[ \t]*(?:#[^\r\n]*)?(?:\r?\n[ \t]*)*(?:\r?\n|$)/.exec(context.text.slice(place.entry.end));
    const whole = behind && { start: lineStart, end: place.entry.end + behind[0].length };
    context.report({ at: place.key ?? place.value, message: 'version', fix: (f) => (whole ? [f.remove(whole)] : undefined) });
  },
});
