import type { StartOptions } from './lab.ts';

/** Rights of a container, as the hardening test narrows them. */
export interface Privileges {
  readonly readOnly: boolean;
  /** Paths that stay writable under a read-only root. */
  readonly writable: readonly string[];
  /** User id that owns them; null leaves them to root, open to all. */
  readonly owner: number | null;
  /** `10001:10001`; null for the image's own user. */
  readonly user: string | null;
  /** Null keeps the engine's default set; a list is what is added back after all are dropped. */
  readonly capabilities: readonly string[] | null;
  readonly noNewPrivileges: boolean;
  readonly pidsLimit: number | null;
  readonly memoryBytes: number | null;
}

export const fullPrivileges: Privileges = {
  readOnly: false,
  writable: [],
  owner: null,
  user: null,
  capabilities: null,
  noNewPrivileges: false,
  pidsLimit: null,
  memoryBytes: null,
};

export function startOptions(privileges: Privileges): StartOptions {
  const { readOnly, writable, owner, user, capabilities, noNewPrivileges, pidsLimit, memoryBytes } = privileges;
  return {
    ...(readOnly && { readOnly }),
    ...(writable.length > 0 && { tmpfs: Object.fromEntries(writable.map((path) => [path, tmpfsOptions(path, owner)])) }),
    ...(user !== null && { user }),
    ...(capabilities !== null && { capDrop: ['ALL'], capAdd: capabilities }),
    ...(noNewPrivileges && { noNewPrivileges }),
    ...(pidsLimit !== null && { pidsLimit }),
    ...(memoryBytes !== null && { memoryBytes }),
  };
}

/** The lines of a Compose service, at the indentation of its keys. */
export function composeText(privileges: Privileges): string {
  const { readOnly, writable, owner, user, capabilities, noNewPrivileges, pidsLimit, memoryBytes } = privileges;
  return [
    ...(user === null ? [] : [`    user: "${user}"`]),
    ...(readOnly ? ['    read_only: true'] : []),
    ...(writable.length > 0
      ? ['    tmpfs:', ...writable.map((path) => `      - ${path}${ownerOf(path, owner) === null ? '' : `:${tmpfsOptions(path, owner)}`}`)]
      : []),
    ...(capabilities === null ? [] : ['    cap_drop: [ALL]']),
    ...(capabilities !== null && capabilities.length > 0 ? [`    cap_add: [${capabilities.join(', ')}]`] : []),
    ...(noNewPrivileges ? ['    security_opt: ["no-new-privileges:true"]'] : []),
    ...(pidsLimit === null ? [] : [`    pids_limit: ${pidsLimit}`]),
    ...(memoryBytes === null ? [] : [`    mem_limit: ${mebibytes(memoryBytes)}m`]),
  ].join('\n');
}

/** The container's part of a pod; `uid` is the user that the image runs as, where no other is set. */
export function kubernetesText(privileges: Privileges, uid: number | null): string {
  const { readOnly, writable, owner: tmpfsOwner, user, capabilities, noNewPrivileges, memoryBytes } = privileges;
  const [owner, group] = (user ?? (uid === null ? '' : String(uid))).split(':');
  const nonRoot = owner !== undefined && owner !== '' && owner !== '0';
  const pod = writable.some((path) => ownerOf(path, tmpfsOwner) !== null) ? ['securityContext:', `  fsGroup: ${tmpfsOwner ?? 0}`] : [];
  return [
    'securityContext:',
    ...(nonRoot ? ['  runAsNonRoot: true', `  runAsUser: ${owner}`] : []),
    ...(nonRoot && group !== undefined ? [`  runAsGroup: ${group}`] : []),
    ...(readOnly ? ['  readOnlyRootFilesystem: true'] : []),
    ...(noNewPrivileges ? ['  allowPrivilegeEscalation: false'] : []),
    ...(capabilities === null ? [] : ['  capabilities:', '    drop: [ALL]']),
    ...(capabilities !== null && capabilities.length > 0 ? [`    add: [${capabilities.join(', ')}]`] : []),
    '  seccompProfile:',
    '    type: RuntimeDefault',
    ...(memoryBytes === null ? [] : ['resources:', '  limits:', `    memory: ${mebibytes(memoryBytes)}Mi`]),
    ...(writable.length > 0
      ? ['volumeMounts:', ...writable.flatMap((path) => [`  - name: ${volumeName(path)}`, `    mountPath: ${path}`])]
      : []),
    ...(writable.length > 0
      ? ['# in the pod:', ...pod, 'volumes:', ...writable.flatMap((path) => [`  - name: ${volumeName(path)}`, '    emptyDir: {}'])]
      : []),
  ].join('\n');
}

/** A file system over a folder of the image takes over its rights, so that its owner must be given; /tmp is open to all anyway. */
const ownerOf = (path: string, owner: number | null): number | null => (path === '/tmp' ? null : owner);

function tmpfsOptions(path: string, owner: number | null): string {
  const id = ownerOf(path, owner);
  return id === null ? 'mode=1777' : `uid=${id},gid=${id}`;
}

const mebibytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);

const volumeName = (path: string): string =>
  path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
