import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Plan, PlannedFile } from '../../core/scaffold/plan.ts';
import { notWritable } from './writable.ts';

export interface WriteResult {
  readonly written: readonly string[];
  /** Files with another text, which stay as they are without `force`. */
  readonly kept: readonly string[];
}

/** Nothing was written. The message names the file, the cause and the next step. */
export class WritePlanError extends Error {
  override readonly name = 'WritePlanError';
  /** Relative to the root, as the plan has it. */
  readonly path: string;
  readonly reason: 'outside' | 'changed' | 'not-a-file' | 'not-writable' | 'failed';

  constructor(file: string, reason: WritePlanError['reason'], message: string, cause?: unknown) {
    super(message, { cause });
    this.path = file;
    this.reason = reason;
  }
}

/**
 * Writes a plan's files below `root`: all of them or, when one cannot be written, none, with nothing left behind.
 * Files that exist are replaced only with `force`, and only when they still hold the text that the plan was made against.
 */
export async function writePlan(root: string, plan: Pick<Plan, 'files'>, options: { readonly force?: boolean } = {}): Promise<WriteResult> {
  const wanted = plan.files.filter(({ action }) => action === 'create' || (action === 'replace' && options.force === true));
  const kept = plan.files.filter(({ action }) => action === 'replace' && options.force !== true).map((file) => file.path);
  const realRoot = await fs.realpath(root);
  const targets: Target[] = [];
  for (const file of wanted) targets.push(await checked(realRoot, file));
  await replaceAll(targets);
  return { written: wanted.map((file) => file.path), kept };
}

interface Target {
  readonly file: PlannedFile;
  /** Absolute, links resolved. */
  readonly place: string;
  /** Permissions of the file that is replaced; null for a new one. */
  readonly mode: number | null;
}

async function checked(root: string, file: PlannedFile): Promise<Target> {
  const named = path.resolve(root, file.path);
  const place = await resolved(named);
  if (!isWithin(root, named) || !isWithin(root, place)) {
    throw new WritePlanError(file.path, 'outside', `${file.path} leads out of ${root}, so it was not written. Remove the link on its way.`);
  }
  const stat = await fs.stat(place).catch(() => undefined);
  if (stat !== undefined && !stat.isFile())
    throw new WritePlanError(file.path, 'not-a-file', `${file.path} is a folder. Move it away, or leave this file out.`);
  const text = stat === undefined ? undefined : await fs.readFile(place, 'utf8');
  if (text !== file.previous && !(file.action === 'replace' && file.previous === undefined && text !== undefined)) {
    const change = text === undefined ? 'was deleted' : file.action === 'create' ? 'was created' : 'was changed';
    throw new WritePlanError(file.path, 'changed', `${file.path} ${change} after the plan was made, so nothing was written. Plan again.`);
  }
  const problem = await notWritable(place);
  if (problem !== undefined) {
    const where = path.relative(root, problem.path) || root;
    throw new WritePlanError(
      file.path,
      'not-writable',
      `${file.path} cannot be written: ${where} is ${causes[problem.code] ?? `not writable (${problem.code})`}. Nothing was written.`,
    );
  }
  return { file, place, mode: stat === undefined ? null : stat.mode & 0o7777 };
}

const causes: Readonly<Record<string, string>> = {
  EACCES: 'not writable for this user',
  EPERM: 'not writable for this user',
  EROFS: 'on a read-only file system',
  ENOTDIR: 'a file and not a folder',
};

/** Every text is on disk under another name before the first file changes, so that a full disk or a missing right shows before. */
async function replaceAll(targets: readonly Target[]): Promise<void> {
  const suffix = `.drydock-${randomUUID()}`;
  const restore: (() => Promise<unknown>)[] = [];
  const made: { readonly folder: string; readonly highest: string }[] = [];
  const spare: string[] = [];
  try {
    for (const { place, file, mode } of targets) {
      const folder = path.dirname(place);
      const highest = await fs.mkdir(folder, { recursive: true });
      if (highest !== undefined) made.push({ folder, highest });
      spare.push(place + suffix);
      await fs.writeFile(place + suffix, file.content, { flag: 'wx', mode: file.executable === true ? 0o777 : 0o666 });
      if (mode !== null) await fs.chmod(place + suffix, file.executable === true ? mode | 0o111 : mode);
    }
    for (const { place, mode } of targets) {
      if (mode === null) {
        // A rename would replace a file that has appeared meanwhile.
        await fs.copyFile(place + suffix, place, fs.constants.COPYFILE_EXCL);
        restore.push(() => fs.rm(place, { force: true }));
      } else {
        const backup = `${place}${suffix}.old`;
        spare.push(backup);
        await fs.copyFile(place, backup);
        restore.push(() => fs.rename(backup, place));
        await fs.rename(place + suffix, place);
      }
    }
    await removeAll(spare);
  } catch (error) {
    await Promise.allSettled(restore.map((step) => step()));
    await removeAll(spare);
    for (const { folder, highest } of made.reverse()) await removeEmptyFolders(folder, highest);
    throw failure(targets, error);
  }
}

function failure(targets: readonly Target[], error: unknown): WritePlanError {
  const at = (error as NodeJS.ErrnoException).path ?? '';
  const file = targets.find(({ place }) => at.startsWith(place))?.file.path ?? targets[0]?.file.path ?? '';
  const cause = error instanceof Error ? error.message : String(error);
  return new WritePlanError(file, 'failed', `${file} could not be written: ${cause}. Nothing was changed.`, error);
}

async function removeAll(paths: readonly string[]): Promise<void> {
  await Promise.all(paths.map((file) => fs.rm(file, { force: true })));
}

/** From `folder` up to `highest`, as far as they are empty. */
async function removeEmptyFolders(folder: string, highest: string): Promise<void> {
  for (let at = folder; isWithin(highest, at); at = path.dirname(at)) await fs.rmdir(at).catch(() => undefined);
}

/** The place with the links of its existing part followed, its own included. */
async function resolved(file: string): Promise<string> {
  try {
    return await fs.realpath(file);
  } catch {
    const target = await fs.readlink(file).catch(() => undefined);
    if (target !== undefined) return resolved(path.resolve(path.dirname(file), target));
    const parent = path.dirname(file);
    return parent === file ? file : path.join(await resolved(parent), path.basename(file));
  }
}

function isWithin(folder: string, place: string): boolean {
  const relative = path.relative(folder, place);
  return relative === '' || (!relative.startsWith(`..${path.sep}`) && relative !== '..' && !path.isAbsolute(relative));
}
