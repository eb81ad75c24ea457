import { found } from './fact.ts';
import type { ProjectFiles } from './files.ts';
import { contentLines } from './lines.ts';
import { inFolder } from './paths.ts';
import type { Fact, Process } from './profile.ts';

/** The processes of a folder's Procfile, in its order. */
export function readProcfile(files: ProjectFiles, folder: string): readonly Fact<Process>[] {
  const file = inFolder(folder, 'Procfile');
  const text = files.read(file);
  if (text === undefined) return [];
  return contentLines(text).flatMap(({ text: content, line }) => {
    const match = /^([\w-]+):\s*(\S.*)$/.exec(content);
    if (match === null) return [];
    return [found({ name: match[1] ?? '', command: match[2] ?? '' }, { file, line }, 'procfile', content)];
  });
}
