import { goRegexMatches } from '../cst/regex.ts';

/** True or false; null where the matcher is not one of those that are read here. */
export function matches(expected: unknown, actual: unknown): boolean | null {
  if (Array.isArray(expected))
    return Array.isArray(actual)
      ? all(expected.map((one) => some(actual.map((two) => matches(one, two)))))
      : streamMatches(expected, actual);
  if (typeof expected === 'object' && expected !== null)
    return all(Object.entries(expected).map(([name, argument]) => operator(name, argument, actual)));
  // An empty text asks for no output; any other text for a stream stands for itself.
  if (typeof actual === 'string' && typeof expected === 'number') return actual === String(expected);
  return actual === expected;
}

/** Goss's patterns for output and files: `"text"` is in some line, `"/re/"` matches one, `!` in front turns them round. An empty list asks nothing. */
function streamMatches(patterns: readonly unknown[], actual: unknown): boolean | null {
  if (typeof actual !== 'string') return null;
  const lines = actual.split('\n');
  return all(
    patterns.map((pattern) => {
      if (typeof pattern !== 'string')
        return typeof pattern === 'object' ? matches(pattern, actual) : lines.some((line) => line.includes(JSON.stringify(pattern)));
      const negated = pattern.startsWith('!');
      const body = negated ? pattern.slice(1) : pattern.replace(/^\\(?=[!/])/, '');
      const found =
        body.length > 1 && body.startsWith('/') && body.endsWith('/')
          ? some(lines.map((line) => goRegexMatches(body.slice(1, -1), line)))
          : lines.some((line) => line.includes(body));
      return found === null ? null : found !== negated;
    }),
  );
}

function operator(name: string, argument: unknown, actual: unknown): boolean | null {
  const list = Array.isArray(argument) ? (argument as readonly unknown[]) : [];
  const text = typeof actual === 'string' ? actual : null;
  switch (name) {
    case 'and':
      return all(list.map((one) => matches(one, actual)));
    case 'or':
      return some(list.map((one) => matches(one, actual)));
    case 'not': {
      const inner = matches(argument, actual);
      return inner === null ? null : !inner;
    }
    case 'equal':
      return JSON.stringify(argument) === JSON.stringify(actual);
    case 'have-prefix':
      return text?.startsWith(String(argument)) ?? null;
    case 'have-suffix':
      return text?.endsWith(String(argument)) ?? null;
    case 'contain-substring':
      return text?.includes(String(argument)) ?? null;
    case 'match-regexp':
      return text === null ? null : goRegexMatches(String(argument), text);
    case 'gt':
    case 'ge':
    case 'lt':
    case 'le':
      return compare(name, Number(argument), Number(actual));
    case 'contain-element':
      return Array.isArray(actual) ? some(actual.map((one) => matches(argument, one))) : null;
    case 'contain-elements':
      return matches(list, actual);
    case 'consist-of':
      return Array.isArray(actual) ? list.length === actual.length && matches(list, actual) : null;
    case 'have-len':
      return typeof actual === 'string' || Array.isArray(actual) ? actual.length === Number(argument) : null;
    default:
      return null;
  }
}

function compare(name: 'gt' | 'ge' | 'lt' | 'le', limit: number, value: number): boolean {
  if (name === 'gt') return value > limit;
  if (name === 'ge') return value >= limit;
  return name === 'lt' ? value < limit : value <= limit;
}

/** Unknown only where it decides. */
function all(answers: readonly (boolean | null)[]): boolean | null {
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}

function some(answers: readonly (boolean | null)[]): boolean | null {
  if (answers.includes(true)) return true;
  return answers.includes(null) ? null : false;
}
