import type { AppProfile, Evidence, Fact } from './profile.ts';

/** Where a reader saw something; `line` is one-based, null when the file's presence is the evidence. */
export interface Place {
  readonly file: string;
  readonly line: number | null;
}

/** A fact that a file states. */
export function found<T>(value: T, place: Place, rule: string, text?: string): Fact<T> {
  return { value, evidence: evidenceOf('found', place.file, place.line, rule, text) };
}

/** A value that no file states and that scaffolding will use; `text` says whose default it is. */
export function byDefault<T>(value: T, text?: string): Fact<T> {
  return { value, evidence: evidenceOf('default', null, null, 'default', text) };
}

/** The same evidence for another value, for facts that follow from a fact. */
export function withValue<T>(fact: Fact<unknown>, value: T): Fact<T> {
  return { value, evidence: fact.evidence };
}

/** The first fact that is there, preferring what a file says over defaults. */
export function firstFact<T>(...facts: readonly (Fact<T> | null | undefined)[]): Fact<T> | null {
  const present = facts.filter((fact) => fact !== null && fact !== undefined);
  return present.find((fact) => fact.evidence.source === 'found') ?? present[0] ?? null;
}

/** A profile of which nothing is known yet. */
export function unknownProfile(path: string, name: string): AppProfile {
  return {
    path,
    name,
    kind: null,
    language: null,
    framework: null,
    packageManager: null,
    runtimeVersion: null,
    buildCommand: null,
    startCommand: null,
    port: null,
    services: [],
    env: [],
    processes: [],
    details: {},
    problems: [],
  };
}

const longestText = 120;

function evidenceOf(
  source: Evidence['source'],
  file: string | null,
  line: number | null,
  rule: string,
  text: string | undefined,
): Evidence {
  const base = { source, file, line, rule };
  const trimmed = text?.trim();
  if (!trimmed) return base;
  return { ...base, text: trimmed.length > longestText ? `${trimmed.slice(0, longestText - 1)}…` : trimmed };
}
