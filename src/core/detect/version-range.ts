import semver from 'semver';

/** What is known about a runtime's releases, newest first, and which of them scaffolding takes when no file says. */
export interface ReleaseLine {
  readonly preferred: string;
  /** `24`, `22` or `3.14`, `3.13`: the granularity of image tags. Long-term lines before others. */
  readonly known: readonly string[];
}

export const releases = {
  node: {
    preferred: '24',
    known: ['26', '24', '22', '20', '18', '16', '14', '12', '10', '8', '25', '23', '21', '19', '17', '15', '13', '11', '9'],
  },
  bun: { preferred: '1', known: ['1'] },
  deno: { preferred: '2', known: ['2', '1'] },
  python: { preferred: '3.13', known: ['3.14', '3.13', '3.12', '3.11', '3.10', '3.9', '3.8', '3.7', '3.6', '2.7'] },
  php: { preferred: '8.4', known: ['8.5', '8.4', '8.3', '8.2', '8.1', '8.0', '7.4', '7.3', '7.2', '7.1', '7.0', '5.6'] },
  ruby: { preferred: '3.3', known: ['3.4', '3.3', '3.2', '3.1', '3.0', '2.7', '2.6', '2.5', '2.4', '2.3'] },
  go: { preferred: '1.24', known: ['1.25', '1.24', '1.23', '1.22', '1.21', '1.20', '1.19', '1.18'] },
  java: { preferred: '21', known: ['25', '21', '17', '11', '8'] },
  dotnet: { preferred: '10.0', known: ['10.0', '9.0', '8.0', '7.0', '6.0'] },
  rust: { preferred: '1.85', known: ['1.85'] },
  elixir: { preferred: '1.18', known: ['1.19', '1.18', '1.17', '1.16', '1.15', '1.14', '1.13', '1.12', '1.11', '1.10'] },
} as const satisfies Record<string, ReleaseLine>;

/**
 * The version an image should have to meet a range in npm's syntax. What pins a version keeps it: `20.11.1`, and `20.x` gives `20`.
 * A range gives the preferred release if that meets it, else the newest that does; undefined when the text is no range or nothing meets it.
 */
export function versionForRange(range: string, line: ReleaseLine): string | undefined {
  const text = range.trim();
  const pinned = pinnedVersion(text);
  if (pinned !== undefined) return pinned;
  const valid = semver.validRange(text, { loose: true });
  if (valid === null) return undefined;
  if (valid === '*') return line.preferred;
  const candidates = [line.preferred, ...line.known];
  const wholeLine = candidates.find((version) => semver.satisfies(newestOf(version), valid));
  if (wholeLine !== undefined) return wholeLine;
  const minimum = lowestVersion(valid);
  if (minimum === undefined) return undefined;
  const minor = `${String(minimum.major)}.${String(minimum.minor)}`;
  if (semver.satisfies(`${String(minimum.major)}.999.999`, valid)) return line.known[0]?.includes('.') ? minor : String(minimum.major);
  return semver.satisfies(`${minor}.999`, valid) ? minor : minimum.version;
}

/** `v20.11.1`, `20.x`, `=3.12`: a version or the beginning of one, as an image tag is written; undefined for everything else. */
export function pinnedVersion(text: string): string | undefined {
  const match = /^(?:={1,3}\s*)?v?(\d+)(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?$/.exec(text.trim());
  if (match === null) return undefined;
  const parts = match.slice(1).filter((part: string | undefined) => part !== undefined);
  const end = parts.findIndex((part) => !/^\d+$/.test(part));
  return (end < 0 ? parts : parts.slice(0, end)).join('.');
}

/** Python's `>=3.9,<3.13`, `~=3.10`, `==3.11.*`, `^3.11` (Poetry) as an npm range. */
export function rangeFromPython(specifier: string): string {
  return specifier
    .split('||')
    .map((alternative) =>
      alternative
        .split(',')
        .map((part) => part.trim())
        .filter((part) => !part.startsWith('!='))
        .map((part) =>
          part
            .replace(/^~=\s*(\d+)\.(\d+)$/, '^$1.$2')
            .replace(/^~=\s*/, '~')
            .replace(/^={2,3}\s*/, '')
            .replace(/\.\*$/, '.x'),
        )
        .join(' '),
    )
    .join(' || ');
}

/** Composer's `^8.1|^8.2`, `>=8.1,<8.4`, `~8.1` (up to 9) as an npm range. */
export function rangeFromComposer(constraint: string): string {
  return constraint
    .split(/\s*\|\|?\s*/)
    .map((part) =>
      part
        .replace(/,/g, ' ')
        .replace(/@\w+/g, '')
        .replace(/~\s*(\d+)\.(\d+)(?![\d.])/g, '^$1.$2')
        .replace(/\.\*/g, '.x')
        .trim(),
    )
    .join(' || ');
}

/** RubyGems' and Hex's `~> 3.2`, `~> 3.2.1`, `>= 3.1, < 3.4`, `>= 1.14 and < 2.0` as an npm range. */
export function rangeFromPessimistic(requirement: string): string {
  return requirement
    .replace(/\bor\b/g, '||')
    .replace(/\band\b|,/g, ' ')
    .replace(/~>\s*(\d+)\.(\d+)(?![\d.])/g, '^$1.$2')
    .replace(/~>\s*(\d+\.\d+\.\d+)/g, '~$1')
    .replace(/~>\s*(\d+)(?![\d.])/g, '>=$1');
}

function newestOf(version: string): string {
  const parts = version.split('.');
  while (parts.length < 3) parts.push('999');
  return parts.join('.');
}

function lowestVersion(range: string): semver.SemVer | undefined {
  try {
    return semver.minVersion(range) ?? undefined;
  } catch {
    return undefined;
  }
}
