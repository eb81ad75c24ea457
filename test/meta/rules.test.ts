import fs from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadRules } from '../../scripts/support/rules.ts';

const rules = await loadRules();

test('no two rules share a name', () => {
  const names = rules.map(({ rule }) => rule.name);
  expect(names).toEqual([...new Set(names)]);
});

describe.each(rules.map(({ rule, language }) => ({ name: rule.name, rule, language })))('$name', ({ rule, language }) => {
  test('is the name of its file, a verb and a thing', () => {
    expect(fs.existsSync(`src/core/rules/${language}/${rule.name}.ts`)).toBe(true);
    expect(rule.name).toMatch(/^[a-z]+(-[a-z0-9]+)+$/);
  });

  test('has a test beside it', () => {
    expect(fs.existsSync(`src/core/rules/${language}/${rule.name}.test.ts`)).toBe(true);
  });

  test('says in a phrase what it asks for, and in sentences why', () => {
    expect(rule.summary).toMatch(/^[A-Z`].*[^.]$/);
    expect(rule.why).toMatch(/^[A-Za-z`'].*\.$/s);
    expect(rule.why).not.toContain('FIXME');
  });

  test('states facts in its messages', () => {
    for (const message of Object.values<string>(rule.messages)) {
      expect(message, 'no full stop, no advice').not.toMatch(/\.$|\bshould\b|\bplease\b|!$/i);
    }
  });
});
