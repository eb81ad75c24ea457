import type {
  Attempt,
  CommandResult,
  HttpAnswer,
  Lab,
  LabContainer,
  LabPathStat,
  LabState,
  ProbeWay,
  StartError,
  StartOptions,
  StopReport,
} from '../../src/core/testing/lab.ts';
import type { ImageFacts } from '../../src/core/testing/plan.ts';

/** What a scripted container answers, each as engines were seen to. A function is asked anew each time, with the milliseconds since the start. */
export interface Script {
  readonly startError?: StartError;
  readonly state?: (ms: number) => Partial<LabState>;
  readonly http?: (ms: number) => HttpAnswer;
  /** `LISTEN` lines of /proc/net/tcp, as `0.0.0.0:3000`. */
  readonly sockets?: (ms: number) => readonly string[] | { readonly reason: string };
  readonly processes?: string | { readonly reason: string };
  readonly exec?: (argv: readonly string[]) => CommandResult;
  readonly helper?: Attempt<CommandResult>;
  readonly crash?: (way: 'host' | 'helper') => Attempt<null>;
  readonly stop?: (timeoutSeconds: number) => StopReport;
  readonly log?: string;
  readonly files?: Readonly<Record<string, { readonly mode: number; readonly text?: string }>>;
  readonly changes?: readonly string[];
}

/** A lab whose clock only moves when a test sleeps or waits for an answer, and that keeps what it was asked to start. */
export function scriptedLab(script: Script | ((options: StartOptions) => Script)): { readonly lab: Lab; readonly started: StartOptions[] } {
  const started: StartOptions[] = [];
  let clock = 0;
  const lab: Lab = {
    engine: { kind: 'docker', name: 'Docker 26.1', killEvents: true, oomFlag: true, updateLimits: true },
    now: () => clock,
    sleep: (ms) => {
      clock += ms;
      return Promise.resolve();
    },
    progress: () => undefined,
    start(options = {}) {
      started.push(options);
      const since = clock;
      return Promise.resolve(
        container(
          typeof script === 'function' ? script(options) : script,
          () => clock - since,
          (ms) => (clock += ms),
        ),
      );
    },
  };
  return { lab, started };
}

function container(script: Script, age: () => number, pass: (ms: number) => void): LabContainer {
  const state = (): LabState => ({
    status: 'running',
    exitCode: 0,
    oomKilled: false,
    error: '',
    health: null,
    restartCount: 0,
    startedAt: 'first',
    ...script.state?.(age()),
  });
  const done = Promise.resolve({ value: null } as const);
  const readProc = (what: 'processes' | 'sockets', way: ProbeWay): Attempt<string> => {
    if (way !== 'host') return { reason: `no ${way}` };
    const answer = what === 'processes' ? (script.processes ?? { reason: 'not scripted' }) : (script.sockets?.(age()) ?? []);
    if (typeof answer === 'string') return { value: answer };
    return 'reason' in answer ? answer : { value: socketTable(answer) };
  };
  return {
    id: 'c',
    startError: script.startError ?? null,
    state: () => Promise.resolve(state()),
    request() {
      pass(5);
      return Promise.resolve(script.http?.(age()) ?? { kind: 'refused' });
    },
    exec: (argv) => Promise.resolve(script.exec?.(argv) ?? { exitCode: 127, stdout: '', stderr: 'no shell' }),
    readProc: (what, way) => Promise.resolve(readProc(what, way)),
    helper: () => Promise.resolve(script.helper ?? { reason: 'the helper image is not on this engine' }),
    crash: (way) => Promise.resolve(script.crash?.(way) ?? { reason: `not from the ${way}` }),
    stop(timeoutSeconds) {
      const report = script.stop?.(timeoutSeconds) ?? { durationMs: 100, exitCode: 0, oomKilled: false, signals: [] };
      pass(report.durationMs);
      return Promise.resolve(report);
    },
    pause: () => Promise.resolve(),
    unpause: () => Promise.resolve(),
    disconnect: () => done,
    reconnect: () => done,
    setMemory: () => done,
    logTail: () => Promise.resolve(script.log ?? ''),
    stat: (path) => Promise.resolve(statOf(script, path)),
    readText: (path) => Promise.resolve(script.files?.[path]?.text),
    changes: () => Promise.resolve((script.changes ?? []).map((path) => ({ path, kind: 1 as const }))),
    remove: () => Promise.resolve(),
  };
}

function statOf(script: Script, path: string): LabPathStat | undefined {
  const file = script.files?.[path];
  return file && { size: file.text?.length ?? 0, mode: file.mode, linkTarget: '', uid: null, gid: null };
}

function socketTable(addresses: readonly string[]): string {
  const lines = addresses.map((address, index) => {
    const [host = '', port = ''] = address.split(':');
    const hex = host
      .split('.')
      .toReversed()
      .map((part) => Number(part).toString(16).padStart(2, '0'))
      .join('')
      .toUpperCase();
    return `   ${index}: ${hex}:${Number(port).toString(16).padStart(4, '0').toUpperCase()} 00000000:0000 0A 00000000:00000000`;
  });
  return ['  sl  local_address rem_address   st tx_queue', ...lines, ''].join('\n');
}

/** A process as `processScript` prints it. */
export function processBlock(
  pid: number,
  parent: number,
  argv: readonly string[],
  masks: { readonly caught?: bigint; readonly ignored?: bigint; readonly blocked?: bigint } = {},
  state = 'S',
): string {
  const hex = (mask = 0n) => mask.toString(16).padStart(16, '0');
  const name = (argv[0] ?? '').split('/').at(-1) ?? '';
  return `@process\nName:\t${name}\nState:\t${state} (x)\nPid:\t${pid}\nPPid:\t${parent}\nUid:\t0\t0\t0\t0\nNSpid:\t${pid}\nSigBlk:\t${hex(masks.blocked)}\nSigIgn:\t${hex(masks.ignored)}\nSigCgt:\t${hex(masks.caught)}\n@argv\n${argv.map((word) => `${word}\0`).join('')}\n`;
}

/** The bit of a signal in a mask. */
export const signalBit = (signal: number): bigint => 1n << BigInt(signal - 1);

export const imageFacts = (facts: Partial<ImageFacts> = {}): ImageFacts => ({
  user: '',
  env: {},
  entrypoint: null,
  cmd: ['app'],
  workdir: '',
  exposedPorts: [],
  volumes: [],
  labels: {},
  stopSignal: 'SIGTERM',
  shell: null,
  healthcheck: null,
  ...facts,
});
