import { defineRule } from '../../lint/rule.ts';
import { wholeFlag } from '../../lint/flags.ts';

export default defineRule({
  name: 'avoid-constant-platform',
  summary: 'Leave the platform of the base image to the build',
  severity: 'warning',
  fix: 'suggestion',
  aliases: [
    { code: 'DL3029', severity: 'warning' },
    { code: 'FromPlatformFlagConstDisallowed', severity: 'warning' },
  ],
  why: 'A fixed platform builds the same image for every target: on other machines it runs emulated, slowly, or not at all.',
  differs:
    'hadolint reports every `--platform` that does not name BUILDPLATFORM or TARGETPLATFORM; a stage named after its platform is meant to be fixed.',
  examples: [{ bad: 'FROM --platform=linux/amd64 node:24\n', good: 'FROM --platform=$BUILDPLATFORM node:24\n' }],
  messages: { constant: "The platform is always '{platform}'" },
  create: ({ text, report }) => ({
    From({ platform, alias }) {
      if (!platform?.valueSpan || platform.value === undefined) return;
      const { value } = platform;
      const hadolint = !/BUILDPLATFORM|TARGETPLATFORM/.test(value);
      const buildkit = isConstant(value, alias?.value.toLowerCase() ?? '');
      if (!hadolint && !buildkit) return;
      report({
        at: platform,
        message: 'constant',
        data: { platform: value },
        own: buildkit,
        peers: [...(hadolint ? [{ code: 'DL3029' }] : []), ...(buildkit ? [{ code: 'FromPlatformFlagConstDisallowed' }] : [])],
        suggestions: [{ title: 'Build for the target platform', edits: (fixer) => [fixer.remove(wholeFlag(text, platform))] }],
      });
    },
  }),
});

/** As BuildKit decides: no variable in it, and the stage's name does not say the system or the architecture. */
function isConstant(platform: string, stage: string): boolean {
  if (platform === '' || platform.includes('$')) return false;
  const [first = '', second] = platform.toLowerCase().split('/');
  const [os, architecture] = second === undefined ? (systems.has(first) ? [first, undefined] : ['linux', first]) : [first, second];
  const known = architecture === undefined ? [] : [synonyms[architecture] ?? architecture];
  return ![os, ...known].some((part) => stage.includes(part));
}

const systems = new Set(['linux', 'windows', 'darwin', 'freebsd', 'wasi', 'js']);
const synonyms: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  aarch64: 'arm64',
  i386: '386',
  armhf: 'arm',
  armel: 'arm',
};
