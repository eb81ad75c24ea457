import type { Dockerfile, DockerInstruction } from '../dockerfile/ast.ts';
import type { Span } from '../text/span.ts';
import { wholeLines } from './lines.ts';
import type { Fixer } from './rule.ts';
import type { Edit } from '../text/edit.ts';

/** An instruction of which only the last in a stage counts. */
export interface Overridden {
  readonly node: DockerInstruction;
  /** The next of its kind in the stage. */
  readonly next: DockerInstruction;
  /** Takes the instruction out: the image's configuration stays the same, for the next one replaces it whole. */
  readonly remove: (fixer: Fixer) => readonly Edit[];
  /** Where peers report: hadolint the later one, BuildKit the earlier. */
  readonly peers: readonly { readonly code: string; readonly at?: Span }[];
}

/** The instructions of one kind that a later one in the same stage overrides; `code` is hadolint's. */
export function overriddenBy(file: Dockerfile, kind: 'Cmd' | 'Entrypoint' | 'Healthcheck', code: string): readonly Overridden[] {
  const last = new Map<number, DockerInstruction>();
  const found: Overridden[] = [];
  for (const next of file.instructions) {
    if (next.kind !== kind) continue;
    const node = last.get(next.stage);
    last.set(next.stage, next);
    if (!node) continue;
    const buildkit = next.stage < 0 ? [] : [{ code: 'MultipleInstructionsDisallowed', at: node.keyword }];
    found.push({
      node,
      next,
      remove: (fixer) => [fixer.remove(wholeLines(file.text, node))],
      peers: [{ code, at: next.keyword }, ...buildkit],
    });
  }
  return found;
}
