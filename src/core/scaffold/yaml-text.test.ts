import { describe, expect, test } from 'vitest';
import { readYaml } from '../yaml/parse.ts';
import { commented, flow, type Yaml, yamlText } from './yaml-text.ts';

test('prints maps, lists, comments and flow lists', () => {
  const value: Yaml = {
    name: 'shop',
    services: {
      api: {
        image: 'api:dev',
        test: flow('CMD', 'pg_isready'),
        ports: ['3000:3000'],
        left: undefined,
        steps: [{ run: 'a', with: { b: 1 } }, ['x']],
      },
      db: commented('Kept.', { empty: {}, none: [], nothing: null, text: 'one\ntwo\n' }),
    },
  };
  expect(yamlText(value, { header: 'Hello', spaced: [0, 1] })).toBe(`# Hello
name: shop

services:
  api:
    image: api:dev
    test: ["CMD", "pg_isready"]
    ports:
      - "3000:3000"
    steps:
      - run: a
        with:
          b: 1
      - - x

  # Kept.
  db:
    empty: {}
    none: []
    nothing:
    text: |
      one
      two
`);
});

describe('a string is read back as the same string', () => {
  const strings = [
    '', ' ', 'a', 'yes', 'No', 'on', 'null', '~', 'true', '1', '1.5', '1e3', '0x1F', '0644', '1_000', '12:30:00', '3000:3000', '2026-01-01', '.inf', '.5', '-', '- a', '?', '? a',
    'a: b', 'a:', ':a', 'a #b', '#a', '&a', '*a', '!a', '|', '>', '%a', '@a', '`a`', "it's", '"a"', '[a]', '{a}', '${A}', '${A:+/run/x}', '$$(cat x)', 'a, b', '5s', '512M', '1e5M', '.', '..', './x',
    'a\nb', 'a\nb\n', 'tab\there', 'ü', 'trailing ', 'http://a/b?c=d', '=', '<<', 'y', 'N', 'postgresql://app:${P}@postgres:5432/app',
  ]; // prettier-ignore
  test.each(strings.map((text) => [text]))('%j', (text) => {
    for (const dialect of ['compose', 'kubernetes'] as const) {
      expect(
        readYaml(yamlText({ key: text, list: [text], [text === '' ? 'x' : (text.split('\n')[0] ?? '')]: 1 }), dialect).documents[0],
      ).toMatchObject({ key: text, list: [text] });
    }
  });
});
