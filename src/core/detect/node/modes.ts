import { found } from '../fact.ts';
import type { ProjectFiles } from '../files.ts';
import { asObject, asString, readJson } from '../json.ts';
import { findLine } from '../lines.ts';
import type { PackageJson } from '../package-json.ts';
import { inFolder } from '../paths.ts';
import type { Fact } from '../profile.ts';
import type { FrameworkMode } from './details.ts';
import { configurationFile, type NodeFramework } from './frameworks.ts';

/** How a meta-framework's build runs, where it lies, and what starts it. */
export interface BuiltApp {
  readonly mode: FrameworkMode;
  readonly output: string | null;
  /** Null for static output, and when the start script knows better. */
  readonly start: Fact<string> | null;
  readonly spa: boolean;
  readonly problem?: string;
}

/** Reads the configuration of a meta-framework; undefined for frameworks that need none. */
export function builtApp(files: ProjectFiles, folder: string, manifest: PackageJson, framework: Fact<NodeFramework>): BuiltApp | undefined {
  const reader = readers[framework.value.name];
  if (reader !== undefined) return reader({ files, folder, manifest, framework });
  if (framework.value.role === 'builder')
    return {
      mode: 'static',
      output: builderOutput(files, folder, manifest, framework.value),
      start: null,
      spa: framework.value.spa ?? false,
    };
  return undefined;
}

interface Source {
  readonly files: ProjectFiles;
  readonly folder: string;
  readonly manifest: PackageJson;
  readonly framework: Fact<NodeFramework>;
}

const readers: Readonly<Partial<Record<string, (source: Source) => BuiltApp>>> = {
  nextjs: ({ files, folder, manifest, framework }) => {
    const configuration = configurationFile(files, folder, 'next.config');
    const output = configuration === undefined ? undefined : findLine(configuration.text, /\boutput\s*:\s*['"`](standalone|export)['"`]/);
    const distDir = /\bdistDir\s*:\s*['"`]([^'"`]+)['"`]/.exec(configuration?.text ?? '')?.[1];
    if (output?.match[1] === 'export' || [...manifest.scripts.values()].some((script) => /\bnext\s+export\b/.test(script)))
      return { mode: 'static', output: distDir ?? 'out', start: null, spa: false };
    if (output?.match[1] === 'standalone' && configuration !== undefined)
      return {
        mode: 'standalone',
        output: distDir ?? '.next',
        start: found('node server.js', { file: configuration.file, line: output.line }, 'next-config-output', output.match[0]),
        spa: false,
      };
    return { mode: 'server', output: distDir ?? '.next', start: fromFramework(framework, 'next start'), spa: false };
  },
  nuxt: ({ files, folder, manifest, framework }) => {
    const configuration = configurationFile(files, folder, 'nuxt.config')?.text ?? '';
    const version2 = /^[~^]?2\./.test(manifest.dependencies.get('nuxt') ?? manifest.devDependencies.get('nuxt') ?? '');
    const generates =
      /\bnux[it]\s+generate\b|\bnuxt\s+generate\b/.test(manifest.scripts.get('build') ?? '') ||
      /\bpreset\s*:\s*['"`]static['"`]/.test(configuration) ||
      (version2 && /\btarget\s*:\s*['"`]static['"`]/.test(configuration));
    if (generates)
      return { mode: 'static', output: version2 ? 'dist' : '.output/public', start: null, spa: /\bssr\s*:\s*false/.test(configuration) };
    if (version2) return { mode: 'server', output: '.nuxt', start: fromFramework(framework, 'nuxt start'), spa: false };
    return { mode: 'server', output: '.output', start: fromFramework(framework, 'node .output/server/index.mjs'), spa: false };
  },
  'react-router': ({ files, folder, manifest, framework }) => {
    const configuration = configurationFile(files, folder, 'react-router.config')?.text ?? '';
    if (/\bssr\s*:\s*false/.test(configuration)) return { mode: 'static', output: 'build/client', start: null, spa: true };
    const serves = manifest.uses('@react-router/serve');
    return {
      mode: 'server',
      output: 'build',
      start: serves ? fromFramework(framework, 'react-router-serve ./build/server/index.js') : null,
      spa: false,
    };
  },
  remix: ({ files, folder, manifest, framework }) => {
    const vite = configurationFile(files, folder, 'vite.config');
    if (/\bssr\s*:\s*false/.test(vite?.text ?? '')) return { mode: 'static', output: 'build/client', start: null, spa: true };
    const start = vite === undefined ? 'remix-serve build' : 'remix-serve ./build/server/index.js';
    return {
      mode: 'server',
      output: 'build',
      start: manifest.uses('@remix-run/serve') ? fromFramework(framework, start) : null,
      spa: false,
    };
  },
  sveltekit: ({ files, folder, manifest, framework }) => {
    const configuration = configurationFile(files, folder, 'svelte.config')?.text ?? '';
    const adapter =
      ['static', 'node', 'bun', 'auto', 'vercel', 'netlify', 'cloudflare'].find((name) => configuration.includes(`adapter-${name}`)) ??
      (manifest.uses('@sveltejs/adapter-node') ? 'node' : manifest.uses('@sveltejs/adapter-static') ? 'static' : undefined);
    if (adapter === 'static')
      return {
        mode: 'static',
        output: /\bpages\s*:\s*['"`]([^'"`]+)/.exec(configuration)?.[1] ?? 'build',
        start: null,
        spa: /\bfallback\s*:/.test(configuration),
      };
    const output = /adapter\([^)]*\bout\s*:\s*['"`]([^'"`]+)['"`]/.exec(configuration)?.[1] ?? 'build';
    if (adapter === 'node') return { mode: 'server', output, start: fromFramework(framework, `node ${output}`), spa: false };
    return {
      mode: 'server',
      output,
      start: null,
      spa: false,
      problem: `SvelteKit's ${adapter === undefined ? 'adapter is not set' : `adapter-${adapter} makes no Node server`}: install @sveltejs/adapter-node to run it in a container.`,
    };
  },
  astro: ({ files, folder, manifest, framework }) => {
    const configuration = configurationFile(files, folder, 'astro.config')?.text ?? '';
    const output = /\boutDir\s*:\s*['"`]\.?\/?([^'"`]+)['"`]/.exec(configuration)?.[1]?.replace(/\/$/, '') ?? 'dist';
    const onServer =
      manifest.uses('@astrojs/node') &&
      (/\boutput\s*:\s*['"`](?:server|hybrid)['"`]/.test(configuration) || /\badapter\s*:/.test(configuration));
    if (!onServer) return { mode: 'static', output, start: null, spa: false };
    const middleware = /\bmode\s*:\s*['"`]middleware['"`]/.test(configuration);
    return { mode: 'server', output, start: middleware ? null : fromFramework(framework, `node ./${output}/server/entry.mjs`), spa: false };
  },
  'solid-start': ({ framework, manifest }) =>
    manifest.uses('vinxi') || manifest.uses('@solidjs/start')
      ? { mode: 'server', output: '.output', start: fromFramework(framework, 'node .output/server/index.mjs'), spa: false }
      : { mode: 'server', output: 'dist', start: fromFramework(framework, 'solid-start start'), spa: false },
  'tanstack-start': ({ framework }) => ({
    mode: 'server',
    output: '.output',
    start: fromFramework(framework, 'node .output/server/index.mjs'),
    spa: false,
  }),
  angular: readAngular,
};

function readAngular({ files, folder, manifest, framework }: Source): BuiltApp {
  const workspace = asObject(readJson(files.read(inFolder(folder, 'angular.json')) ?? '').value);
  const projects = Object.entries(asObject(workspace['projects'])).filter(([, project]) => asObject(project)['projectType'] !== 'library');
  const [name, project] = projects.find(([key]) => key === workspace['defaultProject']) ??
    projects[0] ?? [asString(manifest.value['name']) ?? 'app', {}];
  const targets = asObject(asObject(project)['architect'] ?? asObject(project)['targets']);
  const build = asObject(targets['build']);
  const options = asObject(build['options']);
  const builder = asString(build['builder']) ?? '';
  const outputPath = asString(options['outputPath']) ?? asString(asObject(options['outputPath'])['base']) ?? `dist/${name}`;
  // The application builder (Angular 17) writes the browser's files to a folder of their own.
  const separate = /:application$/.test(builder);
  if (options['ssr'] !== undefined && options['ssr'] !== false && options['outputMode'] !== 'static')
    return { mode: 'server', output: outputPath, start: fromFramework(framework, `node ${outputPath}/server/server.mjs`), spa: false };
  if (targets['server'] !== undefined)
    return {
      mode: 'server',
      output: outputPath.replace(/\/browser$/, ''),
      start: fromFramework(framework, `node ${outputPath.replace(/\/browser$/, '')}/server/main.js`),
      spa: false,
    };
  const browser = asString(asObject(options['outputPath'])['browser']);
  const folderName = browser ?? (separate ? 'browser' : '');
  return { mode: 'static', output: folderName === '' ? outputPath : `${outputPath}/${folderName}`, start: null, spa: true };
}

/** The output folder of a static builder, as its configuration or its build script says. */
function builderOutput(files: ProjectFiles, folder: string, manifest: PackageJson, framework: NodeFramework): string {
  const script = manifest.scripts.get('build') ?? '';
  const flag = /--(?:out-?dir|output|dest|dist-dir|output-path)[=\s]+["']?([\w./-]+)/i.exec(script)?.[1];
  if (flag !== undefined) return flag.replace(/^\.\//, '').replace(/\/$/, '');
  const fromConfiguration = (name: string, pattern: RegExp) =>
    pattern
      .exec(configurationFile(files, folder, name)?.text ?? '')?.[1]
      ?.replace(/^\.\//, '')
      .replace(/\/$/, '');
  const configured: Readonly<Partial<Record<string, () => string | undefined>>> = {
    vite: () =>
      viteOutput(
        fromConfiguration('vite.config', /\boutDir\s*:\s*['"`]([^'"`]+)['"`]/),
        fromConfiguration('vite.config', /\broot\s*:\s*['"`]([^'"`]+)['"`]/),
      ),
    'vue-cli': () => fromConfiguration('vue.config', /\boutputDir\s*:\s*['"`]([^'"`]+)['"`]/),
    eleventy: () =>
      fromConfiguration('.eleventy', /\boutput\s*:\s*['"`]([^'"`]+)['"`]/) ??
      fromConfiguration('eleventy.config', /\boutput\s*:\s*['"`]([^'"`]+)['"`]/),
    'create-react-app': () => /\bBUILD_PATH=["']?([\w./-]+)/.exec(script)?.[1]?.replace(/^\.\//, ''),
    vitepress: () => inDocsFolder(script, '.vitepress/dist'),
    vuepress: () => inDocsFolder(script, '.vuepress/dist'),
  };
  return configured[framework.name]?.() ?? framework.output ?? 'dist';
}

/** Vite resolves outDir against its root. */
function viteOutput(outDir: string | undefined, root: string | undefined): string | undefined {
  if (root === undefined || root === '.' || root.startsWith('..')) return outDir;
  const parts = [...root.split('/'), ...(outDir ?? 'dist').split('/')];
  const resolved: string[] = [];
  for (const part of parts) {
    if (part === '..') resolved.pop();
    else if (part !== '.' && part !== '') resolved.push(part);
  }
  return resolved.join('/') || undefined;
}

/** `vitepress build docs` writes below docs. */
function inDocsFolder(script: string, output: string): string | undefined {
  const docs = /\b(?:vitepress|vuepress)\s+build\s+([\w./-]+)/.exec(script)?.[1];
  return docs === undefined || docs === '.' ? undefined : `${docs.replace(/^\.\//, '').replace(/\/$/, '')}/${output}`;
}

/** What the framework's documentation says for this dependency: evidence is the dependency itself. */
function fromFramework(framework: Fact<NodeFramework>, command: string): Fact<string> {
  return { value: command, evidence: { ...framework.evidence, rule: 'framework-start' } };
}
