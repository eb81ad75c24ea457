import fs from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';

const validate = new Ajv().compile(JSON.parse(fs.readFileSync('schemas/drydock.schema.json', 'utf8')) as object);

describe('the schema of drydock.yaml', () => {
  test.each([
    {},
    { lint: { 'fail-on': 'error', 'ignore-comments': false } },
    { lint: { rules: { 'tag-base-image': 'off', DL3008: 'warning', 'pin-apt-versions': { severity: 'error' } } } },
  ])('takes %j', (config) => {
    expect(validate(config), JSON.stringify(validate.errors)).toBe(true);
  });

  test.each([
    { lints: {} },
    { lint: { 'fail-on': 'never' } },
    { lint: { rules: { 'tag-base-image': 'loud' } } },
    { lint: { rules: { 'tag-base-image': { colour: 'red' } } } },
  ])('refuses %j', (config) => {
    expect(validate(config)).toBe(false);
  });
});
