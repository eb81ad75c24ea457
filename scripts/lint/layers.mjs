/**
 * Who may import what: the table "Directions" of ARCHITECTURE.md as data, and the ESLint rule that holds every file to it.
 * ESLint's own no-restricted-imports compares the words of an import, and several of our folders share a name
 * (core/testing and vscode/testing, core/compose and rules/compose), so this rule resolves the path first.
 */
import path from 'node:path';

/**
 * @typedef {object} Layer
 * @property {string} folder
 * @property {readonly string[]} may Folders and single files whose values and types may be imported, besides the layer itself.
 * @property {readonly string[]} [types] Folders of which only types may be imported.
 * @property {readonly string[]} [packages] Packages, or `node:*` for all of Node.
 */

const parsed = ['src/core/text', 'src/core/dockerfile', 'src/core/shell', 'src/core/yaml'];

/** The rest of core reads parsed files and knows what a finding is; a few of its parts build on one another. */
const core = (/** @type {string} */ name, /** @type {readonly string[]} */ may = [], /** @type {readonly string[]} */ packages = []) => ({
  folder: `src/core/${name}`,
  may: [...parsed, ...may.map((other) => `src/core/${other}`)],
  types: ['src/core/lint'],
  packages,
});

/** The longest folder that holds a file is its layer. @type {readonly Layer[]} */
export const layers = [
  { folder: 'src/core/text', may: [] },
  { folder: 'src/core/dockerfile', may: ['src/core/text'], packages: ['dockerfile-ast'] },
  { folder: 'src/core/shell', may: ['src/core/text'], types: ['src/core/dockerfile'], packages: ['unbash'] },
  { folder: 'src/core/yaml', may: ['src/core/text'], packages: ['js-yaml', 'yaml'] },
  { folder: 'src/core/lint', may: parsed },
  { folder: 'src/core/rules', may: [...parsed, 'src/core/lint'] },
  core('detect', [], ['semver', 'smol-toml', 'fast-xml-parser']),
  core('scaffold', ['detect', 'compose']),
  core('compose'),
  core('release', ['compose', 'scaffold', 'detect']),
  core('testing', ['detect', 'compose', 'layers'], ['re2js']),
  core('layers'),
  core('diagnose', ['testing', 'detect', 'layers', 'inventory']),
  core('inventory'),
  core('report', ['testing', 'detect', 'layers', 'lint']),
  { folder: 'src/protocol', may: [] },
  {
    folder: 'src/io',
    may: ['src/core'],
    packages: ['node:*', 'dockerode', 'tar-fs', 'tar-stream', '@balena/dockerignore', 'ignore', 'httpxy', '@kubernetes/client-node'],
  },
  { folder: 'src/vscode', may: ['src/core', 'src/io', 'src/protocol'], packages: ['node:*', 'vscode'] },
  { folder: 'src/cli', may: ['src/core', 'src/io'], packages: ['node:*', 'commander'] },
  { folder: 'webview', may: ['src/protocol'], packages: ['@vscode/webview-ui-toolkit', 'uplot'] },
];

/** A library that one file alone may import, so that it can be replaced there. */
export const soleImporters = {
  'dockerfile-ast': 'src/core/dockerfile/parse.ts',
  unbash: 'src/core/shell/parse.ts',
  'js-yaml': 'src/core/yaml/parse.ts',
  yaml: 'src/core/yaml/parse.ts',
  '@vscode/webview-ui-toolkit': 'webview/shared/components.ts',
};

/**
 * Why a file may not import a module, or undefined when it may.
 * @param {string} file Relative to the project, with `/`.
 * @param {string} specifier As written in the import.
 * @param {boolean} typeOnly
 * @returns {string | undefined}
 */
export function importProblem(file, specifier, typeOnly) {
  const layer = layerOf(file);
  if (!layer || /\.test\.ts$/.test(file)) return undefined;
  if (!specifier.startsWith('.')) return packageProblem(file, layer, specifier);

  const target = path.posix.join(path.posix.dirname(file), specifier);
  const isRule = (/** @type {string} */ name) => /^src\/core\/rules\/[^/]+\/[^/]+\.ts$/.test(name) && !name.endsWith('/index.ts');
  if (isRule(file) && isRule(target)) return 'a rule never imports another rule; what two rules share belongs in core/lint';
  if (within(target, layer.folder) || layer.may.some((folder) => within(target, folder))) return undefined;
  if (typeOnly && layer.types?.some((folder) => within(target, folder))) return undefined;
  return `${layer.folder} may not import ${layerOf(target)?.folder ?? target}${layer.types?.some((folder) => within(target, folder)) ? ', but for its types' : ''}`;
}

/** @param {string} file @param {Layer} layer @param {string} specifier */
function packageProblem(file, layer, specifier) {
  const name = specifier.startsWith('@') ? specifier.split('/', 2).join('/') : (specifier.split('/', 1)[0] ?? specifier);
  const sole = Object.entries(soleImporters).find(([library]) => library === name)?.[1];
  if (sole && sole !== file) return `only ${sole} imports ${name}`;
  const allowed = layer.packages ?? [];
  if (allowed.includes(name) || (specifier.startsWith('node:') && allowed.includes('node:*'))) return undefined;
  return `${layer.folder} may not import ${specifier}`;
}

/** @param {string} file */
function layerOf(file) {
  return layers.filter((layer) => within(file, layer.folder)).sort((a, b) => b.folder.length - a.folder.length)[0];
}

/** @param {string} file @param {string} folder */
function within(file, folder) {
  return file === folder || file.startsWith(`${folder}/`);
}

/** @type {import('eslint').Rule.RuleModule} */
export const layersRule = {
  meta: { type: 'problem', schema: [], messages: { direction: 'Layers: {{problem}} (ARCHITECTURE.md, Directions).' } },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
    const check = (/** @type {any} */ node) => {
      const specifier = node.source?.value;
      if (typeof specifier !== 'string') return;
      const kinds = (node.specifiers ?? []).map((/** @type {any} */ one) => one.importKind ?? one.exportKind);
      const typeOnly =
        node.importKind === 'type' ||
        node.exportKind === 'type' ||
        (kinds.length > 0 && kinds.every((/** @type {any} */ kind) => kind === 'type'));
      const problem = importProblem(file, specifier, typeOnly);
      if (problem) context.report({ node: node.source, messageId: 'direction', data: { problem } });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
      TSImportType: (/** @type {any} */ node) => {
        check({ source: node.source ?? node.argument?.literal, importKind: 'type' });
      },
    };
  },
};
