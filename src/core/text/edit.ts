import type { Span } from './span.ts';

/** Replaces the text in `span`; an insertion has an empty span, a deletion an empty `text`. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** Applies edits that do not overlap, given in any order. Throws RangeError on an overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let last = 0;
  for (const edit of edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)) {
    if (edit.span.start < last) throw new RangeError(`Edit at ${String(edit.span.start)} overlaps the one before it.`);
    result += text.slice(last, edit.span.start) + edit.text;
    last = edit.span.end;
  }
  return result + text.slice(last);
}
