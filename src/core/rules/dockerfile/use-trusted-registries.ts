import type { Span } from '../../text/span.ts';
import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: 'use-trusted-registries',
  summary: 'Take images from trusted registries alone',
  severity: 'error',
  fix: 'none',
  aliases: [{ code: 'DL3026', severity: 'error' }],
  why: 'An image from elsewhere brings programs that nobody here has looked at. The rule is silent until registries are named.',
  examples: [{ bad: 'FROM evil.example.com/node:24\n', good: 'FROM node:24\n', options: { 'trusted-registries': ['docker.io'] } }],
  messages: { untrusted: "'{registry}' is not among the trusted registries" },
  options: {
    'trusted-registries': {
      type: 'string-list',
      description: 'Registries that images may come from: a name, or one with a star in front or behind. Empty: any.',
      default: [],
    },
  },
  create({ options, report }) {
    const patterns = listOf(options['trusted-registries']);
    if (patterns.length === 0) return {};
    const aliases = new Set<string>();
    const check = (reference: string, at: Span): void => {
      if (reference === 'scratch' || aliases.has(reference)) return;
      const registries = registriesOf(reference);
      if (registries.some((registry) => patterns.some((pattern) => matches(pattern, registry)))) return;
      // hadolint takes the number of a stage for an image.
      report({ at, message: 'untrusted', data: { registry: registries[0] ?? '' }, own: !/^\d+$/.test(reference) });
    };
    return {
      From({ image, alias }) {
        if (image) check(image.value, image);
        if (alias) aliases.add(alias.value);
      },
      Copy({ from }) {
        if (from?.value !== undefined && from.valueSpan) check(from.value, from.valueSpan);
      },
      Run({ mounts }) {
        for (const mount of mounts) {
          const from = mount.options['from'];
          if (from !== undefined && (mount.type === 'bind' || mount.type === 'cache')) check(from, mount);
        }
      },
    };
  },
});

/** What stands before the first slash when it looks like a host; Docker Hub, by either name, when nothing does. */
function registriesOf(reference: string): readonly string[] {
  const slash = reference.indexOf('/');
  const host = slash < 0 ? '' : reference.slice(0, slash);
  return /[.:]/.test(host) ? [host] : ['docker.io', 'hub.docker.com'];
}

function matches(pattern: string, registry: string): boolean {
  if (pattern === '*') return true;
  if (pattern.startsWith('*')) return registry.endsWith(pattern.slice(1));
  if (pattern.endsWith('*')) return registry.startsWith(pattern.slice(0, -1));
  return registry === pattern;
}

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);
