import type { Span } from '../../src/core/text/span.ts';

/** Takes `⟦…⟧` marks out of a text and returns where they stood, in the order in which they open. */
export function unmark(code: string): { readonly text: string; readonly spans: readonly Span[] } {
  const spans: { start: number; end: number }[] = [];
  const open: { start: number; end: number }[] = [];
  let text = '';
  for (const part of code.split(/([⟦⟧])/)) {
    if (part === '⟦') {
      const span = { start: text.length, end: text.length };
      spans.push(span);
      open.push(span);
    } else if (part === '⟧') {
      const span = open.pop();
      if (!span) throw new Error(`A mark closes that was not opened: ${code}`);
      span.end = text.length;
    } else text += part;
  }
  if (open.length > 0) throw new Error(`A mark is not closed: ${code}`);
  return { text, spans };
}
