import type { Dockerfile, DockerInstruction, Pair } from '../dockerfile/ast.ts';
import { variableReferences, type VariableReference } from '../dockerfile/variables.ts';
import type { Span } from '../text/span.ts';

/** The uses of variables that builders expand themselves in an instruction: none in what a shell or a program reads (RUN, CMD, ENTRYPOINT, HEALTHCHECK). */
export function expandedUses(file: Dockerfile, node: DockerInstruction): readonly VariableReference[] {
  const flags = node.flags.flatMap(({ name, valueSpan }) => (valueSpan && !literalFlags.has(name) ? [valueSpan] : []));
  const inFlags = flags.flatMap((span) => usesIn(file, span));
  switch (node.kind) {
    case 'Add':
    case 'Copy':
      return [
        ...inFlags,
        ...words(file, node.json ?? node.args),
        ...node.heredocs.filter(({ expand }) => expand).flatMap(({ body }) => usesIn(file, body, true)),
      ];
    case 'Expose':
    case 'Stopsignal':
    case 'User':
    case 'Workdir':
      return usesIn(file, node.argsSpan);
    case 'Volume':
      return words(file, node.json ?? node.args);
    case 'Env':
    case 'Label':
    case 'Arg':
      return node.pairs.flatMap((pair) => inPair(file, pair));
    case 'Run':
      return inFlags;
    default:
      return [];
  }
}

/** Flags whose value is taken as it is. */
const literalFlags = new Set(['from', 'network', 'security', 'link']);

const words = (file: Dockerfile, spans: readonly Span[]): VariableReference[] => spans.flatMap((span) => [...usesIn(file, span)]);

const inPair = (file: Dockerfile, { key, value }: Pair): VariableReference[] => words(file, value ? [key, value] : [key]);

const usesIn = (file: Dockerfile, { start, end }: Span, rawQuotes = false): readonly VariableReference[] =>
  variableReferences((rawQuotes ? file.text : file.masked).slice(start, end), start, { escape: file.escape, rawQuotes });
