import { optionValue, withBraces } from '../../lint/command-words.ts';
import { defineRule } from '../../lint/rule.ts';
import { addWords } from '../../lint/run-edits.ts';
import { commandFlags, hasFlag, type Command } from '../../shell/commands.ts';

export default defineRule({
  name: 'limit-login-log',
  summary: 'Add users with a high id without a login log entry',
  severity: 'warning',
  fix: 'safe',
  aliases: [{ code: 'DL3046', severity: 'warning' }],
  why: 'Where there is a /var/log/lastlog, useradd writes the new user into it and into faillog, which have a place for every id up to the highest: with a six-digit id the layer grows by megabytes, with a high one by gigabytes.',
  differs: 'hadolint does not see `--uid`, and counts the characters of a variable.',
  examples: [{ bad: 'FROM debian:13\nRUN useradd -u 100001 app\n', good: 'FROM debian:13\nRUN useradd --no-log-init -u 100001 app\n' }],
  messages: { high: "User id '{uid}' makes the login log grow with it" },
  create: (context) => ({
    Command(command, run) {
      if (command.name !== 'useradd' || hasFlag(command, 'l', 'no-log-init')) return;
      const uid = optionValue(command, '-u', '--uid');
      const seen = seenByHadolint(command);
      const own = uid !== undefined && /^\d{6,}$/.test(uid.value);
      if (!own && !seen) return;
      const fix = own ? addWords(context.file, run, command, command.nameSpan, '--no-log-init') : undefined;
      context.report({
        at: uid ?? command.nameSpan,
        message: 'high',
        data: { uid: uid?.value ?? '' },
        own,
        peers: seen ? [{ code: 'DL3046' }] : [],
        ...(fix && { fix }),
      });
    },
  }),
});

/** The word behind a flag with the letter u, longer than five characters. */
function seenByHadolint(command: Command): boolean {
  return commandFlags(command).some(({ name, word }) => {
    const value = command.args[command.args.indexOf(word) + 1]?.value;
    return name === 'u' && !word.value.includes('=') && value !== undefined && !value.startsWith('-') && withBraces(value).length > 5;
  });
}
