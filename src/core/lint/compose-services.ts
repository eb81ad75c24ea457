import { isRecord } from './drydock-config.ts';

export interface ComposeService {
  readonly name: string;
  readonly service: Readonly<Record<string, unknown>>;
}

/** The services of a Compose file as it is written; what is no mapping is left out. */
export function servicesOf(document: Readonly<Record<string, unknown>>): readonly ComposeService[] {
  const services = document['services'];
  if (!isRecord(services)) return [];
  return Object.entries(services).flatMap(([name, service]) => (isRecord(service) ? [{ name, service }] : []));
}

/** `environment` as pairs, from a mapping or from a list of `KEY=value`, each with the path of its value. */
export function environmentOf({
  name,
  service,
}: ComposeService): readonly { readonly key: string; readonly value: string | undefined; readonly path: readonly (string | number)[] }[] {
  const environment = service['environment'];
  const base = ['services', name, 'environment'];
  if (Array.isArray(environment)) {
    return environment.flatMap((entry: unknown, i) => {
      if (typeof entry !== 'string') return [];
      const equals = entry.indexOf('=');
      return [
        { key: equals < 0 ? entry : entry.slice(0, equals), value: equals < 0 ? undefined : entry.slice(equals + 1), path: [...base, i] },
      ];
    });
  }
  if (!isRecord(environment)) return [];
  return Object.entries(environment).map(([key, value]) => ({
    key,
    value: typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined,
    path: [...base, key],
  }));
}
