import { through } from '../../lint/command-words.ts';
import { defineRule } from '../../lint/rule.ts';
import { plainArguments, type Command } from '../../shell/commands.ts';

export default defineRule({
  name: 'avoid-system-upgrade',
  summary: 'Take upgrades from the base image',
  severity: 'info',
  fix: 'none',
  aliases: [],
  why: 'An upgrade of everything replaces what the base image was tested with by whatever the mirror has that day, and each replaced file is in the image twice. It also comes from the build cache: a rebuild does not upgrade again. A newer base image brings the same, once and by name.',
  examples: [{ bad: 'FROM debian:13\nRUN apt-get update && apt-get upgrade -y\n', good: 'FROM debian:13.1\n' }],
  messages: { upgrade: "'{tool} {subcommand}' upgrades the whole base image" },
  create: (context) => ({
    Command(command) {
      const [subcommand, ...packages] = plainArguments(command);
      if (!subcommand || !upgrades[command.name]?.includes(subcommand.value)) return;
      if (packages.length > 0 && namesPackages(command)) return;
      context.report({ at: through(command, subcommand), message: 'upgrade', data: { tool: command.name, subcommand: subcommand.value } });
    },
  }),
});

const rpm = ['update', 'upgrade', 'distro-sync'];

const upgrades: Readonly<Record<string, readonly string[]>> = {
  'apt-get': ['upgrade', 'dist-upgrade'],
  apt: ['upgrade', 'full-upgrade', 'dist-upgrade'],
  aptitude: ['upgrade', 'safe-upgrade', 'full-upgrade', 'dist-upgrade'],
  apk: ['upgrade'],
  yum: rpm,
  dnf: rpm,
  microdnf: rpm,
  zypper: ['update', 'up'],
};

/** What stands behind apt's `upgrade` is the value of an option. */
const namesPackages = ({ name }: Command): boolean => !name.startsWith('apt');
