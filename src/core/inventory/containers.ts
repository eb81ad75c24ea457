/** A container as an engine lists it; what the tree needs of it. */
export interface ListedContainer {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly state: string;
  /** The engine's own words: `Up 3 minutes (healthy)`, `Exited (137) 4 minutes ago`. */
  readonly status: string;
  readonly health: 'starting' | 'healthy' | 'unhealthy' | null;
  readonly ports: readonly {
    readonly container: number;
    readonly protocol: string;
    readonly host: number | null;
    readonly hostIp: string | null;
  }[];
  readonly createdAt: string;
}

export interface ContainerGroup {
  /** Stays the same while containers come and go. */
  readonly id: string;
  readonly label: string;
  /** `4 of 5 running` */
  readonly description: string;
  readonly containers: readonly ContainerItem[];
}

export interface ContainerItem {
  /** Does not hold the state: a container that stops keeps its place and its selection. */
  readonly id: string;
  readonly containerId: string;
  readonly image: string;
  readonly label: string;
  /** State, what explains it, port, age: `healthy · :3000 · 2 h`. */
  readonly description: string;
  readonly icon: { readonly name: string; readonly colour: string | undefined };
  /** The label and the description in words for a screen reader. */
  readonly spoken: string;
  readonly running: boolean;
  /** Published TCP ports, lowest first. */
  readonly ports: readonly number[];
  /** Unhealthy, or ended by itself with an error: counted in the view's badge. */
  readonly broken: boolean;
  readonly details: readonly { readonly label: string; readonly value: string }[];
}

/** Containers by compose project, projects by name, those of none last. */
export function containerGroups(containers: readonly ListedContainer[]): readonly ContainerGroup[] {
  const projects = new Map<string, ListedContainer[]>();
  for (const container of containers) {
    const project = projectOf(container);
    projects.set(project, [...(projects.get(project) ?? []), container]);
  }
  return [...projects]
    .sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a.localeCompare(b)))
    .map(([project, members]) => {
      const items = members.map(containerItem).sort((a, b) => a.label.localeCompare(b.label));
      return {
        id: `project:${project}`,
        label: project === '' ? 'No project' : project,
        description: `${String(items.filter(({ running }) => running).length)} of ${String(items.length)} running`,
        containers: items,
      };
    });
}

export function containerItem(container: ListedContainer): ContainerItem {
  const state = stateOf(container);
  const ports = [...new Set(container.ports.flatMap(({ host, protocol }) => (host !== null && protocol === 'tcp' ? [host] : [])))].sort(
    (a, b) => a - b,
  );
  const age = ageOf(container.status);
  const shownPorts = state.running ? ports.slice(0, 2).map((port) => `:${String(port)}`) : [];
  const label = container.labels['com.docker.compose.service'] ?? container.name;
  return {
    id: `container:${container.id}`,
    containerId: container.id,
    image: container.image,
    label,
    description: [...state.words, ...shownPorts, ...(age ? [age.short] : [])].join(' · '),
    icon: state.icon,
    spoken: [
      label,
      ...state.words,
      ...(state.running ? ports.map((port) => `port ${String(port)}`) : []),
      ...(age ? [age.spoken] : []),
    ].join(', '),
    running: state.running,
    ports,
    broken: state.broken,
    details: [
      { label: 'Name', value: container.name },
      { label: 'Image', value: container.image },
      { label: 'Status', value: container.status },
      ...(container.ports.length > 0 ? [{ label: 'Ports', value: container.ports.map(portText).join(', ') }] : []),
      { label: 'Id', value: container.id.slice(0, 12) },
    ],
  };
}

function projectOf({ labels }: ListedContainer): string {
  return (
    labels['com.docker.compose.project'] ??
    labels['io.podman.compose.project'] ??
    (labels['dev.drydock.session'] === undefined ? '' : 'Drydock test run')
  );
}

interface StateWords {
  readonly words: readonly string[];
  readonly icon: ContainerItem['icon'];
  readonly running: boolean;
  readonly broken: boolean;
}

const idle = 'descriptionForeground';
const good = 'charts.green';
const warn = 'list.warningForeground';
const bad = 'list.errorForeground';

function stateOf({ state, health, status }: ListedContainer): StateWords {
  const exit = exitCode(status);
  const words = (list: readonly string[], icon: string, colour: string, running: boolean, broken = false): StateWords => ({
    words: list,
    icon: { name: icon, colour },
    running,
    broken,
  });
  switch (state) {
    case 'running':
      if (health === 'healthy') return words(['healthy'], 'pass', good, true);
      if (health === 'unhealthy') return words(['unhealthy'], 'warning', warn, true, true);
      if (health === 'starting') return words(['starting'], 'loading~spin', 'charts.blue', true);
      return words(['running'], 'play-circle', good, true);
    case 'paused':
      return words(['paused'], 'debug-pause', idle, true);
    case 'restarting':
      return words(['restarting', ...(exit === undefined ? [] : [`exit ${String(exit)}`])], 'sync', warn, true, true);
    case 'created':
      return words(['created, never started'], 'circle-large-outline', idle, false);
    case 'removing':
      return words(['being removed'], 'trash', idle, false);
    case 'dead':
      return words(['dead'], 'error', bad, false, true);
    default:
      return ended(exit, words);
  }
}

/** 0 is an end as planned; 143 and 130 are SIGTERM and SIGINT, which somebody sent; 137 is SIGKILL: out of memory, or a stop that took too long. */
function ended(
  exit: number | undefined,
  words: (list: readonly string[], icon: string, colour: string, running: boolean, broken?: boolean) => StateWords,
): StateWords {
  if (exit === undefined) return words(['exited'], 'circle-large-outline', idle, false);
  if (exit === 0 || exit === 130 || exit === 143) return words(['exited', `code ${String(exit)}`], 'circle-large-outline', idle, false);
  return words([exit === 137 ? 'killed' : 'failed', `exit ${String(exit)}`], 'error', bad, false, true);
}

function exitCode(status: string): number | undefined {
  const match = /\((\d+)\)/.exec(status);
  return match ? Number(match[1]) : undefined;
}

const units: Readonly<Record<string, string>> = {
  second: 's',
  minute: 'min',
  hour: 'h',
  day: 'days',
  week: 'weeks',
  month: 'months',
  year: 'years',
};

/** The age out of the engine's words: `Up 2 hours (healthy)` is `2 h`. */
function ageOf(status: string): { readonly short: string; readonly spoken: string } | undefined {
  const match = /(\d+|an?|about an?) (second|minute|hour|day|week|month|year)s?( ago)?/i.exec(
    status.replace(/less than a second/i, '0 seconds'),
  );
  if (!match?.[1] || !match[2]) return undefined;
  const count = /^\d+$/.test(match[1]) ? Number(match[1]) : 1;
  const unit = units[match[2].toLowerCase()] ?? match[2];
  const ago = /^up/i.test(status) ? '' : ' ago';
  const short = count === 1 && unit.length > 3 ? unit.slice(0, -1) : unit;
  return { short: `${String(count)} ${short}${ago}`, spoken: `${String(count)} ${match[2]}${count === 1 ? '' : 's'}${ago}` };
}

function portText({ container, protocol, host, hostIp }: ListedContainer['ports'][number]): string {
  return host === null
    ? `${String(container)}/${protocol}, not published`
    : `${hostIp ?? ''}:${String(host)} → ${String(container)}/${protocol}`;
}
