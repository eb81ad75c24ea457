import fs from 'node:fs';
import type { OptionSchema } from '../../src/core/lint/rule.ts';
import type { PlacedRule } from '../support/rules.ts';
import type { GeneratedFile } from './file.ts';
import { formatted } from './file.ts';

const severity = { type: 'string', enum: ['error', 'warning', 'info', 'hint', 'off'] };

interface Manifest {
  readonly contributes: { readonly configuration: readonly { readonly properties: Record<string, object> }[] };
}

/** The schema of `drydock.lint.rules` in package.json: names complete themselves, and an option of the wrong type is marked. */
export async function ruleSettings(rules: readonly PlacedRule[]): Promise<readonly GeneratedFile[]> {
  const manifest = JSON.parse(fs.readFileSync('package.json', 'utf8')) as Manifest;
  for (const { properties } of manifest.contributes.configuration) {
    const setting = properties['drydock.lint.rules'];
    if (setting) properties['drydock.lint.rules'] = { ...setting, ...rulesSchema(rules) };
  }
  return [await formatted('package.json', JSON.stringify(manifest))];
}

/** Codes of peers are names too, so names outside the list are allowed. */
function rulesSchema(rules: readonly PlacedRule[]): object {
  const properties = Object.fromEntries(
    rules.map(({ rule }) => [
      rule.name,
      {
        description: `${rule.summary}.`,
        anyOf: [severity, { type: 'object', additionalProperties: false, properties: { severity, ...optionsSchema(rule.options) } }],
      },
    ]),
  );
  return { properties, additionalProperties: { anyOf: [severity, { type: 'object' }] } };
}

function optionsSchema(options: Readonly<Record<string, OptionSchema>> | undefined): object {
  if (!options) return {};
  const properties = Object.fromEntries(
    Object.entries(options).map(([name, { type, description, default: value }]) => [
      name,
      { ...typeSchema(type), description, default: value },
    ]),
  );
  return { options: { type: 'object', additionalProperties: false, properties } };
}

function typeSchema(type: OptionSchema['type']): object {
  if (type === 'string-list') return { type: 'array', items: { type: 'string' } };
  if (type === 'string-map') return { type: 'object', additionalProperties: { type: 'string' } };
  return { type };
}
