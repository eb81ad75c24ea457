import type { Edit } from '../text/edit.ts';
import type { Span } from '../text/span.ts';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/** Plain data: it crosses to the editor, the command line and SARIF unchanged. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** The smallest span a person would point at. */
  readonly span: Span;
  readonly message: string;
  /** False when only peers speak here: such a finding is for the conformance command alone. */
  readonly own: boolean;
  /** Edits that leave the image's configuration and behaviour as they are; undefined when there are none. */
  readonly fix: readonly Edit[] | undefined;
  readonly suggestions: readonly FindingSuggestion[];
  /** What peers call the same finding, and where they would report it: see `PeerFinding`. */
  readonly peers: readonly PeerFinding[];
  readonly related: readonly { readonly span: Span; readonly message: string }[];
  readonly tags: readonly ('deprecated' | 'unnecessary')[];
}

export interface FindingSuggestion {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** One peer's code for a finding (`DL3008`, `JSONArgsRecommended`), at the line where that peer would report it. */
export interface PeerFinding {
  readonly code: string;
  readonly span: Span;
  readonly severity: Severity;
  readonly message?: string;
}
