/** Linux signal numbers on x86 and arm, the architectures that container engines run on. */
const numbers: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ILL: 4,
  TRAP: 5,
  ABRT: 6,
  BUS: 7,
  FPE: 8,
  KILL: 9,
  USR1: 10,
  SEGV: 11,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  STKFLT: 16,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
  TTIN: 21,
  TTOU: 22,
  URG: 23,
  XCPU: 24,
  XFSZ: 25,
  VTALRM: 26,
  PROF: 27,
  WINCH: 28,
  IO: 29,
  PWR: 30,
  SYS: 31,
};

const firstRealTime = 34;
const lastRealTime = 64;

/** The number of `SIGTERM`, `term`, `15`, `SIGRTMIN+3`; null for anything else. */
export function signalNumber(text: string): number | null {
  const name = text.trim().toUpperCase().replace(/^SIG/, '');
  if (/^\d+$/.test(name)) return validNumber(Number(name));
  const realTime = /^RT(MIN|MAX)(?:([+-])(\d+))?$/.exec(name);
  if (realTime) {
    const base = realTime[1] === 'MIN' ? firstRealTime : lastRealTime;
    return validNumber(base + Number(`${realTime[2] ?? '+'}${realTime[3] ?? '0'}`));
  }
  return numbers[name] ?? null;
}

/** `SIGTERM` for 15; `signal 40` where there is no name. */
export function signalName(number: number): string {
  const name = Object.keys(numbers).find((key) => numbers[key] === number);
  return name === undefined ? `signal ${number}` : `SIG${name}`;
}

function validNumber(number: number): number | null {
  return number >= 1 && number <= lastRealTime ? number : null;
}
