import { expect, it } from 'vitest';
import { processBlock, signalBit } from '../../../test/support/scripted-lab.ts';
import { readShellText, withExec } from './command.ts';
import { handlesSignal, parseProcesses, parseSockets } from './proc.ts';
import { signalName, signalNumber } from './signals.ts';

it('leaves out what exec brought in, and maps numbers of the machine to those inside', () => {
  const host = (pid: number, parent: number, inner: number, name: string) =>
    `@process\nName:\t${name}\nState:\tS (sleeping)\nPid:\t${pid}\nPPid:\t${parent}\nNSpid:\t${pid}\t${inner}\nSigCgt:\t0000000000004000\n@argv\n${name}\0\n`;
  expect(parseProcesses(host(900, 1, 1, 'sh') + host(910, 900, 7, 'node')).map(({ pid, parent }) => [pid, parent])).toEqual([
    [1, 0],
    [7, 1],
  ]);
  expect(parseProcesses(processBlock(1, 0, ['app']) + processBlock(20, 0, ['sh', '-c', 'cat'])).map(({ pid }) => pid)).toEqual([1]);
});

it('knows a handler, and an init that blocks the signal to fetch it', () => {
  const masks = { caught: 0n, ignored: 0n, blocked: 0n };
  expect(handlesSignal({ ...masks, caught: signalBit(15) }, 15)).toBe(true);
  expect(handlesSignal({ ...masks, blocked: signalBit(15) }, 15)).toBe(true);
  expect(handlesSignal({ ...masks, caught: signalBit(2) }, 15)).toBe(false);
});

it('finds listening ports, and the ones that only the container itself reaches', () => {
  const line = (address: string, state: string) => `   0: ${address} 00000000:0000 ${state} 00000000:00000000`;
  const text = [
    line('0100007F:0BB8', '0A'),
    line('00000000:1F90', '0A'),
    line('0100007F:1F91', '01'),
    line('00000000000000000000000001000000:0050', '0A'),
  ].join('\n');
  expect(parseSockets(text)).toEqual([
    { port: 3000, loopbackOnly: true },
    { port: 8080, loopbackOnly: false },
    { port: 80, loopbackOnly: true },
  ]);
});

it.each([
  ['SIGTERM', 15],
  ['term', 15],
  ['9', 9],
  ['SIGRTMIN+3', 37],
  ['nothing', null],
  ['0', null],
])('signal %s is %j', (text, number) => {
  expect(signalNumber(text)).toBe(number);
});

it('names signals', () => {
  expect([signalName(15), signalName(40)]).toEqual(['SIGTERM', 'signal 40']);
});

it.each([
  ['node server.js', 'simple', null],
  [`nginx -g 'daemon off;'`, 'simple', null],
  ['node $X', 'single', 'exec node $X'],
  ['A=1 node x', 'single', null],
  ['cd /a && node x', 'list', 'cd /a && exec node x'],
  ['a; b; exec c', 'exec', null],
  ['app; true', 'script', null],
  ['app &', 'script', null],
  ['a | b', 'script', null],
  ['if a; then b; fi', 'script', null],
  ['app > /log 2>&1', 'single', 'exec app > /log 2>&1'],
  ["echo 'unclosed", 'script', null],
  ['', 'script', null],
])('the shell text %j is %s', (text, kind, rewritten) => {
  const read = readShellText(text);
  expect([read.kind, withExec(read)]).toEqual([kind, rewritten]);
});
