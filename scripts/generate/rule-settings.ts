import fs from 'node:fs';
import type { OptionSchema } from '../../src/core/lint/rule.ts';
import type { PlacedRule } from '../support/rules.ts';
import type { GeneratedFile } from './file.ts';
import { formatted } from './file.ts';

const severity = { enum: ['error', 'warning', 'info', 'hint', 'on', 'off'] };

interface Manifest {
  readonly contributes: { readonly configuration: readonly { readonly properties: Record<string, object> }[] };
}

/** The schemas of `drydock.lint.rules` in package.json and of drydock.yaml: names complete themselves, and a value of the wrong type is marked. */
export async function ruleSettings(rules: readonly PlacedRule[]): Promise<readonly GeneratedFile[]> {
  const manifest = JSON.parse(fs.readFileSync('package.json', 'utf8')) as Manifest;
  for (const { properties } of manifest.contributes.configuration) {
    const setting = properties['drydock.lint.rules'];
    if (setting) properties['drydock.lint.rules'] = { ...setting, ...rulesInSettings(rules) };
  }
  const lint = {
    type: 'object',
    additionalProperties: false,
    properties: {
      'fail-on': {
        enum: ['error', 'warning', 'info', 'hint', 'none'],
        description: 'The command line ends with 1 when there is a finding of this severity or above.',
      },
      'ignore-comments': { type: 'boolean', default: true, description: 'Comments in the file may silence a rule.' },
      rules: {
        type: 'object',
        description: 'Severity and options of rules, by name or by the code of another linter.',
        ...rulesSchema(rules),
      },
    },
  };
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'drydock.yaml',
    type: 'object',
    additionalProperties: false,
    properties: { lint },
  };
  return [
    await formatted('package.json', JSON.stringify(manifest)),
    await formatted('schemas/drydock.schema.json', JSON.stringify(schema)),
  ];
}

/** Names and what they mean; the options of each would make package.json several times as long. */
function rulesInSettings(rules: readonly PlacedRule[]): object {
  const properties = Object.fromEntries(rules.map(({ rule }) => [rule.name, { description: `${rule.summary}.` }]));
  return { properties, patternProperties: { '.': valueSchema(undefined) }, additionalProperties: true };
}

/** Codes of other linters are names too, so names outside the list are allowed. */
function rulesSchema(rules: readonly PlacedRule[]): object {
  const properties = Object.fromEntries(
    rules.map(({ rule }) => [rule.name, { description: `${rule.summary}.`, ...valueSchema(rule.options ?? {}) }]),
  );
  return { properties, additionalProperties: valueSchema(undefined) };
}

function valueSchema(options: Readonly<Record<string, OptionSchema>> | undefined): object {
  const properties = Object.entries(options ?? {}).map(([name, { type, description, default: value }]) => [
    name,
    { ...typeSchema(type), description, default: value },
  ]);
  return {
    anyOf: [
      severity,
      {
        type: 'object',
        properties: { severity, ...(Object.fromEntries(properties) as object) },
        additionalProperties: options === undefined,
      },
    ],
  };
}

function typeSchema(type: OptionSchema['type']): object {
  if (type === 'string-list') return { type: 'array', items: { type: 'string' } };
  if (type === 'string-map') return { type: 'object', additionalProperties: { type: 'string' } };
  return { type };
}
