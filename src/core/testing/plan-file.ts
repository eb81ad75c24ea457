import type { Span } from '../text/span.ts';
import { locateYaml, readYaml, type YamlPath } from '../yaml/parse.ts';
import type { RecoveryFault, TestOptions } from './plan.ts';
import { testKinds, type TestKind } from './verdict.ts';

/** The name of the plan file, beside the Dockerfile. */
export const planFileName = 'drydock.test.yaml';

/** What a plan file says; what it leaves out is left out here as well. */
export interface PlanFile {
  readonly kinds?: readonly TestKind[];
  readonly options: Partial<TestOptions>;
  /** Env files, relative to the plan file. Values themselves do not belong into a file that is committed. */
  readonly envFiles: readonly string[];
  /** container-structure-test and goss files, relative to the plan file. */
  readonly structure: readonly string[];
  readonly helperImage?: string;
}

export interface PlanProblem {
  readonly message: string;
  readonly span: Span;
}

export interface PlanFileRead {
  readonly plan: PlanFile;
  readonly problems: readonly PlanProblem[];
}

/** Reads `drydock.test.yaml`. Never throws: what is wrong is a problem with its place, and the rest counts. */
export function readPlanFile(text: string): PlanFileRead {
  const { documents, problems: syntax } = readYaml(text, 'config');
  const problems: PlanProblem[] = syntax.map(({ message, span }) => ({ message, span }));
  const root = documents[0] ?? {};
  const locate = locateYaml(text);
  const report = (path: YamlPath, message: string, at: 'key' | 'value' = 'value'): void => {
    const place = locate(path);
    problems.push({ message, span: (at === 'key' ? place?.key : place?.value) ?? { start: 0, end: Math.min(1, text.length) } });
  };
  if (!isRecord(root)) {
    report([], 'A test plan is a mapping, such as "kinds: [readiness]"');
    return { plan: { options: {}, envFiles: [], structure: [] }, problems };
  }
  const reader: Reader = { root, report };
  for (const key of Object.keys(root)) {
    if (!keys.includes(key)) report([key], `'${key}' is not a key of a test plan; keys are ${keys.join(', ')}`, 'key');
  }
  const kinds = readList(reader, 'kinds', testKinds);
  const helperImage = readText(reader, 'helperImage');
  return {
    plan: {
      ...(kinds && { kinds }),
      options: readOptions(reader),
      envFiles: readList(reader, 'envFiles', null) ?? [],
      structure: readList(reader, 'structure', null) ?? [],
      ...(helperImage !== undefined && { helperImage }),
    },
    problems,
  };
}

const keys: readonly string[] = [
  'kinds',
  'port',
  'path',
  'protocol',
  'readyTimeout',
  'stopTimeout',
  'recovery',
  'envFiles',
  'structure',
  'helperImage',
];
const faults: readonly RecoveryFault[] = ['crash', 'pause', 'network', 'disk', 'memory'];

interface Reader {
  readonly root: Readonly<Record<string, unknown>>;
  readonly report: (path: YamlPath, message: string) => void;
}

function readOptions(reader: Reader): Partial<TestOptions> {
  const port = readNumber(reader, 'port', 1, 65_535);
  const path = readText(reader, 'path');
  const [protocol] = reader.root['protocol'] === undefined ? [] : (readList(reader, 'protocol', ['http', 'tcp'] as const) ?? []);
  const readyTimeoutSeconds = readNumber(reader, 'readyTimeout', 1, 3_600);
  const stopTimeoutSeconds = readNumber(reader, 'stopTimeout', 0, 3_600);
  const recovery = readList(reader, 'recovery', faults);
  return {
    ...(port !== undefined && { port }),
    ...(path !== undefined && { path }),
    ...(protocol && { protocol }),
    ...(readyTimeoutSeconds !== undefined && { readyTimeoutSeconds }),
    ...(stopTimeoutSeconds !== undefined && { stopTimeoutSeconds }),
    ...(recovery && { recovery }),
  };
}

/** One word or a list of words; `choices` null takes any text. */
function readList<Choice extends string>(
  { root, report }: Reader,
  key: string,
  choices: readonly Choice[] | null,
): readonly Choice[] | undefined {
  const value = root[key];
  if (value === undefined || value === null) return undefined;
  const items: readonly unknown[] = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  return items.flatMap((item, index): readonly Choice[] => {
    const known = typeof item === 'string' ? (choices === null ? (item as Choice) : choices.find((choice) => choice === item)) : undefined;
    if (known !== undefined) return [known];
    const wanted = choices === null ? 'a text' : `one of ${choices.join(', ')}`;
    report(Array.isArray(value) ? [key, index] : [key], `'${key}' takes ${wanted}`);
    return [];
  });
}

/** A number of seconds may be written `30` or `30s`. */
function readNumber({ root, report }: Reader, key: string, least: number, most: number): number | undefined {
  const value = root[key];
  if (value === undefined || value === null) return undefined;
  const number = typeof value === 'number' ? value : typeof value === 'string' && /^\d+(?:\.\d+)?s$/.test(value) ? parseFloat(value) : NaN;
  if (number >= least && number <= most) return number;
  report([key], `'${key}' takes a number from ${least} to ${most}`);
  return undefined;
}

function readText({ root, report }: Reader, key: string): string | undefined {
  const value = root[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  report([key], `'${key}' takes a text`);
  return undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
