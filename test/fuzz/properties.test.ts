import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detect } from '../../src/core/detect/detect.ts';
import { projectFiles } from '../../src/core/detect/files.ts';
import type { Dockerfile } from '../../src/core/dockerfile/ast.ts';
import { parseDockerfile } from '../../src/core/dockerfile/parse.ts';
import { readDrydockConfig } from '../../src/core/lint/drydock-config.ts';
import { fixAll } from '../../src/core/lint/fixer.ts';
import { lint } from '../../src/core/lint/linter.ts';
import { dockerfileRules } from '../../src/core/rules/index.ts';
import { planFiles } from '../../src/core/scaffold/scaffold.ts';
import { parseShell } from '../../src/core/shell/parse.ts';
import { applyEdits } from '../../src/core/text/edit.ts';
import type { Span } from '../../src/core/text/span.ts';
import { locateYaml, readYaml } from '../../src/core/yaml/parse.ts';
import { composeFile, dockerfile } from './support/texts.ts';

/** What holds for any text, however broken. */
const properties = [
  property('a Dockerfile is parsed to a tree whose spans lie in it, in order', dockerfile, (text) => {
    const file = parseDockerfile(text);
    expect(file.text).toBe(text);
    inOrder(file);
    for (const { span } of file.problems) inside(text, span);
  }),
  property('a script is parsed to commands whose spans lie in it', dockerfile, (text) => {
    const { start, end } = parseShell(text, 7);
    expect(start).toBeGreaterThanOrEqual(7);
    expect(end).toBeLessThanOrEqual(text.length + 7);
  }),
  property('no rule throws, and every finding lies in the text, with edits that apply', dockerfile, (text) => {
    const { findings, failures } = lint(text, dockerfileRules);
    expect(failures.map(({ rule, error }) => `${rule}: ${String(error)}`)).toEqual([]);
    for (const { span, fix, suggestions, peers } of findings) {
      for (const one of [span, ...peers.map((peer) => peer.span)]) inside(text, one);
      for (const edits of [...(fix ? [fix] : []), ...suggestions.map((suggestion) => suggestion.edits)]) applyEdits(text, edits);
    }
  }),
  property('safe fixes make no file worse, and have nothing left to do the second time', dockerfile, (text) => {
    const { text: fixed } = fixAll(text, dockerfileRules);
    expect(parseDockerfile(fixed).problems.length).toBeLessThanOrEqual(parseDockerfile(text).problems.length);
    expect(fixAll(fixed, dockerfileRules).text).toBe(fixed);
  }),
  property('YAML is read, and its places lie in the text', composeFile, (text) => {
    const { documents, problems } = readYaml(text, 'compose');
    for (const { span } of problems) inside(text, span);
    const [first] = documents;
    if (typeof first !== 'object' || first === null) return;
    const locate = locateYaml(text);
    for (const key of Object.keys(first)) {
      const place = locate([key]);
      if (place?.value) inside(text, place.value);
    }
  }),
  property('any configuration is read', composeFile, (text) => {
    const { problems } = readDrydockConfig(text, dockerfileRules);
    for (const { span } of problems) inside(text, span);
  }),
  property('any project is detected and planned', fc.tuple(manifest(), dockerfile, composeFile), ([json, docker, compose]) => {
    const files = projectFiles({
      'package.json': json,
      Dockerfile: docker,
      'compose.yaml': compose,
      'src/index.js': docker,
      '.dockerignore': docker,
    });
    const apps = detect(files);
    expect(detect(files)).toEqual(apps);
    planFiles(files, apps, { artifacts: ['dockerfile', 'dockerignore', 'compose'] });
  }),
];

// The time of the whole suite is shared; `npm run fuzz` gives every property a number of cases instead.
const cases = Number(process.env['DRYDOCK_FUZZ_CASES'] ?? 0);
const milliseconds = (Number(process.env['DRYDOCK_FUZZ_SECONDS'] ?? 14) * 1000) / properties.length;
// The suite begins at one seed, so that a change is judged by what it changed; `npm run fuzz` begins anywhere and prints where.
const parameters = cases > 0 ? { numRuns: cases } : { numRuns: 1_000_000_000, interruptAfterTimeLimit: milliseconds, seed: 20_261_123 };

test.each(properties)('$name', ({ check }) => {
  check(parameters);
});

function property<T>(name: string, arbitrary: fc.Arbitrary<T>, holds: (value: T) => void) {
  return {
    name,
    check: (how: fc.Parameters<[T]>) => {
      fc.assert(fc.property(arbitrary, holds), how);
    },
  };
}

/** A package.json of any shape: the right keys with the wrong values among them. */
function manifest(): fc.Arbitrary<string> {
  const value = fc.oneof(
    fc.string(),
    fc.jsonValue(),
    fc.constantFrom('>=20', 'node server.js', 'next build', '^5', 'workspace:*', null, 3000),
  );
  const keys = [
    'name',
    'scripts',
    'dependencies',
    'devDependencies',
    'engines',
    'packageManager',
    'workspaces',
    'main',
    'bin',
    'type',
    'volta',
    'devEngines',
  ];
  const nested = fc.dictionary(fc.constantFrom('start', 'build', 'dev', 'express', 'next', 'vite', 'pg', 'node', 'npm', 'packages'), value);
  return fc.oneof(
    fc.dictionary(fc.constantFrom(...keys), fc.oneof(value, nested)).map((object) => JSON.stringify(object)),
    fc.string(),
  );
}

function inside(text: string, { start, end }: Span): void {
  expect(start).toBeGreaterThanOrEqual(0);
  expect(end).toBeGreaterThanOrEqual(start);
  expect(end).toBeLessThanOrEqual(text.length);
}

function inOrder({ text, instructions }: Dockerfile): void {
  let last = 0;
  for (const instruction of instructions) {
    inside(text, instruction);
    expect(instruction.start).toBeGreaterThanOrEqual(last);
    last = instruction.end;
  }
}
