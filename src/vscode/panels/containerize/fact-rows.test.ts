import { expect, test, vi } from 'vitest';
import { byDefault, found, unknownProfile } from '../../../core/detect/fact.ts';
import type { AppProfile } from '../../../core/detect/profile.ts';
import { noCorrections, withField, withService } from './corrections.ts';
import { factRows, otherServices, problemRows, serviceRows, summary } from './fact-rows.ts';

vi.mock('vscode', () => import('../../../../test/support/vscode-stub.ts'));

const app: AppProfile = {
  ...unknownProfile('.', 'shop'),
  kind: found('web', { file: 'package.json', line: 12 }, 'package-json-start'),
  language: found('node', { file: 'package.json', line: 1 }, 'manifest'),
  runtimeVersion: byDefault('24', 'current long-term support'),
  startCommand: found('node dist/main.js', { file: 'package.json', line: 12 }, 'package-json-start', '"start": "node dist/main.js"'),
  services: [found({ name: 'postgres', version: '17', env: [] }, { file: 'package.json', line: 24 }, 'client-library', '"pg"')],
};
const row = (field: string, corrections = noCorrections) => factRows(app, corrections).find((one) => one.field === field);

test('a found fact links to its line, with the words that stand there', () => {
  expect(row('startCommand')).toMatchObject({
    value: 'node dist/main.js',
    state: 'known',
    yours: false,
    evidence: [
      { text: 'package.json:12', place: { file: 'package.json', line: 12, text: '"start": "node dist/main.js"' } },
      { text: '"start": "node dist/main.js"', muted: true },
    ],
  });
});

test('a default is never said to be found', () => {
  expect(row('runtimeVersion')).toMatchObject({
    label: 'Node.js version',
    value: '24',
    evidence: [{ text: 'Default.' }, { text: 'current long-term support' }],
  });
  expect(summary(app, noCorrections, factRows(app, noCorrections))).toEqual(['Web service', '4 facts found, 1 by default, 2 not found']);
});

test('an unknown fact is empty, and says what follows', () => {
  expect(row('port')).toMatchObject({
    value: '',
    state: 'lacking',
    evidence: [{ text: 'No port in its source or settings. Left empty, nothing is published.' }],
  });
  expect(row('buildCommand')).toMatchObject({ value: '', state: 'empty' });
});

test('a corrected fact keeps what was found in sight', () => {
  const corrections = withField(noCorrections, 'startCommand', 'node app.js');
  expect(row('startCommand', corrections)).toMatchObject({
    value: 'node app.js',
    yours: true,
    evidence: [{ text: 'Yours.' }, { text: 'Found: node dist/main.js', muted: true }, { text: 'package.json:12' }],
  });
  expect(summary(app, corrections, factRows(app, corrections))[1]).toBe('3 facts found, 1 by default, 1 yours, 2 not found');
});

test('a value that cannot be used stays as typed and is marked', () => {
  expect(row('port', withField(noCorrections, 'port', '99999'))).toMatchObject({ value: '99999', state: 'wrong' });
});

test('facts that mean nothing for a static site are not asked for', () => {
  const site = { ...app, kind: found('static' as const, { file: 'index.html', line: null }, 'index-html') };
  expect(factRows(site, noCorrections).map(({ field }) => field)).not.toContain('startCommand');
});

test('a service that was taken out stays in the list, unticked', () => {
  expect(serviceRows(app, withService(noCorrections, 'postgres', false))).toMatchObject([
    { name: 'postgres', label: 'PostgreSQL 17', wanted: false },
  ]);
});

test.each([
  [
    'package.json is not valid JSON: expected "," or "}". Facts after this line are missing.',
    'package.json is not valid JSON: expected "," or "}"',
    'Facts after this line are missing. Mend it and detect again.',
  ],
  ['Two lock files, of npm and yarn', 'Two lock files, of npm and yarn', 'Mend it and detect again.'],
])('a problem reads as a heading and what to do: %s', (message, title, text) => {
  expect(problemRows({ ...app, problems: [{ message, file: 'package.json', line: 3 }] })).toEqual([
    { title, text, place: { file: 'package.json', line: 3 } },
  ]);
});

test('only services that are not there can be added', () => {
  expect(otherServices(serviceRows(app, noCorrections), ['postgres', 'redis'])).toEqual([{ value: 'redis', label: 'Redis' }]);
});
