const suffixes = ['.tar', '.Z', '.bz2', '.gz', '.lz', '.lzma', '.tZ', '.tb2', '.tbz', '.tbz2', '.tgz', '.tlz', '.tpz', '.txz', '.xz'];

/** Whether a file's name says that it is an archive which ADD unpacks. */
export const hasArchiveSuffix = (path: string): boolean => suffixes.some((suffix) => path.endsWith(suffix));
