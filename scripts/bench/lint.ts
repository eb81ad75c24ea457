import fs from 'node:fs';
import path from 'node:path';
import { parseDockerfile } from '../../src/core/dockerfile/parse.ts';
import { fixAll } from '../../src/core/lint/fixer.ts';
import { lint } from '../../src/core/lint/linter.ts';
import { dockerfileRules } from '../../src/core/rules/index.ts';
import { figures, inWords, ms, timed } from './figures.ts';

/** Every file of a folder whose name or content says Dockerfile: what a person would hand over, a corpus with names of its own included. */
function dockerfilesIn(folder: string): readonly string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('node_modules'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => /dockerfile|containerfile/i.test(path.basename(file)) && !/\.(json|dockerignore|md)$/.test(file));
}

/** Lints and mends every Dockerfile of a folder, and says how long it took and what did not hold. */
export function benchLint(folder: string): void {
  const texts = dockerfilesIn(folder).map((file) => ({ file, text: fs.readFileSync(file, 'utf8') }));
  if (texts.length === 0) {
    console.log(`  no Dockerfile in ${folder}`);
    return;
  }
  for (const { text } of texts.slice(0, 50)) lint(text, dockerfileRules); // warm
  const times: { readonly file: string; readonly milliseconds: number }[] = [];
  const wrong = { exceptions: [] as string[], unparsed: [] as string[], unstable: [] as string[], worse: [] as string[] };
  let findings = 0;
  for (const { file, text } of texts) {
    try {
      const { value, milliseconds } = timed(() => lint(text, dockerfileRules));
      times.push({ file, milliseconds });
      findings += value.findings.filter(({ own }) => own).length;
      wrong.exceptions.push(...value.failures.map(({ rule }) => `${file} (${rule})`));
      if (parseDockerfile(text).problems.length > 0) wrong.unparsed.push(file);
      const fixed = fixAll(text, dockerfileRules).text;
      if (fixAll(fixed, dockerfileRules).text !== fixed) wrong.unstable.push(file);
      const added = newFindings(text, fixed);
      if (added.length > 0) wrong.worse.push(`${file} (${added.join(', ')})`);
    } catch (error) {
      wrong.exceptions.push(`${file}: ${String(error)}`);
    }
  }

  console.log(`  lint        ${inWords(figures(times.map(({ milliseconds }) => milliseconds)))}, ${findings} findings`);
  const slowest = [...times].sort((a, b) => b.milliseconds - a.milliseconds)[0];
  if (slowest) console.log(`  slowest     ${ms(slowest.milliseconds)} ${slowest.file}`);
  list('exceptions', wrong.exceptions);
  list('not parsed', wrong.unparsed);
  list('fix twice is not fix once', wrong.unstable);
  list('new findings after fix', wrong.worse);
}

/** The bar of the project: a Dockerfile of 300 lines, warm, median of 100. */
export function bench300Lines(): void {
  const steps = Array.from({ length: 37 }, (_, index) => {
    const n = index + 1;
    return [
      `# Part ${n}`,
      `ARG VERSION_${n}=1.${n}`,
      `ENV PART_${n}=/opt/part-${n}`,
      `RUN apt-get update \\`,
      `    && apt-get install -y --no-install-recommends tool-${n}=1.${n}-1 \\`,
      `    && curl -fsSL https://example.com/part-${n}.tar.gz | tar -xz -C /opt \\`,
      `    && rm -rf /var/lib/apt/lists/*`,
      `COPY part-${n}/ /opt/part-${n}/`,
    ].join('\n');
  });
  const text = ['FROM debian:13-slim AS build', 'WORKDIR /app', ...steps, 'USER 10001:10001', 'CMD ["/app/run"]', ''].join('\n');
  const runs = Array.from({ length: 120 }, () => timed(() => lint(text, dockerfileRules)).milliseconds).slice(20);
  console.log(`  ${text.split('\n').length - 1} lines   ${inWords(figures(runs))}`);
}

function newFindings(before: string, after: string): readonly string[] {
  const count = (text: string) => {
    const counts = new Map<string, number>();
    for (const { rule, own } of lint(text, dockerfileRules).findings) if (own) counts.set(rule, (counts.get(rule) ?? 0) + 1);
    return counts;
  };
  const old = count(before);
  return [...count(after)].filter(([rule, number]) => number > (old.get(rule) ?? 0)).map(([rule]) => rule);
}

function list(title: string, places: readonly string[]): void {
  console.log(`  ${title}: ${places.length}`);
  for (const place of places.slice(0, 10)) console.log(`    ${place}`);
  if (places.length > 10) console.log(`    and ${places.length - 10} more`);
}
