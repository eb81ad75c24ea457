import { expect, it } from 'vitest';
import { readPlanFile } from './plan-file.ts';

it('reads what it says and nothing else', () => {
  const { plan, problems } = readPlanFile(
    'kinds: [readiness, graceful-stop]\nport: 8080\npath: /healthz\nstopTimeout: 5s\nrecovery: crash\nenvFiles: .env.test\nstructure: [tests/image.yaml]\n',
  );
  expect(problems).toEqual([]);
  expect(plan).toEqual({
    kinds: ['readiness', 'graceful-stop'],
    options: { port: 8080, path: '/healthz', stopTimeoutSeconds: 5, recovery: ['crash'] },
    envFiles: ['.env.test'],
    structure: ['tests/image.yaml'],
  });
});

it.each([
  ['', ''],
  ['# nothing\n', ''],
])('%j is an empty plan', (text) => {
  expect(readPlanFile(text)).toEqual({ plan: { options: {}, envFiles: [], structure: [] }, problems: [] });
});

it.each([
  ['port: 8080\nprot: 1\n', 'prot', /^'prot' is not a key/],
  ['kinds: [readiness, speed]\n', 'speed', /^'kinds' takes one of structure/],
  ['protocol: udp\n', 'udp', /^'protocol' takes one of http, tcp$/],
  ['port: 70000\n', '70000', /^'port' takes a number from 1 to 65535$/],
  ['stopTimeout: soon\n', 'soon', /^'stopTimeout' takes a number/],
  ['path: [a]\n', '[a]', /^'path' takes a text$/],
])('%j is flagged at %s', (text, place, message) => {
  const { problems } = readPlanFile(text);
  expect(problems).toHaveLength(1);
  expect(text.slice(problems[0]!.span.start, problems[0]!.span.end)).toBe(place);
  expect(problems[0]!.message).toMatch(message);
});

it.each(['- a\n', 'kinds: [\n', '\u0000', 'a: *b\n'])('%j does not throw', (text) => {
  expect(readPlanFile(text).problems).not.toHaveLength(0);
});
