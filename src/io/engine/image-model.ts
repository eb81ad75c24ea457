import type { ImageConfig, ImageInfo, ImageSummary, Labels } from './engine.ts';

/** The engine's inspect answers in our terms. Docker and Podman leave out or null what they have nothing for; so everything here is optional. */
export interface RawConfig {
  readonly User?: string | null;
  readonly Env?: readonly string[] | null;
  readonly Entrypoint?: readonly string[] | string | null;
  readonly Cmd?: readonly string[] | string | null;
  readonly WorkingDir?: string | null;
  readonly ExposedPorts?: Readonly<Record<string, unknown>> | null;
  readonly Volumes?: Readonly<Record<string, unknown>> | null;
  readonly Labels?: Labels | null;
  readonly StopSignal?: string | number | null;
  readonly Shell?: readonly string[] | null;
  readonly Tty?: boolean;
  readonly Healthcheck?: RawHealthcheck | null;
}

interface RawHealthcheck {
  readonly Test?: readonly string[] | null;
  readonly Interval?: number;
  readonly Timeout?: number;
  readonly StartPeriod?: number;
  readonly Retries?: number;
}

export interface RawImage {
  readonly Id: string;
  readonly RepoTags?: readonly string[] | null;
  readonly RepoDigests?: readonly string[] | null;
  readonly Size?: number;
  readonly Created?: string | number;
  readonly Os?: string;
  readonly Architecture?: string;
  readonly Labels?: Labels | null;
  readonly Config?: RawConfig | null;
}

export function imageInfo(raw: RawImage): ImageInfo {
  return {
    id: imageId(raw.Id),
    tags: (raw.RepoTags ?? []).map(familiarName),
    digests: (raw.RepoDigests ?? []).map(familiarName),
    sizeBytes: raw.Size ?? 0,
    createdAt: time(raw.Created) ?? '',
    os: raw.Os ?? '',
    arch: raw.Architecture ?? '',
    config: imageConfig(raw.Config ?? {}),
  };
}

export function imageSummary(raw: RawImage): ImageSummary {
  return {
    id: imageId(raw.Id),
    // Docker shows an image without a name as <none>:<none>.
    tags: (raw.RepoTags ?? []).filter((tag) => tag !== '<none>:<none>').map(familiarName),
    sizeBytes: raw.Size ?? 0,
    createdAt: time(raw.Created) ?? '',
    labels: raw.Labels ?? {},
  };
}

export function imageConfig(raw: RawConfig): ImageConfig {
  const { Healthcheck: health } = raw;
  const test = health?.Test ?? [];
  return {
    user: raw.User ?? '',
    env: environment(raw.Env ?? []),
    entrypoint: words(raw.Entrypoint),
    cmd: words(raw.Cmd),
    workdir: raw.WorkingDir || '/',
    exposedPorts: Object.keys(raw.ExposedPorts ?? {}),
    volumes: Object.keys(raw.Volumes ?? {}),
    labels: raw.Labels ?? {},
    stopSignal: signalName(raw.StopSignal),
    shell: raw.Shell ?? null,
    healthcheck:
      test.length === 0 || test[0] === 'NONE'
        ? null
        : {
            test,
            // An absent figure means the engine's default.
            intervalMs: milliseconds(health?.Interval) || 30_000,
            timeoutMs: milliseconds(health?.Timeout) || 30_000,
            startPeriodMs: milliseconds(health?.StartPeriod),
            retries: health?.Retries || 3,
          },
  };
}

function environment(entries: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    entries.map((entry) => {
      const at = entry.indexOf('=');
      return at < 0 ? [entry, ''] : [entry.slice(0, at), entry.slice(at + 1)];
    }),
  );
}

/** An empty list is as good as none: engines give either. */
function words(value: readonly string[] | string | null | undefined): readonly string[] | null {
  const list = typeof value === 'string' ? value.split(' ').filter(Boolean) : (value ?? []);
  return list.length > 0 ? list : null;
}

/** Podman gives a container's stop signal as a number. */
function signalName(value: string | number | null | undefined): string {
  if (value === null || value === undefined || value === '' || value === 0) return 'SIGTERM';
  const numbered: Readonly<Record<string, string>> = {
    '1': 'SIGHUP',
    '2': 'SIGINT',
    '3': 'SIGQUIT',
    '9': 'SIGKILL',
    '10': 'SIGUSR1',
    '12': 'SIGUSR2',
    '15': 'SIGTERM',
    '28': 'SIGWINCH',
  };
  const text = String(value).toUpperCase();
  return numbered[text] ?? (text.startsWith('SIG') || /^\d+$/.test(text) ? text : `SIG${text}`);
}

/** The engines' zero time means never. */
export function time(value: string | number | undefined): string | null {
  if (value === undefined || value === '') return null;
  if (typeof value === 'number') return new Date(value * 1000).toISOString();
  return value.startsWith('0001-') ? null : value;
}

function milliseconds(nanoseconds: number | undefined): number {
  return Math.round((nanoseconds ?? 0) / 1e6);
}

/** Podman leaves the algorithm out. */
export function imageId(id: string): string {
  return /^[0-9a-f]{64}$/.test(id) ? `sha256:${id}` : id;
}

/** As Docker shows it and people write it; Podman spells Docker Hub's names out. */
export function familiarName(image: string): string {
  return image.replace(/^docker\.io\/(?:library\/)?/, '');
}
