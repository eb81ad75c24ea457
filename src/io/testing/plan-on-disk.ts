import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lineIndex } from '../../core/text/line-index.ts';
import { planFileName, readPlanFile, type PlanFile } from '../../core/testing/plan-file.ts';
import { EngineError } from '../engine/errors.ts';

/** The plan file of a folder; undefined when there is none. A wrong one is refused with the place of each problem: a typing error must not drop a test in silence. */
export async function loadPlanFile(dir: string): Promise<PlanFile | undefined> {
  const path = join(dir, planFileName);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new EngineError('bad-request', `${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? 'unknown error'}.`);
  });
  if (text === undefined) return undefined;
  const { plan, problems } = readPlanFile(text);
  if (problems.length === 0) return plan;
  const lines = lineIndex(text);
  const list = problems.map(({ message, span }) => `${planFileName}:${lines.positionAt(span.start).line + 1} ${message}`);
  throw new EngineError('bad-request', `${list.join('; ')}.`);
}
