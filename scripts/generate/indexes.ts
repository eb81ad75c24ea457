import fs from 'node:fs';
import path from 'node:path';
import type { GeneratedFile } from './file.ts';
import { formatted, notice } from './file.ts';

/** A list of everything of one sort that lies in a folder, so that adding one touches no other file by hand. */
interface Index {
  readonly file: string;
  /** Type of one member and where it is declared, relative to the index. */
  readonly type: { readonly name: string; readonly from: string };
  readonly lists: readonly {
    /** Name of the exported list. */
    readonly name: string;
    readonly doc: string;
    readonly members: readonly string[];
    /** Name under which a member exports itself, or `default`. */
    readonly member: string;
    /** Put behind a member's own name, which may be a word that the language keeps for itself. */
    readonly ending: string;
  }[];
}

export async function indexes(): Promise<readonly GeneratedFile[]> {
  const rules = (language: string) => ({
    name: `${language}Rules`,
    doc: `Every rule for ${language === 'dockerfile' ? 'Dockerfiles' : `${language} files`}, by file name.`,
    members: modules(`src/core/rules/${language}`, /^export default defineRule/m),
    member: 'default',
    ending: '',
  });
  const all: readonly Index[] = [
    {
      file: 'src/core/rules/index.ts',
      type: { name: 'AnyRule', from: '../lint/linter.ts' },
      lists: [rules('dockerfile')],
    },
    ...['compose', 'kubernetes'].map((language) =>
      list(
        `src/core/rules/${language}/index.ts`,
        `${language}Rules`,
        `Every rule for ${language === 'compose' ? 'Compose files' : 'Kubernetes manifests'}, by file name.`,
        'AnyYamlRule',
        '../../lint/yaml-linter.ts',
        'default',
        modules(`src/core/rules/${language}`, /^export default defineYamlRule/m),
      ),
    ),
    list(
      'src/core/detect/stacks/index.ts',
      'stacks',
      'Every stack that detection knows, by file name.',
      'Stack',
      '../stack.ts',
      'stack',
      modules('src/core/detect/stacks', /^export const stack\b/m),
    ),
    list(
      'src/core/scaffold/index.ts',
      'scaffolders',
      'Every stack that scaffolding knows, by folder name; `unknown` takes what no other does and is not among them.',
      'Scaffolder',
      './scaffolder.ts',
      'scaffolder',
      modules('src/core/scaffold', /^export const scaffolder\b/m).filter((file) => !file.includes('/unknown/')),
    ),
    list(
      'src/core/scaffold/services/index.ts',
      'services',
      'Every service that an app may need, by file name.',
      'BackingService',
      './service.ts',
      'service',
      modules('src/core/scaffold/services', /^export const service\b/m),
    ),
    list(
      'src/core/testing/kinds/index.ts',
      'kinds',
      'Every kind of container test, by file name.',
      'KindDefinition',
      '../kind.ts',
      'default',
      modules('src/core/testing/kinds', /^export default defineKind/m),
    ),
    list(
      'src/core/diagnose/index.ts',
      'explainers',
      'Every explainer, by file name.',
      'Explainer',
      './explainer.ts',
      'default',
      modules('src/core/diagnose', /^export default defineExplainer/m),
    ),
    list(
      'src/vscode/commands/index.ts',
      'commands',
      'Every command, by file name.',
      'Command',
      './define-command.ts',
      'default',
      modules('src/vscode/commands', /^export default defineCommand/m),
    ),
  ];
  return Promise.all(all.filter(({ lists }) => lists.some(({ members }) => members.length > 0)).map(write));
}

function list(file: string, name: string, doc: string, type: string, from: string, member: string, members: readonly string[]): Index {
  const ending = member === 'default' ? '' : member.charAt(0).toUpperCase() + member.slice(1);
  return { file, type: { name: type, from }, lists: [{ name, doc, members, member, ending }] };
}

async function write({ file, type, lists }: Index): Promise<GeneratedFile> {
  const relative = (to: string) => {
    const found = path.posix.relative(path.posix.dirname(file), to);
    return found.startsWith('.') ? found : `./${found}`;
  };
  const imports = lists.flatMap(({ members, member, ending }) =>
    members.map(
      (module) =>
        `import ${member === 'default' ? local(module, ending) : `{ ${member} as ${local(module, ending)} }`} from '${relative(module)}';`,
    ),
  );
  const exports = lists.map(
    ({ name, doc, members, ending }) =>
      `/** ${doc} */\nexport const ${name}: readonly ${type.name}[] = [${members.map((module) => local(module, ending)).join(', ')}];`,
  );
  return formatted(file, `${notice}import type { ${type.name} } from '${type.from}';\n${imports.join('\n')}\n\n${exports.join('\n\n')}\n`);
}

/** Modules directly in a folder, or one folder below, that export what is looked for; tests are no members. */
function modules(folder: string, marker: RegExp): readonly string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.split(path.sep).join('/')}`)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && marker.test(fs.readFileSync(file, 'utf8')))
    .sort();
}

/** `a/show-log.ts` as `showLog`; a file that is named for its sort goes by its folder, `node/scaffolder.ts` as `node`. */
function local(module: string, ending: string): string {
  const file = path.posix.basename(module, '.ts');
  const name = file === ending.toLowerCase() ? path.posix.basename(path.posix.dirname(module)) : file;
  return name.replaceAll(/-(\w)/g, (_match, letter: string) => letter.toUpperCase()) + ending;
}
