import { expect, test } from 'vitest';
import { found, unknownProfile } from '../../../core/detect/fact.ts';
import type { AppProfile } from '../../../core/detect/profile.ts';
import { corrected, healthPathOf, isWrong, noCorrections, withField, withService } from './corrections.ts';

const app: AppProfile = {
  ...unknownProfile('.', 'shop'),
  startCommand: found('node dist/main.js', { file: 'package.json', line: 12 }, 'package-json-start'),
  port: found(3000, { file: 'src/config.ts', line: 8 }, 'source-port'),
  services: [
    found({ name: 'postgres', version: '17', env: ['DATABASE_URL'] }, { file: 'package.json', line: 24 }, 'client-library'),
    found({ name: 'redis', version: null, env: [] }, { file: 'package.json', line: 26 }, 'client-library'),
  ],
  details: { output: 'dist' },
};

test('without corrections the profile is what was found', () => {
  expect(corrected(app, noCorrections)).toEqual(app);
});

test('a corrected fact is the person’s', () => {
  const { startCommand, port } = corrected(app, withField(noCorrections, 'startCommand', ' node --enable-source-maps dist/main.js '));
  expect(startCommand).toEqual({
    value: 'node --enable-source-maps dist/main.js',
    evidence: { source: 'user', file: null, line: null, rule: 'user' },
  });
  expect(port).toBe(app.port);
});

test('an emptied fact is none', () => {
  expect(corrected(app, withField(noCorrections, 'startCommand', '')).startCommand).toBeNull();
});

test('taking a correction back leaves what was found', () => {
  const changed = withField(withField(noCorrections, 'port', '8080'), 'port', null);
  expect(corrected(app, changed)).toEqual(app);
});

test.each(['99999', '0', 'http', '-1', '3000.5'])('port %s is wrong and not taken', (port) => {
  expect(isWrong('port', port)).toBe(true);
  expect(corrected(app, withField(noCorrections, 'port', port)).port).toBe(app.port);
});

test('the health path goes to the details, beside what the stack knows', () => {
  const changed = corrected(app, withField(noCorrections, 'healthPath', '/healthz'));
  expect(healthPathOf(changed)).toBe('/healthz');
  expect(changed.details['output']).toBe('dist');
});

test('services are taken out and put in', () => {
  const changed = corrected(app, withService(withService(noCorrections, 'postgres', false), 'nats', true));
  expect(changed.services.map(({ value, evidence }) => [value.name, evidence.source])).toEqual([
    ['redis', 'found'],
    ['nats', 'user'],
  ]);
});
