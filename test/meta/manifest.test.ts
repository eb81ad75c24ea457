import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadRules } from '../../scripts/support/rules.ts';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command?: string }[]>>;
    readonly keybindings?: readonly { readonly command: string }[];
  };
  readonly icon?: string;
}

const rules = await loadRules();
const source = fs.readFileSync('package.json', 'utf8');
const { contributes, icon } = JSON.parse(source) as Manifest;
const contributed = contributes.commands.map(({ command }) => command).sort();

describe('commands', () => {
  test('every contributed command is a file, and every file a contributed command', () => {
    const folder = 'src/vscode/commands';
    const written = fs
      .readdirSync(folder)
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
      .map((file) => ({
        file,
        id: /^export default defineCommand\(\{\s*id: '([^']+)'/m.exec(fs.readFileSync(`${folder}/${file}`, 'utf8'))?.[1],
      }))
      .filter(({ id }) => id !== undefined);
    expect(written.map(({ id }) => id).sort()).toEqual(contributed);
    for (const { file, id = '' } of written) expect(`drydock.${camel(file)}`).toBe(id);
  });

  test('menus and keys name contributed commands alone', () => {
    const named = [...Object.values(contributes.menus).flat(), ...(contributes.keybindings ?? [])].flatMap(({ command }) => command ?? []);
    expect(named.filter((command) => command.startsWith('drydock.') && !contributed.includes(command))).toEqual([]);
  });
});

describe('texts', () => {
  const languages = { English: 'package.nls.json', Chinese: 'package.nls.zh-cn.json' };
  const used = [...new Set([...source.matchAll(/"%([^%"]+)%"/g)].map((match) => match[1] ?? ''))].sort();

  test.each(Object.entries(languages))('%s has every text of package.json and no other', (_language, file) => {
    expect(Object.keys(JSON.parse(fs.readFileSync(file, 'utf8')) as object).sort()).toEqual(used);
  });

  test('Chinese has every text of the extension and its panels, with the same placeholders', () => {
    const bundle = (file: string) => JSON.parse(fs.readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
    const chinese = bundle('l10n/bundle.l10n.zh-cn.json');
    const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
    for (const [english, translated] of Object.entries(chinese)) expect(placeholders(translated), english).toEqual(placeholders(english));
    const ofRules = rules.flatMap(({ rule }) => [rule.summary, rule.why]);
    expect(Object.keys(bundle('l10n/bundle.l10n.json')).filter((key) => !(key in chinese) && !ofRules.includes(key))).toEqual([]);
  });
});

test('pictures that package.json names exist', () => {
  const named = [...source.matchAll(/"(media\/[^"]+)"/g)].map((match) => match[1] ?? '');
  expect([...named, icon ?? ''].filter((file) => !fs.existsSync(file))).toEqual([]);
});

function camel(file: string): string {
  return file.replace(/\.ts$/, '').replaceAll(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());
}
