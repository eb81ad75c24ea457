import type { ProjectFiles } from '../files.ts';
import type { PackageJson } from '../package-json.ts';
import { inFolder } from '../paths.ts';
import type { Fact } from '../profile.ts';

/** One row of what Node projects are built with. */
export interface NodeFramework {
  /** As the profile names it. */
  readonly name: string;
  /** Any of these as a dependency means this framework. */
  readonly packages: readonly string[];
  /**
   * `meta`: renders on the server, or not, as its configuration says. `server`: a library for HTTP servers. `builder`: builds a static site.
   * `worker`: keeps running without serving HTTP.
   */
  readonly role: 'meta' | 'server' | 'builder' | 'worker';
  /** Where it listens when nothing says otherwise; null when the code always says it. */
  readonly port: number | null;
  /** Where a builder writes. */
  readonly output?: string;
  /** The production command of the framework's documentation. */
  readonly start?: string;
  readonly build?: string;
  readonly spa?: boolean;
}

/** In order of precedence: what contains another comes first. */
export const nodeFrameworks: readonly NodeFramework[] = [
  { name: 'nextjs', packages: ['next'], role: 'meta', port: 3000, output: 'out', start: 'next start', build: 'next build' },
  {
    name: 'nuxt',
    packages: ['nuxt', 'nuxt3', 'nuxt-edge', 'nuxt-nightly'],
    role: 'meta',
    port: 3000,
    output: '.output/public',
    start: 'node .output/server/index.mjs',
    build: 'nuxt build',
  },
  { name: 'redwood', packages: ['@redwoodjs/core'], role: 'meta', port: 8910, start: 'yarn rw serve', build: 'rw build' },
  {
    name: 'react-router',
    packages: ['@react-router/dev', '@react-router/serve'],
    role: 'meta',
    port: 3000,
    output: 'build/client',
    start: 'react-router-serve ./build/server/index.js',
    build: 'react-router build',
  },
  {
    name: 'remix',
    packages: ['@remix-run/dev', '@remix-run/serve', '@remix-run/node', '@remix-run/server-runtime', 'remix'],
    role: 'meta',
    port: 3000,
    output: 'build/client',
  },
  { name: 'sveltekit', packages: ['@sveltejs/kit'], role: 'meta', port: 3000, output: 'build', build: 'vite build' },
  { name: 'solid-start', packages: ['@solidjs/start', 'solid-start'], role: 'meta', port: 3000, output: '.output/public' },
  {
    name: 'tanstack-start',
    packages: ['@tanstack/react-start', '@tanstack/solid-start', '@tanstack/start'],
    role: 'meta',
    port: 3000,
    start: 'node .output/server/index.mjs',
  },
  { name: 'qwik', packages: ['@builder.io/qwik-city', '@qwik.dev/router'], role: 'meta', port: 3000 },
  { name: 'astro', packages: ['astro'], role: 'meta', port: 4321, output: 'dist', build: 'astro build' },
  { name: 'blitz', packages: ['blitz'], role: 'meta', port: 3000 },
  { name: 'nestjs', packages: ['@nestjs/core'], role: 'server', port: 3000, start: 'node dist/main', build: 'nest build' },
  {
    name: 'adonisjs',
    packages: ['@adonisjs/core'],
    role: 'server',
    port: 3333,
    start: 'node build/bin/server.js',
    build: 'node ace build',
  },
  { name: 'strapi', packages: ['@strapi/strapi', 'strapi'], role: 'server', port: 1337, start: 'strapi start', build: 'strapi build' },
  { name: 'keystone', packages: ['@keystone-6/core'], role: 'server', port: 3000, start: 'keystone start', build: 'keystone build' },
  { name: 'directus', packages: ['directus'], role: 'server', port: 8055, start: 'directus start' },
  { name: 'medusa', packages: ['@medusajs/medusa'], role: 'server', port: 9000, start: 'medusa start' },
  { name: 'payload', packages: ['payload'], role: 'server', port: 3000 },
  { name: 'meteor', packages: ['meteor-node-stubs'], role: 'server', port: 3000 },
  { name: 'sails', packages: ['sails'], role: 'server', port: 1337 },
  { name: 'feathers', packages: ['@feathersjs/feathers'], role: 'server', port: 3030 },
  { name: 'loopback', packages: ['@loopback/core', '@loopback/rest', 'loopback'], role: 'server', port: 3000 },
  { name: 'angular', packages: ['@angular/core'], role: 'meta', port: 4000, build: 'ng build', spa: true },
  { name: 'gatsby', packages: ['gatsby'], role: 'builder', port: null, output: 'public', build: 'gatsby build' },
  { name: 'docusaurus', packages: ['@docusaurus/core'], role: 'builder', port: null, output: 'build', build: 'docusaurus build' },
  { name: 'vitepress', packages: ['vitepress'], role: 'builder', port: null, output: '.vitepress/dist', build: 'vitepress build' },
  {
    name: 'vuepress',
    packages: ['vuepress', '@vuepress/cli'],
    role: 'builder',
    port: null,
    output: '.vuepress/dist',
    build: 'vuepress build',
  },
  { name: 'eleventy', packages: ['@11ty/eleventy'], role: 'builder', port: null, output: '_site', build: 'eleventy' },
  { name: 'hexo', packages: ['hexo'], role: 'builder', port: null, output: 'public', build: 'hexo generate' },
  {
    name: 'create-react-app',
    packages: ['react-scripts'],
    role: 'builder',
    port: null,
    output: 'build',
    build: 'react-scripts build',
    spa: true,
  },
  {
    name: 'vue-cli',
    packages: ['@vue/cli-service'],
    role: 'builder',
    port: null,
    output: 'dist',
    build: 'vue-cli-service build',
    spa: true,
  },
  { name: 'preact-cli', packages: ['preact-cli'], role: 'builder', port: null, output: 'build', build: 'preact build', spa: true },
  {
    name: 'ember',
    packages: ['ember-cli'],
    role: 'builder',
    port: null,
    output: 'dist',
    build: 'ember build --environment=production',
    spa: true,
  },
  { name: 'expo', packages: ['expo'], role: 'builder', port: null, output: 'dist', build: 'expo export --platform web', spa: true },
  { name: 'vite', packages: ['vite', 'rolldown-vite'], role: 'builder', port: null, output: 'dist', build: 'vite build', spa: true },
  { name: 'parcel', packages: ['parcel', 'parcel-bundler'], role: 'builder', port: null, output: 'dist', spa: true },
  { name: 'fastify', packages: ['fastify'], role: 'server', port: 3000 },
  { name: 'koa', packages: ['koa'], role: 'server', port: 3000 },
  { name: 'hapi', packages: ['@hapi/hapi', 'hapi'], role: 'server', port: 3000 },
  { name: 'elysia', packages: ['elysia'], role: 'server', port: 3000 },
  { name: 'express', packages: ['express'], role: 'server', port: 3000 },
  { name: 'hono', packages: ['hono'], role: 'server', port: 3000 },
  { name: 'restify', packages: ['restify'], role: 'server', port: 8080 },
  { name: 'polka', packages: ['polka'], role: 'server', port: 3000 },
  { name: 'nitro', packages: ['nitropack', 'nitro'], role: 'server', port: 3000, start: 'node .output/server/index.mjs' },
  { name: 'h3', packages: ['h3'], role: 'server', port: 3000 },
  { name: 'micro', packages: ['micro'], role: 'server', port: 3000 },
  { name: 'apollo-server', packages: ['@apollo/server', 'apollo-server'], role: 'server', port: 4000 },
  { name: 'graphql-yoga', packages: ['graphql-yoga'], role: 'server', port: 4000 },
  { name: 'socket.io', packages: ['socket.io'], role: 'server', port: 3000 },
  { name: 'probot', packages: ['probot'], role: 'server', port: 3000 },
  { name: 'discord.js', packages: ['discord.js'], role: 'worker', port: null },
  { name: 'telegraf', packages: ['telegraf', 'grammy'], role: 'worker', port: null },
  { name: 'bullmq', packages: ['bullmq', 'bull', 'agenda'], role: 'worker', port: null },
];

/** The frameworks among a package's dependencies, in order of precedence. */
export function frameworksOf(manifest: PackageJson): readonly Fact<NodeFramework>[] {
  return nodeFrameworks.flatMap((framework) => {
    const name = framework.packages.find((candidate) => manifest.uses(candidate));
    return name === undefined ? [] : [manifest.dependencyFact(framework, name)];
  });
}

/** A framework's configuration file and its text: `next.config.mjs`. */
export function configurationFile(
  files: ProjectFiles,
  folder: string,
  name: string,
): { readonly file: string; readonly text: string } | undefined {
  for (const extension of ['js', 'mjs', 'ts', 'mts', 'cjs', 'cts']) {
    const file = inFolder(folder, `${name}.${extension}`);
    const text = files.read(file);
    if (text !== undefined) return { file, text: withoutComments(text) };
  }
  return undefined;
}

/** Comments become blanks of the same length, so that lines stay; `//` in addresses is left. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<![:'"`\w])\/\/[^\n]*/g, (comment) => comment.replace(/[^\n]/g, ' '));
}
