import { readFile } from 'node:fs/promises';
import { EngineError } from '../engine/errors.ts';

/** Variables from `NAME=VALUE`, `NAME` (taken from `own`) and env files, the single ones last. A message never holds a value. */
export async function readEnvironment(
  pairs: readonly string[],
  files: readonly string[],
  own: Readonly<Record<string, string | undefined>>,
): Promise<Readonly<Record<string, string>>> {
  const env: Record<string, string> = {};
  for (const file of files) {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      throw new EngineError(
        'bad-request',
        `The env file ${file} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}.`,
      );
    });
    Object.assign(env, parseEnvFile(text, own));
  }
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    const name = equals === -1 ? pair : pair.slice(0, equals);
    if (name === '') throw new EngineError('bad-request', 'A variable needs a name: --env NAME=VALUE.');
    const value = equals === -1 ? own[name] : pair.slice(equals + 1);
    if (value !== undefined) env[name] = value;
  }
  return env;
}

/** Docker's form of env files: `NAME=VALUE` with everything behind = as it stands but a pair of outer quotes, `NAME` alone, comments. */
export function parseEnvFile(text: string, own: Readonly<Record<string, string | undefined>> = {}): Readonly<Record<string, string>> {
  const env: Record<string, string> = {};
  for (const line of text.replace(/^\ufeff/, '').split(/\r?\n/)) {
    const trimmed = line.trimStart();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const equals = trimmed.indexOf('=');
    const name = (equals === -1 ? trimmed : trimmed.slice(0, equals)).replace(/^export\s+/, '').trim();
    const value = equals === -1 ? own[name] : unquote(trimmed.slice(equals + 1));
    if (name !== '' && value !== undefined) env[name] = value;
  }
  return env;
}

function unquote(value: string): string {
  const quoted = /^\s*(["'])(.*)\1\s*(?:#.*)?$/.exec(value);
  return quoted ? (quoted[2] ?? '') : value;
}
