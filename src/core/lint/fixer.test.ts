import { expect, test } from 'vitest';
import cleanDnfCache from '../rules/dockerfile/clean-dnf-cache.ts';
import { fixAll } from './fixer.ts';

test('a fix that changes nothing for its rule is not applied', () => {
  const broken = 'FROM a:1\nRUN dnf install -y $$#<<- F"\ny curl\n';
  expect(fixAll(broken, [cleanDnfCache])).toEqual({ text: broken, applied: {} });
});

test('a fix that helps is', () => {
  expect(fixAll('FROM a:1\nRUN dnf install -y curl\n', [cleanDnfCache])).toEqual({
    text: 'FROM a:1\nRUN dnf install -y curl && dnf clean all\n',
    applied: { 'clean-dnf-cache': 1 },
  });
});
