import type { Dockerfile } from '../../core/dockerfile/ast.ts';
import { instructionAt } from '../../core/lint/linter.ts';
import type { Edit } from '../../core/text/edit.ts';
import { lineIndex } from '../../core/text/line-index.ts';

/** The edit that makes one instruction's findings of a rule silent: a comment above it, or one name more in the comment that is there. */
export function ignoreAt(file: Dockerfile, offset: number, rule: string): Edit | undefined {
  const instruction = instructionAt(file, offset);
  if (!instruction) return undefined;
  const index = lineIndex(file.text);
  let line = index.positionAt(instruction.start).line;
  for (; line > 0; line--) {
    const above = lineText(file.text, index.lineStart(line - 1));
    const ours = /^\s*#\s*drydock\s+ignore\s*=\s*[\w-]+(?:\s*,\s*[\w-]+)*/.exec(above);
    if (ours) return insertion(index.lineStart(line - 1) + ours[0].length, `,${rule}`);
    // hadolint reads its own comment only on the very line above, so ours goes over it.
    if (!/^\s*#\s*hadolint\b/.test(above)) break;
  }
  const at = index.lineStart(line);
  return insertion(at, `# drydock ignore=${rule}${lineEnd(file.text)}`);
}

/** The edit that makes a rule silent in the whole file: parser directives must stay at its very top. */
export function ignoreInFile(file: Dockerfile, rule: string): Edit {
  for (const comment of file.comments) {
    const ours = /^\s*drydock\s+ignore-file\s*=\s*[\w-]+(?:\s*,\s*[\w-]+)*/.exec(comment.text);
    if (ours && !comment.inside) return insertion(comment.start + 1 + ours[0].length, `,${rule}`);
  }
  const last = file.directives.at(-1);
  const index = lineIndex(file.text);
  const end = lineEnd(file.text);
  if (!last) return insertion(0, `# drydock ignore-file=${rule}${end}`);
  const next = index.lineStart(index.positionAt(last.start).line + 1);
  const onItsOwnLine = next > 0 && file.text[next - 1] === '\n';
  return insertion(next, `${onItsOwnLine ? '' : end}# drydock ignore-file=${rule}${end}`);
}

const insertion = (at: number, text: string): Edit => ({ span: { start: at, end: at }, text });

const lineText = (text: string, start: number): string => /^[^\r\n]*/.exec(text.slice(start))?.[0] ?? '';

const lineEnd = (text: string): string => (/\r\n/.test(text) ? '\r\n' : '\n');
