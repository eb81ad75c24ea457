import { describe, expect, it } from 'vitest';
import { pinnedVersion, rangeFromComposer, rangeFromPessimistic, rangeFromPython, releases, versionForRange } from './version-range.ts';

it.each([
  ['20', '20'],
  ['v20.11.1', '20.11.1'],
  ['=18.2', '18.2'],
  ['20.x', '20'],
  ['20.11.*', '20.11'],
  ['>=18', undefined],
  ['lts/*', undefined],
])('pinnedVersion %s', (text, version) => {
  expect(pinnedVersion(text)).toBe(version);
});

describe('versionForRange', () => {
  it.each([
    ['>=18', '24'],
    ['>=16 <19', '18'],
    ['^18.17', '18'],
    ['~18.17.3', '18.17'],
    ['18 || 19', '18'],
    ['>=30', '30'],
    ['>=3 <2', undefined],
    ['nonsense', undefined],
  ])('Node %s', (range, version) => {
    expect(versionForRange(range, releases.node)).toBe(version);
  });

  it.each([
    ['>=3.9', '3.13'],
    ['>=3.9,<3.12', '3.11'],
    ['~=3.10', '3.13'],
    ['~=3.10.2', '3.10'],
    ['==3.11.*', '3.11'],
    ['^3.12', '3.13'],
    ['>=3.8,!=3.9.1', '3.13'],
    ['<3.9', '3.8'],
  ])('Python %s', (range, version) => {
    expect(versionForRange(rangeFromPython(range), releases.python)).toBe(version);
  });

  it.each([
    ['^8.1', '8.4'],
    ['~8.1', '8.4'],
    ['~8.1.0', '8.1'],
    ['>=7.4 <8.2', '8.1'],
    ['^7.3|^8.0', '8.4'],
    ['7.4.*', '7.4'],
  ])('PHP %s', (range, version) => {
    expect(versionForRange(rangeFromComposer(range), releases.php)).toBe(version);
  });

  it.each([
    ['~> 3.2', '3.3'],
    ['~> 3.2.1', '3.2'],
    ['>= 3.0, < 3.2', '3.1'],
    ['3.2.2', '3.2.2'],
  ])('Ruby %s', (range, version) => {
    expect(versionForRange(rangeFromPessimistic(range), releases.ruby)).toBe(version);
  });
});
