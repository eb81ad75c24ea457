import { expect, test } from 'vitest';
import { readScript } from '../shell/commands.ts';
import { downloadOf } from './downloads.ts';

test.each([
  ['curl -O https://e/a.tgz', 'a.tgz'],
  ['curl -fsSLo /tmp/x https://e/a.tgz', '/tmp/x'],
  ['curl --output x https://e/a', 'x'],
  ['curl --remote-name https://e/a.tgz?x=1', 'a.tgz'],
  ['curl --remote-name --output-dir /d/ https://e/a.tgz', '/d/a.tgz'],
  ['curl https://e/a > b', 'b'],
  ['curl https://e/a', undefined],
  ['curl -o - https://e/a', undefined],
  ['curl -o /dev/null https://e/a', undefined],
  ['wget https://e/a.tgz', 'a.tgz'],
  ['wget -q -P /d https://e/a.tgz', '/d/a.tgz'],
  ['wget -qO- https://e/a', undefined],
  ['wget -qO x https://e/a', 'x'],
  ['wget --output-document=x https://e/a', 'x'],
  ['wget --spider https://e/a', undefined],
  ['wget https://e/', undefined],
  ['wget https://e', undefined],
  ['tar -xf https://e/a', undefined],
])('%s writes %j', (text, expected) => {
  const [command] = readScript(text, 0).named;
  expect(command && downloadOf(command)?.path).toBe(expected);
});
