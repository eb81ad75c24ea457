import { describe, expect, test } from 'vitest';
import { arg, aptInstall, cmd, comment, copy, dockerfileText, env, from, healthcheck, label, run } from './dockerfile-text.ts';

describe('instructions', () => {
  test.each([
    [from('node:24-slim', 'base'), 'FROM node:24-slim AS base'],
    [arg('NPM_CONFIG_REGISTRY'), 'ARG NPM_CONFIG_REGISTRY'],
    [arg('GREETING', 'hello world'), 'ARG GREETING="hello world"'],
    [env({ PORT: '3000', NAME: 'a "b" \\ $c' }), 'ENV PORT=3000 \\\n    NAME="a \\"b\\" \\\\ $c"'],
    [env({}), false],
    [label({ 'org.opencontainers.image.title': 'two\nlines' }), 'LABEL org.opencontainers.image.title="two lines"'],
    [copy(['a.json', 'b.json'], '.'), 'COPY a.json b.json ./'],
    [copy(['/app/dist'], './dist', { from: 'build', chown: '10001:10001' }), 'COPY --from=build --chown=10001:10001 /app/dist ./dist'],
    [copy(['my app'], './'), 'COPY ["my app", "./"]'],
    [copy([], './'), false],
    [run('npm ci', { caches: [{ id: 'npm', target: '/root/.npm' }] }), 'RUN --mount=type=cache,id=npm,target=/root/.npm \\\n    npm ci'],
    [run(['a', 'b']), 'RUN a \\\n && b'],
    [run('x', { secrets: [{ id: 'npmrc', target: '/root/.npmrc' }] }), 'RUN --mount=type=secret,id=npmrc,target=/root/.npmrc \\\n    x'],
    [cmd(['node', 'a "b".js']), 'CMD ["node", "a \\"b\\".js"]'],
    [comment('one\n\ntwo'), '# one\n#\n# two'],
  ])('%s', (line, text) => {
    expect(line).toBe(text);
  });

  test('apt leaves no lists behind', () => {
    expect(aptInstall(['tini'])).toMatch(/^RUN apt-get update[^]*--no-install-recommends tini[^]*rm -rf \/var\/lib\/apt\/lists\/\*$/);
  });

  test('a health check is in exec form', () => {
    expect(healthcheck(['node', '-e', '1'])).toMatch(/\n {4}CMD \["node", "-e", "1"\]$/);
  });
});

test('stages are separated by an empty line and what does not apply is left out', () => {
  expect(
    dockerfileText([
      ['FROM a', false, 'RUN b'],
      ['FROM c', undefined],
    ]),
  ).toBe('FROM a\nRUN b\n\nFROM c\n');
});
