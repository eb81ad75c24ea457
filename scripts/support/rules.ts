import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { RuleFacts } from '../../src/core/lint/linter.ts';
import { root } from './places.ts';

/** A rule with the language that its folder stands for. */
export interface PlacedRule {
  readonly language: string;
  readonly rule: RuleFacts;
}

/** Every rule of the folder, read from the rule files themselves: the index that is generated from them plays no part. */
export async function loadRules(): Promise<readonly PlacedRule[]> {
  const folder = path.join(root, 'src/core/rules');
  const files = fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => /^[^/]+\/[^/]+\.ts$/.test(file) && !file.endsWith('.test.ts'))
    .filter((file) => /^export default define(?:Yaml)?Rule/m.test(fs.readFileSync(path.join(folder, file), 'utf8')))
    .sort();
  const outfile = path.join(root, 'node_modules/.cache/drydock', `rules-${process.pid}.mjs`);
  await build({
    stdin: { contents: files.map((file, index) => `export { default as rule${index} } from './${file}';`).join('\n'), resolveDir: folder },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
  try {
    const rules = (await import(pathToFileURL(outfile).href)) as Readonly<Record<string, RuleFacts>>;
    return files.map((file, index) => ({ language: path.posix.dirname(file), rule: rules[`rule${index}`] as RuleFacts }));
  } finally {
    fs.rmSync(outfile);
  }
}
