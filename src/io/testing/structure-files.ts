import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { readCstFile } from '../../core/testing/cst/read.ts';
import { runCstFile, unreadable, type CstResult } from '../../core/testing/cst/run.ts';
import { gossPorts, isGossFile, readGossFile, runGoss } from '../../core/testing/goss/run.ts';
import type { Lab } from '../../core/testing/lab.ts';
import type { ImageFacts, TestPlan } from '../../core/testing/plan.ts';
import { fact, result } from '../../core/testing/result.ts';
import type { TestResult } from '../../core/testing/verdict.ts';
import { waitReady } from '../../core/testing/wait-ready.ts';
import { EngineError } from '../engine/errors.ts';
import { openCstHost, type CstSetup } from './cst-host.ts';

export interface StructureFile {
  readonly path: string;
  readonly text: string;
  readonly tool: 'container-structure-test' | 'goss';
}

export async function readStructureFiles(paths: readonly string[]): Promise<readonly StructureFile[]> {
  const files: StructureFile[] = [];
  for (const path of paths) {
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      throw new EngineError(
        'bad-request',
        `The structure file ${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}.`,
      );
    });
    files.push({ path, text, tool: isGossFile(text) ? 'goss' : 'container-structure-test' });
  }
  return files;
}

/** Asks one ready container what the goss files say. */
export async function runGossFiles(files: readonly StructureFile[], lab: Lab, plan: TestPlan): Promise<readonly TestResult[]> {
  const reads = files.map((file) => ({ file, read: readGossFile(file.text) }));
  const broken = reads.flatMap(({ file, read }) => ('error' in read ? [unreadableGoss(file, read.error)] : []));
  const resources = reads.flatMap(({ read }) => ('error' in read ? [] : read.resources));
  if (resources.length === 0) return broken;
  const container = await lab.start({ ports: [...new Set([...(plan.port ? [plan.port.number] : []), ...gossPorts(resources)])] });
  await waitReady(lab, container, plan);
  return [...broken, ...(await runGoss(resources, container, () => lab.now()))];
}

function unreadableGoss(file: StructureFile, error: string): TestResult {
  return result('structure', `structure: ${basename(file.path)}`, 0, {
    verdict: 'unknown',
    summary: `the goss file cannot be read: ${error}`,
    evidence: [fact('File', file.path)],
    advice: 'Correct the file, or check it with goss itself.',
  });
}

/** Runs container-structure-test files, in their order. */
export async function runCstFiles(files: readonly StructureFile[], image: ImageFacts, setup: CstSetup): Promise<readonly CstResult[]> {
  const results: CstResult[] = [];
  for (const { path, text } of files) {
    const read = readCstFile(text, path.toLowerCase().endsWith('.json') ? 'json' : 'yaml');
    if ('error' in read) results.push(unreadable(read.error));
    else results.push(...(await runCstFile(read.file, image, openCstHost(setup))));
  }
  return results;
}

/** The same as our own results. */
export function structureResults(results: readonly CstResult[], paths: readonly string[]): readonly TestResult[] {
  const taken = new Map<string, number>();
  return results.map((one) => {
    const plain = one.name === '' ? paths.map((path) => basename(path)).join(', ') || 'file' : one.name;
    const count = (taken.get(plain) ?? 0) + 1;
    taken.set(plain, count);
    const name = `structure: ${plain}${count > 1 ? ` (${count})` : ''}`;
    const [first] = one.errors;
    return result('structure', name, one.durationNs / 1e6, {
      verdict: one.pass ? 'pass' : 'fail',
      summary: one.pass ? 'as the file says' : ((first ?? 'failed').split('\n')[0]?.slice(0, 100) ?? 'failed'),
      evidence: [
        ...one.errors.map((error) => fact('Error', error)),
        ...(one.stdout === '' || one.pass ? [] : [fact('Output', one.stdout)]),
        ...(one.stderr === '' || one.pass ? [] : [fact('Error output', one.stderr)]),
      ],
      advice: one.pass ? null : 'Correct the image, or the expectation in the file.',
    });
  });
}
