import fs from 'node:fs';
import path from 'node:path';
import { outcomes, type LoadReport, type Outcome } from '../core/testing/load/report.ts';
import { runLoad, UnconfirmedHostError, type LoadRequest } from '../io/load/run-load.ts';
import type { LoadArguments } from './commands/load.ts';
import { CliError } from './exit.ts';

export async function runLoadCommand(url: string, options: LoadArguments): Promise<void> {
  const format = options.json ? 'json' : (options.format ?? 'text');
  if (format !== 'json' && format !== 'text') throw new CliError(`There is no format '${format}'. Take text or json`);
  const abort = new AbortController();
  process.once('SIGINT', () => {
    abort.abort();
  });
  let report: LoadReport;
  try {
    report = await runLoad(requestOf(url, options), workerFile(), abort.signal);
  } catch (error) {
    if (error instanceof UnconfirmedHostError) throw new CliError(`${error.message}. Add --confirm-host ${error.host} if it is yours`);
    if (error instanceof TypeError) throw new CliError(error.message);
    throw error;
  }
  process.stdout.write(format === 'json' ? `${JSON.stringify(report)}\n` : textOf(report));
}

/** The worker is a bundle beside this one, which may be reached by a link. */
const workerFile = (): string => path.join(path.dirname(fs.realpathSync(process.argv[1] ?? '')), 'load-worker.cjs');

function requestOf(url: string, options: LoadArguments): LoadRequest {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw new CliError(`'${url}' is no http or https URL`);
  const body = options.body === undefined ? '' : readBody(options.body);
  const rate = options.rate === undefined ? null : positive('--rate', options.rate);
  return {
    url,
    method: (options.method ?? (body === '' ? 'GET' : 'POST')).toUpperCase(),
    headers: (options.header ?? []).map(headerOf),
    body,
    insecure: options.insecure ?? false,
    rate,
    connections: Math.ceil(positive('--connections', options.connections ?? (rate === null ? '10' : '1000'))),
    warmUpSeconds: notNegative('--warm-up', options.warmUp),
    durationSeconds: positive('--duration', options.duration),
    timeoutSeconds: positive('--timeout', options.timeout),
    workers: Math.ceil(positive('--workers', options.workers)),
    confirmedHosts: options.confirmHost ?? [],
  };
}

function headerOf(text: string): readonly [string, string] {
  const colon = text.indexOf(':');
  if (colon < 1) throw new CliError(`--header takes "Name: value", not '${text}'`);
  return [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
}

function readBody(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    throw new CliError(`The body ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new CliError(`${name} takes a number above 0, not '${text}'`);
  return value;
}

function notNegative(name: string, text: string): number {
  return Number(text) === 0 ? 0 : positive(name, text);
}

const words: Readonly<Record<Outcome, string>> = {
  ok: 'Answered',
  http4xx: 'HTTP 4xx',
  http5xx: 'HTTP 5xx',
  refused: 'Refused',
  connectTimeout: 'No connection in time',
  reset: 'Reset',
  closedBeforeResponse: 'Closed before an answer',
  closedMidBody: 'Closed in the middle',
  timeout: 'No answer in time',
  protocolError: 'Not HTTP',
  shed: 'Not sent, all connections busy',
};

function textOf({ requests, outcomes: counts, latencyMs, serviceTimeMs, rate }: LoadReport): string {
  const ms = (value: number | null): string => (value === null ? '-' : value < 10 ? value.toFixed(1) : value.toFixed(0)).padStart(8);
  const lines = [
    `${String(requests)} requests, ${rate.achieved.toFixed(1)} a second${rate.asked === null ? '' : ` of ${String(rate.asked)} asked`}`,
    '',
    ...outcomes.filter((name) => counts[name] > 0).map((name) => `  ${words[name].padEnd(32)}${String(counts[name]).padStart(8)}`),
    '',
    `  ${'Milliseconds'.padEnd(16)}${['p50', 'p90', 'p99', 'max'].map((name) => name.padStart(8)).join('')}`,
    ...([['Latency', latencyMs], ['Service time', serviceTimeMs]] as const).map(([name, { p50, p90, p99, max }]) => `  ${name.padEnd(16)}${[p50, p90, p99, max].map(ms).join('')}`),
  ]; // prettier-ignore
  return `${lines.join('\n')}\n`;
}
