/**
 * `npm run generate [-- --check]`: writes everything that follows from a rule, a stack, a kind of test, a command or package.json.
 * With --check it writes nothing and fails when a file is not what would be written.
 */
import fs from 'node:fs';
import path from 'node:path';
import { contributions } from './generate/contributions.ts';
import type { GeneratedFile } from './generate/file.ts';
import { indexes } from './generate/indexes.ts';
import { ruleDocs } from './generate/rule-docs.ts';
import { ruleSettings } from './generate/rule-settings.ts';
import { texts } from './generate/texts.ts';
import { thirdParty } from './generate/third-party.ts';
import { loadRules } from './support/rules.ts';

const check = process.argv.includes('--check');
const rules = await loadRules();
const files: readonly GeneratedFile[] = [
  ...(await indexes()),
  ...(await contributions()),
  ...ruleDocs(rules),
  ...(await ruleSettings(rules)),
  ...(await texts(rules)),
];

let differences = settle(files, orphans('docs/rules', files));
// Last, because it bundles what the files above complete.
differences += settle(await thirdParty(), []);
if (differences === 0) console.log('Everything generated is current.');
else if (check) {
  console.error('Run npm run generate and commit what it writes.');
  process.exitCode = 1;
}

/** Writes what differs and removes what nothing generates any more, or with --check says so; how many there were. */
function settle(generated: readonly GeneratedFile[], stale: readonly string[]): number {
  const changed = generated.filter(({ path: file, text }) => !fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text);
  for (const { path: file, text } of changed) {
    if (check) {
      console.error(`${file} is not what npm run generate writes.`);
      continue;
    }
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    console.log(`wrote    ${file}`);
  }
  for (const file of stale) {
    if (check) console.error(`${file} belongs to no rule.`);
    else {
      fs.rmSync(file);
      console.log(`removed  ${file}`);
    }
  }
  return changed.length + stale.length;
}

/** Files of a folder that holds generated files alone and that nothing generates any more. */
function orphans(folder: string, generated: readonly GeneratedFile[]): readonly string[] {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .map((name) => `${folder}/${name}`)
    .filter((file) => !generated.some((one) => one.path === file));
}
