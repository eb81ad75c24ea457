import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import path from 'node:path';

/** Where writing fails, and the system's code for it: EACCES, EROFS, ENOTDIR. */
export interface NotWritable {
  readonly path: string;
  readonly code: string;
}

/** Whether a file could be written there: itself where it exists, else the nearest folder above it that does. Writes nothing. */
export async function notWritable(file: string): Promise<NotWritable | undefined> {
  for (let place = file; ; place = path.dirname(place)) {
    try {
      const isFolder = (await stat(place)).isDirectory();
      if (place !== file && !isFolder) return { path: place, code: 'ENOTDIR' };
      await access(place, isFolder ? constants.W_OK | constants.X_OK : constants.W_OK);
      return undefined;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'EIO';
      // Below a file, "no such file" reads ENOTDIR: the file itself is found on the way up.
      if ((code !== 'ENOENT' && code !== 'ENOTDIR') || path.dirname(place) === place) return { path: place, code };
    }
  }
}
