import { expect, it } from 'vitest';
import { imageFacts } from '../../../../test/support/scripted-lab.ts';
import { goExpand } from './expand.ts';
import type { CstHost } from './host.ts';
import { goFileMode, goModeOfTar } from './mode.ts';
import { readCstFile } from './read.ts';
import { cstReport, runCstFile, unreadable } from './run.ts';

it.each([
  ['file', 0o644, '-rw-r--r--'],
  ['directory', 0o1777, 'dtrwxrwxrwx'],
  ['file', 0o4755, 'urwxr-xr-x'],
  ['file', 0o2755, 'grwxr-xr-x'],
  ['symlink', 0o777, 'Lrwxrwxrwx'],
  ['character-device', 0o666, 'Dcrw-rw-rw-'],
])('%s %o is %s in Go', (type, mode, text) => {
  expect(goFileMode(goModeOfTar(type, mode))).toBe(text);
});

it.each([
  ['a $FOO b', 'a bar b'],
  ['${FOO}x', 'barx'],
  ['$NOPE', ''],
  ['$$', ''],
  ['a$', 'a$'],
  ['cost $5', 'cost '],
  ['${}', ''],
  ['$ x', '$ x'],
])('os.Expand makes %j into %j', (text, expanded) => {
  expect(goExpand(text, (name) => (name === 'FOO' ? 'bar' : ''))).toBe(expanded);
});

// The tool's own words, version 1.19.1.
it.each([
  ['schemaVersion: "3.0.0"\n', 'Unsupported schema version: 3.0.0'],
  ['commandTests: []\n', 'Please provide schema version'],
  [
    'schemaVersion: "2.0.0"\ncommandTests:\n  - name: a\n    command: echo\n    bogus: 3\n',
    'error unmarshalling config: yaml: unmarshal errors:\n  line 5: field bogus not found in type v2.CommandTest',
  ],
  [
    'schemaVersion: "2.0.0"\ncommandTests:\n  - name: a\n    command: [echo]\n    exitCode: x\n    args: foo\n',
    'error unmarshalling config: yaml: unmarshal errors:\n  line 4: cannot unmarshal !!seq into string\n  line 5: cannot unmarshal !!str `x` into int\n  line 6: cannot unmarshal !!str `foo` into []string',
  ],
])('%j cannot be read', (text, error) => {
  expect(readCstFile(text, 'yaml')).toMatchObject({ error });
});

it('reads YAML 1.1: octal numbers, words as booleans, numbers as texts', () => {
  const read = readCstFile(
    'schemaVersion: 2.0.0\ncommandTests:\n- {name: 12, command: sh, exitCode: 010}\nfileExistenceTests:\n- {name: yes, path: /, shouldExist: no}\n',
    'yaml',
  );
  expect(read).toMatchObject({
    file: { commandTests: [{ name: '12', argv: ['sh'], exitCode: 8 }], fileExistenceTests: [{ name: 'yes', shouldExist: false, uid: -1 }] },
  });
});

it('reads JSON in Go’s lenient way, where shouldExist is false and ids are 0', () => {
  const read = readCstFile('{"SchemaVersion":"2.0.0","bogus":1,"fileExistenceTests":[{"NAME":"a","path":"/"}]}', 'json');
  expect(read).toMatchObject({ file: { fileExistenceTests: [{ name: 'a', shouldExist: false, uid: 0, gid: 0 }] } });
});

const host = (answers: Partial<CstHost>): CstHost => ({
  run: () => Promise.resolve({ stdout: '', stderr: '', exitCode: 0 }),
  stat: () => Promise.resolve({ error: 'Could not find the file' }),
  read: () => Promise.resolve({ error: 'Could not find the file' }),
  copyrights: () => Promise.resolve(new Map()),
  callerEnv: () => undefined,
  readEnvFile: () => Promise.resolve({}),
  now: () => 0,
  ...answers,
});

async function run(text: string, answers: Partial<CstHost> = {}, image = imageFacts({ env: { FOO: 'bar' } })) {
  const read = readCstFile(`schemaVersion: "2.0.0"\n${text}`, 'yaml');
  if ('error' in read) throw new Error(read.error);
  return runCstFile(read.file, image, host(answers));
}

it('expands arguments on the host, and a wrong expression fails on both sides', async () => {
  const asked: (readonly string[])[] = [];
  const results = await run(
    'commandTests:\n- {name: a, command: echo, args: [$FOO, $i], expectedOutput: ["(?=x)"], excludedOutput: ["(?=y)"]}\n',
    {
      run: ({ argv }) => {
        asked.push(argv);
        return Promise.resolve({ stdout: 'x\n', stderr: '', exitCode: 0 });
      },
    },
  );
  expect(asked).toEqual([['echo', 'bar', '']]);
  expect(results[0]!.errors).toEqual([
    "Expected string '(?=x)' not found in output 'x\n'",
    "Excluded string '(?=y)' found in output 'x\n'",
  ]);
});

it('drops the variables of a test where the run options have some', async () => {
  const seen: Readonly<Record<string, string>>[] = [];
  const keep = ({ env }: { readonly env: Readonly<Record<string, string>> }) => {
    seen.push(env);
    return Promise.resolve({ stdout: '', stderr: '', exitCode: 0 });
  };
  const test = 'commandTests:\n- {name: a, command: env, envVars: [{key: A, value: $FOO}]}\n';
  await run(test, { run: keep });
  await run(`containerRunOptions: {envVars: [HOME]}\n${test}`, { run: keep, callerEnv: () => '/root' });
  expect(seen).toEqual([
    { FOO: 'bar', A: 'bar' },
    { FOO: 'bar', HOME: '/root' },
  ]);
});

it('cmd [] asks for an empty command, and a missing key for nothing', async () => {
  expect(await run('metadataTest: {cmd: []}\n')).toMatchObject([
    { name: 'Metadata Test', errors: ['Image Cmd [app] does not match expected Cmd: []'] },
  ]);
  expect(await run('metadataTest: {}\n')).toEqual([]);
});

it('prints the tool’s JSON', () => {
  expect(cstReport([unreadable('x')])).toBe(
    '{"Pass":0,"Fail":1,"Total":1,"Duration":0,"Results":[{"Name":"","Pass":false,"Errors":["error parsing config file: x"],"Duration":0}]}',
  );
  expect(cstReport([])).toBe('{"Pass":0,"Fail":0,"Total":0,"Duration":0}');
});
