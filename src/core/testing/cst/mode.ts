const letters = 'dalTLDpSugct?'.split('');
const rightLetters = 'rwxrwxrwx'.split('');

/** Go's FileMode.String(): `drwxr-xr-x`, `Lrwxrwxrwx`, `urwxr-xr-x`. The highest bit is the first letter. */
export function goFileMode(mode: number): string {
  const kind = letters.filter((_letter, index) => ((mode >>> (31 - index)) & 1) === 1).join('');
  const rights = rightLetters.map((letter, index) => (((mode >>> (8 - index)) & 1) === 1 ? letter : '-')).join('');
  return (kind === '' ? '-' : kind) + rights;
}

/** Go's FileMode from the type and mode of a tar header. */
export function goModeOfTar(type: string | null | undefined, mode: number): number {
  const kinds: Readonly<Record<string, number>> = {
    directory: 0x80000000,
    symlink: 0x08000000,
    fifo: 0x02000000,
    'block-device': 0x04000000,
    'character-device': 0x04000000 + 0x00200000,
  };
  const special = (mode & 0o4000 ? 0x00800000 : 0) + (mode & 0o2000 ? 0x00400000 : 0) + (mode & 0o1000 ? 0x00100000 : 0);
  return ((mode & 0o777) + special + (kinds[type ?? 'file'] ?? 0)) >>> 0;
}
