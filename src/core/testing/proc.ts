import type { Attempt, LabContainer, ProbeWay } from './lab.ts';

/** One process of a container, with the numbers that it sees itself. */
export interface ContainerProcess {
  readonly pid: number;
  /** 0 for process 1 and for what `exec` brought in. */
  readonly parent: number;
  readonly name: string;
  readonly argv: readonly string[];
  /** `S`, `R`, `Z`, …. */
  readonly state: string;
  readonly uid: number;
  readonly signals: SignalMasks;
  readonly capabilities: { readonly effective: bigint; readonly bounding: bigint };
  readonly noNewPrivileges: boolean;
}

/** Bit n-1 stands for signal n. */
export interface SignalMasks {
  readonly caught: bigint;
  readonly ignored: bigint;
  readonly blocked: bigint;
}

export interface ListeningSocket {
  readonly port: number;
  readonly loopbackOnly: boolean;
}

/** Prints every process in the form that `parseProcesses` reads, with no more than a shell and cat. */
export const processScript =
  'for p in /proc/[0-9]*; do echo "@process"; cat $p/status 2>/dev/null; echo "@argv"; cat $p/cmdline 2>/dev/null; echo; done';

/** Prints the TCP tables of the network that process `pid` sees. */
export const socketScript = (pid: 'self' | 1): string => `cat /proc/${pid}/net/tcp /proc/${pid}/net/tcp6 2>/dev/null; true`;

/** What process 1 may do with a signal: a handler runs, or it waits for it (an init blocks signals and fetches them), or it never hears of it. */
export function handlesSignal(masks: SignalMasks, signal: number): boolean {
  return hasSignal(masks.caught, signal) || hasSignal(masks.blocked, signal);
}

export const hasSignal = (mask: bigint, signal: number): boolean => ((mask >> BigInt(signal - 1)) & 1n) === 1n;

/** Reads the output of `processScript`, or the same made from the machine's own /proc. Processes that `exec` or a helper brought in are left out. */
export function parseProcesses(text: string): readonly ContainerProcess[] {
  const blocks = text.split('@process\n').slice(1).map(parseBlock);
  const own = new Map(blocks.flatMap((block) => (block === undefined ? [] : [[block.seenPid, block] as const])));
  return [...own.values()].filter((block) => descendsFromInit(block, own)).map((block) => toProcess(block, own));
}

/** Reads /proc/net/tcp and tcp6, one after the other: what is in state LISTEN, each port once. */
export function parseSockets(text: string): readonly ListeningSocket[] {
  const ports = new Map<number, boolean>();
  for (const line of text.split('\n')) {
    const match = /^\s*\d+: ([0-9A-F]+):([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} 0A /i.exec(line);
    if (!match) continue;
    const port = parseInt(match[2] ?? '', 16);
    ports.set(port, (ports.get(port) ?? true) && isLoopback(match[1] ?? ''));
  }
  return [...ports].map(([port, loopbackOnly]) => ({ port, loopbackOnly }));
}

/** The container's processes by the first way that works; the reasons of all when none does. */
export async function readProcesses(container: LabContainer): Promise<Attempt<readonly ContainerProcess[]>> {
  return firstWay(container, 'processes', (text) => {
    const processes = parseProcesses(text);
    return processes.some((process) => process.pid === 1) ? processes : undefined;
  });
}

/** What listens inside, by the first way that works. */
export async function readSockets(container: LabContainer): Promise<Attempt<readonly ListeningSocket[]>> {
  return firstWay(container, 'sockets', (text) => (text.includes('local_address') ? parseSockets(text) : undefined));
}

/** `node dist/main.js`, cut for one line. */
export function commandLine(process: ContainerProcess): string {
  const text = process.argv.length > 0 ? process.argv.join(' ') : process.name;
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}

const ways: readonly ProbeWay[] = ['host', 'exec', 'helper'];

async function firstWay<T>(
  container: LabContainer,
  what: 'processes' | 'sockets',
  parse: (text: string) => T | undefined,
): Promise<Attempt<T>> {
  const reasons: string[] = [];
  for (const way of ways) {
    const answer = await container.readProc(what, way);
    if ('reason' in answer) {
      reasons.push(answer.reason);
      continue;
    }
    const value = parse(answer.value);
    if (value !== undefined) return { value };
    reasons.push(`${way === 'exec' ? 'a command in the container' : `the ${way}`} showed no process 1`);
  }
  return { reason: reasons.join('; ') };
}

interface Block {
  /** The number by which other blocks name it as parent. */
  readonly seenPid: number;
  readonly seenParent: number;
  readonly fields: ReadonlyMap<string, string>;
  readonly argv: readonly string[];
}

function parseBlock(text: string): Block | undefined {
  const cut = text.indexOf('@argv\n');
  const fields = new Map<string, string>();
  for (const line of text.slice(0, cut === -1 ? undefined : cut).split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  const seenPid = Number(fields.get('Pid'));
  if (!Number.isInteger(seenPid)) return undefined;
  const argv = cut === -1 ? '' : text.slice(cut + '@argv\n'.length).replace(/\n$/, '');
  return {
    seenPid,
    seenParent: Number(fields.get('PPid') ?? 0),
    fields,
    argv: argv.split('\0').filter((word, index, all) => word !== '' || index < all.length - 1),
  };
}

/** A process inside has its own number last in NSpid, whoever reads it. */
const innerPid = (block: Block): number => Number(block.fields.get('NSpid')?.split(/\s+/).at(-1) ?? block.seenPid);

function descendsFromInit(block: Block, all: ReadonlyMap<number, Block>): boolean {
  const seen = new Set<number>();
  for (let current: Block | undefined = block; current && !seen.has(current.seenPid); current = all.get(current.seenParent)) {
    if (innerPid(current) === 1) return true;
    seen.add(current.seenPid);
  }
  return false;
}

function toProcess(block: Block, all: ReadonlyMap<number, Block>): ContainerProcess {
  const parent = all.get(block.seenParent);
  const mask = (key: string): bigint => {
    const text = block.fields.get(key) ?? '';
    return /^[0-9a-f]+$/i.test(text) ? BigInt(`0x${text}`) : 0n;
  };
  return {
    pid: innerPid(block),
    parent: parent && innerPid(block) !== 1 ? innerPid(parent) : 0,
    name: block.fields.get('Name') ?? '',
    argv: block.argv,
    state: block.fields.get('State')?.charAt(0) ?? '?',
    uid: Number(block.fields.get('Uid')?.split(/\s+/)[0] ?? 0),
    signals: { caught: mask('SigCgt'), ignored: mask('SigIgn'), blocked: mask('SigBlk') },
    capabilities: { effective: mask('CapEff'), bounding: mask('CapBnd') },
    noNewPrivileges: block.fields.get('NoNewPrivs') === '1',
  };
}

/** Addresses are in the machine's byte order, four bytes at a time: 0100007F is 127.0.0.1. */
function isLoopback(hex: string): boolean {
  if (hex.length === 8) return hex.endsWith('7F');
  return hex === '00000000000000000000000001000000' || /^0000000000000000FFFF0000.{6}7F$/i.test(hex);
}
