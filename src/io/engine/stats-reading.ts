import type Docker from 'dockerode';
import type { EngineInfo, StatsSample } from './engine.ts';
import { statsSample, type RawStats } from './stats.ts';

/** One sample; `one-shot` spares Docker the second reading it would wait for. */
export async function readStats(docker: Docker, info: EngineInfo, id: string, signal: AbortSignal | undefined): Promise<StatsSample> {
  const raw = (await docker.getContainer(id).stats({ stream: false, 'one-shot': true })) as unknown as RawStats;
  return statsSample(raw, Number.POSITIVE_INFINITY, Date.now());
}
