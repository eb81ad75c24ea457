import type { ImageFacts } from '../plan.ts';
import { goRegexMatches } from './regex.ts';
import type { KeyValue, MetadataTest } from './schema.ts';

/** What a metadata test finds wrong; null for a test that asks nothing, which is not run at all. */
export function judgeMetadata(test: MetadataTest, image: ImageFacts): readonly string[] | null {
  if (isEmpty(test)) return null;
  const invalid = invalidKeys(test);
  if (invalid !== null) return [invalid];
  const ports = image.exposedPorts.map((port) => port.split('/')[0] ?? '');
  return [
    ...test.envVars.flatMap((pair) => judgePair(pair, image.env, 'env var', (key) => `variable ${key} not found in image env`)),
    ...test.unboundEnvVars
      .filter(({ key }) => key in image.env)
      .map(({ key }) => `env variable ${key} should not be present in image metadata`),
    ...test.labels.flatMap((pair) => judgePair(pair, image.labels, 'label', (key) => `label ${key} not found in image metadata`)),
    ...(test.cmd && !equal(test.cmd, image.cmd ?? [])
      ? [`Image Cmd [${(image.cmd ?? []).join(' ')}] does not match expected Cmd: [${test.cmd.join(' ')}]`]
      : []),
    ...(test.entrypoint && !equal(test.entrypoint, image.entrypoint ?? [])
      ? [`Image entrypoint [${(image.entrypoint ?? []).join(' ')}] does not match expected entrypoint: [${test.entrypoint.join(' ')}]`]
      : []),
    ...(test.workdir !== '' && test.workdir !== image.workdir
      ? [`Image workdir ${image.workdir} does not match config workdir: ${test.workdir}`]
      : []),
    ...(test.user !== '' && test.user !== image.user ? [`Image user ${image.user} does not match config user: ${test.user}`] : []),
    ...test.exposedPorts.filter((port) => !ports.includes(port)).map((port) => `Port ${port} not found in config`),
    ...test.unexposedPorts.filter((port) => ports.includes(port)).map((port) => `Port ${port} should not be exposed`),
    ...test.volumes.filter((path) => !image.volumes.includes(path)).map((path) => `Volume ${path} not found in config`),
    ...test.unmountedVolumes.filter((path) => image.volumes.includes(path)).map((path) => `Volume ${path} should not be mounted`),
  ];
}

function isEmpty(test: MetadataTest): boolean {
  return (
    Object.values(test).every((value) => value === null || value === '' || (Array.isArray(value) && value.length === 0)) &&
    test.cmd === null &&
    test.entrypoint === null
  );
}

function invalidKeys(test: MetadataTest): string | null {
  if ([...test.envVars, ...test.unboundEnvVars].some(({ key }) => key === '')) return 'Environment variable key cannot be empty';
  return test.labels.some(({ key }) => key === '') ? 'Label key cannot be empty' : null;
}

function judgePair(
  { key, value, isRegex }: KeyValue,
  actual: Readonly<Record<string, string>>,
  what: string,
  missing: (key: string) => string,
): readonly string[] {
  const found = Object.hasOwn(actual, key) ? actual[key] : undefined;
  if (found === undefined) return [missing(key)];
  const matches = isRegex ? goRegexMatches(value, found) === true : found === value;
  return matches ? [] : [`${what} ${key} value ${found} does not match expected value: ${value}`];
}

const equal = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((one, index) => one === b[index]);
