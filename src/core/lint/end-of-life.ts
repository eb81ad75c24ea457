import type { ImageName } from '../dockerfile/image-name.ts';

/** What an image is based on, and the last day on which that gets fixes. */
export interface EndOfLife {
  /** `Node.js 18`, `Debian 10 (buster)`. */
  readonly name: string;
  /** `YYYY-MM-DD` */
  readonly date: string;
}

/**
 * The end of an image's support, by its tag: of the product that it is named after, or of the system that the tag names, whichever comes first.
 * Undefined when the tag names no version of the tables.
 */
export function endOfLife({ registry, repository, tag }: ImageName): EndOfLife | undefined {
  if (tag === undefined) return undefined;
  const products =
    registry === 'mcr.microsoft.com' && /^dotnet\/(?:sdk|runtime|aspnet|runtime-deps)$/.test(repository)
      ? 'dotnet'
      : registry === 'docker.io'
        ? repository
        : '';
  const table = tables[products];
  const cycle =
    table && Object.keys(table.cycles).find((version) => tag === version || tag.startsWith(`${version}.`) || tag.startsWith(`${version}-`));
  const found: EndOfLife[] = [];
  if (table && cycle !== undefined) found.push({ name: `${table.name} ${cycle}`, date: table.cycles[cycle] ?? '' });
  if (registry === 'docker.io' || registry === 'mcr.microsoft.com') {
    for (const part of tag.split('-')) {
      const release = debian[part];
      if (release) found.push({ name: `Debian ${release.version} (${part})`, date: release.date });
    }
    const alpine = /(?:^|-)alpine(\d+\.\d+)/.exec(tag)?.[1];
    const date = alpine === undefined ? undefined : tables['alpine']?.cycles[alpine];
    if (alpine !== undefined && date !== undefined) found.push({ name: `Alpine ${alpine}`, date });
  }
  return found.sort((a, b) => (a.date < b.date ? -1 : 1))[0];
}

/** The last day of long-term support, by Debian's LTS team. */
const debian: Readonly<Record<string, { readonly version: string; readonly date: string }>> = {
  wheezy: { version: '7', date: '2018-05-31' },
  jessie: { version: '8', date: '2020-06-30' },
  stretch: { version: '9', date: '2022-06-30' },
  buster: { version: '10', date: '2024-06-30' },
  bullseye: { version: '11', date: '2026-08-31' },
  bookworm: { version: '12', date: '2028-06-30' },
  trixie: { version: '13', date: '2030-06-30' },
};

/** Last days of support by the projects' own release pages: support that is free for all. */
const tables: Readonly<Record<string, { readonly name: string; readonly cycles: Readonly<Record<string, string>> }>> = {
  node: {
    name: 'Node.js',
    cycles: {
      '8': '2019-12-31', '10': '2021-04-30', '12': '2022-04-30', '13': '2020-06-01', '14': '2023-04-30', '15': '2021-06-01', '16': '2023-09-11',
      '17': '2022-06-01', '18': '2025-04-30', '19': '2023-06-01', '20': '2026-04-30', '21': '2024-06-01', '22': '2027-04-30', '23': '2025-06-01',
      '24': '2028-04-30',
    },
  },
  python: {
    name: 'Python',
    cycles: {
      '2': '2020-01-01', '2.7': '2020-01-01', '3.4': '2019-03-18', '3.5': '2020-09-30', '3.6': '2021-12-23', '3.7': '2023-06-27', '3.8': '2024-10-07',
      '3.9': '2025-10-31', '3.10': '2026-10-31', '3.11': '2027-10-31', '3.12': '2028-10-31', '3.13': '2029-10-31',
    },
  },
  golang: {
    name: 'Go',
    cycles: { '1.18': '2023-02-01', '1.19': '2023-08-08', '1.20': '2024-02-06', '1.21': '2024-08-13', '1.22': '2025-02-11', '1.23': '2025-08-12' },
  },
  ruby: {
    name: 'Ruby',
    cycles: { '2.5': '2021-04-05', '2.6': '2022-04-12', '2.7': '2023-03-31', '3.0': '2024-04-23', '3.1': '2025-03-26', '3.2': '2026-03-31', '3.3': '2027-03-31' },
  },
  php: {
    name: 'PHP',
    cycles: {
      '5.6': '2018-12-31', '7.2': '2020-11-30', '7.3': '2021-12-06', '7.4': '2022-11-28', '8.0': '2023-11-26', '8.1': '2025-12-31', '8.2': '2026-12-31',
      '8.3': '2027-12-31',
    },
  },
  dotnet: {
    name: '.NET',
    cycles: { '3.1': '2022-12-13', '5.0': '2022-05-10', '6.0': '2024-11-12', '7.0': '2024-05-14', '8.0': '2026-11-10', '9.0': '2026-11-10' },
  },
  debian: {
    name: 'Debian',
    cycles: { '8': '2020-06-30', '9': '2022-06-30', '10': '2024-06-30', '11': '2026-08-31', '12': '2028-06-30' },
  },
  ubuntu: {
    name: 'Ubuntu',
    cycles: {
      '14.04': '2019-04-25', '16.04': '2021-04-30', '18.04': '2023-05-31', '20.04': '2025-05-31', '22.04': '2027-04-01', '23.04': '2024-01-25',
      '23.10': '2024-07-11', '24.10': '2025-07-10', trusty: '2019-04-25', xenial: '2021-04-30', bionic: '2023-05-31', focal: '2025-05-31',
    },
  },
  alpine: {
    name: 'Alpine',
    cycles: {
      '3.9': '2020-11-01', '3.10': '2021-05-01', '3.11': '2021-11-01', '3.12': '2022-05-01', '3.13': '2022-11-01', '3.14': '2023-05-01',
      '3.15': '2023-11-01', '3.16': '2024-05-23', '3.17': '2024-11-22', '3.18': '2025-05-09', '3.19': '2025-11-01', '3.20': '2026-04-01',
    },
  },
  centos: { name: 'CentOS', cycles: { '6': '2020-11-30', '7': '2024-06-30', '8': '2021-12-31', centos7: '2024-06-30', centos8: '2021-12-31' } },
  postgres: {
    name: 'PostgreSQL',
    cycles: {
      '9.6': '2021-11-11', '10': '2022-11-10', '11': '2023-11-09', '12': '2024-11-21', '13': '2025-11-13', '14': '2026-11-12', '15': '2027-11-11',
      '16': '2028-11-09',
    },
  },
  mysql: { name: 'MySQL', cycles: { '5.6': '2021-02-05', '5.7': '2023-10-31', '8.0': '2026-04-30' } },
  mongo: { name: 'MongoDB', cycles: { '4.0': '2022-04-30', '4.2': '2023-04-30', '4.4': '2024-02-29', '5.0': '2024-10-31', '6.0': '2025-07-31' } },
}; // prettier-ignore
