import type { EngineEvent } from './engine.ts';

/** A line of `GET /events`. */
export interface RawEvent {
  readonly Type?: string;
  readonly Action?: string;
  readonly Actor?: { readonly ID?: string; readonly Attributes?: Readonly<Record<string, string>> | null };
  readonly time?: number;
  readonly timeNano?: number;
  readonly HealthStatus?: string;
}

/** In Docker's words on every engine: Podman says `died` and `remove`, and keeps a health status apart. */
export function engineEvent(raw: RawEvent): EngineEvent {
  const type = raw.Type === 'container' || raw.Type === 'image' || raw.Type === 'network' || raw.Type === 'volume' ? raw.Type : 'other';
  return {
    type,
    action: action(type, raw),
    id: raw.Actor?.ID ?? '',
    attributes: raw.Actor?.Attributes ?? {},
    timeMs: raw.timeNano ? raw.timeNano / 1e6 : (raw.time ?? 0) * 1000,
  };
}

function action(type: EngineEvent['type'], raw: RawEvent): string {
  const said = raw.Action ?? '';
  if (type !== 'container') return said;
  if (said === 'died') return 'die';
  if (said === 'remove') return 'destroy';
  if (said === 'health_status' && raw.HealthStatus) return `health_status: ${raw.HealthStatus}`;
  return said;
}
