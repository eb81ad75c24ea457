import fs from 'node:fs';
import type { GeneratedFile } from './file.ts';
import { formatted, notice } from './file.ts';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: readonly { readonly properties: Readonly<Record<string, unknown>> }[];
  };
}

/** The names that package.json owns, as types: a command or setting that it does not contribute does not compile. */
export async function contributions(): Promise<readonly GeneratedFile[]> {
  const { contributes } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as Manifest;
  const settings = contributes.configuration
    .flatMap(({ properties }) => Object.keys(properties))
    .map((name) => name.replace(/^drydock\./, ''));
  const text = [
    notice,
    union(
      'CommandId',
      'A command that package.json contributes.',
      contributes.commands.map(({ command }) => command),
    ),
    union('SettingName', 'A setting that package.json contributes, without `drydock.`.', settings),
  ].join('\n');
  return [await formatted('src/vscode/generated/contributions.ts', text)];
}

function union(name: string, doc: string, members: readonly string[]): string {
  return `/** ${doc} */\nexport type ${name} = ${members.map((member) => `'${member}'`).join(' | ') || 'never'};\n`;
}
