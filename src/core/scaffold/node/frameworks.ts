import type { NodeProject } from './project.ts';

/** What a framework's production server needs beyond its start command and output folder. */
export interface ServerNeeds {
  readonly env: Readonly<Record<string, string>>;
  /** The server itself stops on SIGTERM. */
  readonly handlesTerm: boolean;
  /** The output brings its dependencies along. */
  readonly bundled: boolean;
  /** Source files that are read at run time as well. */
  readonly reads: readonly string[];
  /** Folder below the app that the server writes to. */
  readonly writes: string | null;
  /** Folder below the app that the build keeps between runs. */
  readonly buildCache: string | null;
}

const plain: ServerNeeds = { env: {}, handlesTerm: false, bundled: false, reads: [], writes: null, buildCache: null };
const next: ServerNeeds = {
  ...plain,
  env: { HOSTNAME: '0.0.0.0' },
  handlesTerm: true,
  reads: ['public', 'next.config.js', 'next.config.mjs', 'next.config.ts'],
  writes: '.next',
  buildCache: '.next/cache',
};
/** Nitro bundles what it imports, whatever framework is on top. */
const nitro: ServerNeeds = { ...plain, env: { HOST: '0.0.0.0' }, bundled: true };

const needs: Readonly<Record<string, ServerNeeds>> = {
  nextjs: next,
  nuxt: nitro,
  'solid-start': nitro,
  'tanstack-start': nitro,
  nitro,
  sveltekit: { ...plain, env: { HOST: '0.0.0.0' }, handlesTerm: true },
  remix: { ...plain, handlesTerm: true, reads: ['public'] },
  'react-router': { ...plain, handlesTerm: true, reads: ['public'] },
  astro: { ...plain, env: { HOST: '0.0.0.0' } },
};

export function serverNeeds(project: NodeProject): ServerNeeds {
  const { app, details } = project;
  const name = app.framework?.value ?? '';
  const found = Object.hasOwn(needs, name) ? needs[name] : undefined;
  if (found === undefined) return plain;
  if (startsOwnSource(project)) return { ...found, handlesTerm: false, bundled: false };
  if (found === next && details.frameworkMode === 'standalone') return { ...next, bundled: true, reads: [] };
  if (found === nitro && details.outputFolder !== '.output') return plain;
  return found;
}

/** A server file of the project's own, which uses what the build made and is no part of it. */
export function startsOwnSource({ details, paths }: NodeProject): boolean {
  return typeof details.entry === 'string' && paths.includes(details.entry.replace(/^\.\//, ''));
}
