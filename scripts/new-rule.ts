/** `npm run new-rule -- NAME [dockerfile|compose|kubernetes]`: a rule and its test with what is left to write marked, then everything generated. */
import fs from 'node:fs';
import { run } from './support/process.ts';

const [name = '', language = 'dockerfile'] = process.argv.slice(2);
const folder = `src/core/rules/${language}`;
if (!/^[a-z]+(-[a-z0-9]+)+$/.test(name) || !fs.existsSync(folder)) {
  console.error(
    'Usage: npm run new-rule -- NAME [dockerfile|compose|kubernetes]\nNAME is a verb and a thing in kebab case: pin-apt-versions.',
  );
  process.exit(2);
}

const files = { [`${folder}/${name}.ts`]: ruleText(name), [`${folder}/${name}.test.ts`]: testText(name) };
for (const file of Object.keys(files)) {
  if (!fs.existsSync(file)) continue;
  console.error(`${file} exists already.`);
  process.exit(2);
}
for (const [file, text] of Object.entries(files)) {
  fs.writeFileSync(file, text);
  console.log(`wrote    ${file}`);
}
await run([process.execPath, 'scripts/run.mjs', 'generate'], { limitSeconds: 60 });
console.log(`\nFill in what FIXME marks, then: npx vitest run --project unit ${folder}/${name}`);

function ruleText(rule: string): string {
  const summary = rule.charAt(0).toUpperCase() + rule.slice(1).replaceAll('-', ' ');
  return `import { defineRule } from '../../lint/rule.ts';

export default defineRule({
  name: '${rule}',
  // FIXME: a verb first, no full stop.
  summary: '${summary}',
  severity: 'warning',
  // FIXME: 'safe' when the fix leaves the image's configuration and behaviour as they are, else 'suggestion' or 'none'.
  fix: 'none',
  // FIXME: the codes of other linters for the same check.
  aliases: [],
  why: 'FIXME: one or two sentences for a person on what goes wrong otherwise.',
  examples: [{ bad: 'FROM fixme\\n', good: 'FROM fixme:1\\n' }],
  messages: { found: "FIXME: the fact at this place, '{name}'" },
  create: (context) => ({
    From({ image }) {
      if (image?.value === 'fixme') context.report({ at: image, message: 'found', data: { name: image.value } });
    },
  }),
});
`;
}

function testText(rule: string): string {
  return `import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './${rule}.ts';

testRule(rule, {
  valid: ['FROM fixme:1\\n'],
  invalid: [{ code: 'FROM ⟦fixme⟧\\n', messages: ["FIXME: the fact at this place, 'fixme'"] }],
});
`;
}
