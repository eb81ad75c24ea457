import { protobufFields } from './protobuf.ts';

/** What BuildKit says of a running build; `moby.buildkit.v1.StatusResponse`, the fields that are shown. */
export interface BuildTrace {
  readonly vertexes: readonly TraceVertex[];
  readonly statuses: readonly TraceStatus[];
  readonly logs: readonly TraceLog[];
  readonly warnings: readonly TraceWarning[];
}

/** One node of the build graph. Comes several times: when it is known, started, completed. */
export interface TraceVertex {
  readonly digest: string;
  readonly name: string;
  readonly cached: boolean;
  readonly startedMs: number | null;
  readonly completedMs: number | null;
  readonly error: string;
}

/** Progress inside a vertex: a layer that is pulled, bytes of the context. */
export interface TraceStatus {
  readonly id: string;
  readonly vertex: string;
  readonly current: number;
  readonly total: number;
  readonly completed: boolean;
}

export interface TraceLog {
  readonly vertex: string;
  /** 1 stdout, 2 stderr. */
  readonly stream: number;
  /** May end in the middle of a character: a log is cut by size. */
  readonly data: Buffer;
}

export interface TraceWarning {
  readonly message: string;
  readonly line: number | null;
}

/** Reads the base64 of a `moby.buildkit.trace` line. Never fails: what cannot be read is left out. */
export function decodeBuildTrace(base64: string): BuildTrace {
  const vertexes: TraceVertex[] = [];
  const statuses: TraceStatus[] = [];
  const logs: TraceLog[] = [];
  const warnings: TraceWarning[] = [];
  for (const field of protobufFields(Buffer.from(base64, 'base64'))) {
    if (!('bytes' in field)) continue;
    if (field.number === 1) vertexes.push(vertex(field.bytes));
    else if (field.number === 2) statuses.push(status(field.bytes));
    else if (field.number === 3) logs.push(log(field.bytes));
    else if (field.number === 4) warnings.push(warning(field.bytes));
  }
  return { vertexes, statuses, logs, warnings };
}

function vertex(message: Buffer): TraceVertex {
  const { texts, numbers, messages } = collect(message);
  return {
    digest: texts.get(1) ?? '',
    name: texts.get(3) ?? '',
    cached: numbers.get(4) === 1,
    startedMs: timestamp(messages.get(5)),
    completedMs: timestamp(messages.get(6)),
    error: texts.get(7) ?? '',
  };
}

function status(message: Buffer): TraceStatus {
  const { texts, numbers, messages } = collect(message);
  return {
    id: texts.get(1) ?? '',
    vertex: texts.get(2) ?? '',
    current: numbers.get(4) ?? 0,
    total: numbers.get(5) ?? 0,
    completed: messages.has(8),
  };
}

function log(message: Buffer): TraceLog {
  const { texts, numbers, messages } = collect(message);
  return { vertex: texts.get(1) ?? '', stream: numbers.get(3) ?? 1, data: messages.get(4) ?? Buffer.alloc(0) };
}

function warning(message: Buffer): TraceWarning {
  const { texts, messages } = collect(message);
  const range = messages.get(7);
  const start = range && collect(range).messages.get(1);
  return { message: texts.get(3) ?? '', line: (start && collect(start).numbers.get(1)) ?? null };
}

/** The last value of each field; the caller knows which kind it is. */
function collect(message: Buffer) {
  const numbers = new Map<number, number>();
  const messages = new Map<number, Buffer>();
  const texts = new Map<number, string>();
  for (const field of protobufFields(message)) {
    if ('varint' in field) numbers.set(field.number, Number(field.varint));
    else {
      messages.set(field.number, field.bytes);
      texts.set(field.number, field.bytes.toString());
    }
  }
  return { texts, numbers, messages };
}

/** google.protobuf.Timestamp in milliseconds. */
function timestamp(message: Buffer | undefined): number | null {
  if (!message) return null;
  const { numbers } = collect(message);
  return (numbers.get(1) ?? 0) * 1000 + (numbers.get(2) ?? 0) / 1e6;
}
