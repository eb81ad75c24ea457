import type { Span } from '../text/span.ts';

/** A flag with the blanks after it: what goes when the flag is taken out. */
export function wholeFlag(text: string, { start, end }: Span): Span {
  let next = end;
  while (text[next] === ' ' || text[next] === '\t') next++;
  return { start, end: next };
}
