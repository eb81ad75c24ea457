import fc from 'fast-check';
import { loadRules } from '../../../scripts/support/rules.ts';

const examples = (await loadRules()).flatMap(({ rule, language }) =>
  rule.examples.flatMap(({ bad, good }) => [bad, good].map((text) => ({ text, language }))),
);

/** Where parsers go wrong: continuations, quotes, heredocs, directives, variables, line ends, what is not ASCII. */
const shards = [
  '\\\n', '\\ \n', '\\\r\n', '`\n', '\\\\\n', '# escape=`\n', '# syntax=x\n', '# check=skip=all\n', '# drydock ignore=', '# hadolint ignore=DL3008\n',
  '<<EOF\n', '<<-"E O F"\n', 'EOF\n', '\nEOF', '${', '$X', '${X:-y}', '$$', '$(', '`', '"', "'", '[', ']', '["a",', '\'b"]', '&&', '||', ';', '|', '&', '>', '2>&1',
  'FROM ', 'RUN ', 'COPY --from=', 'ADD ', 'ENV ', 'ARG ', 'ONBUILD ', 'HEALTHCHECK ', 'SHELL ["', 'USER ', 'LABEL ', '--mount=type=cache,', ' AS ', '\ufeff', '\r', '\t', '\u00a0',
  '😀', '\ud800', '\0', ': ', '- ', '&a ', '*a', '<<: ', '? ', '|\n', '>-\n', '---\n', '{', '}', ',', '!!', '%', '"\\', '\n\n', '  ', '#', '//', '/*', '\\',
]; // prettier-ignore

const shard = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...shards) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
);

/** A real example of a language, cut, repeated and broken in a few places; or nothing but shards. */
function broken(language: string): fc.Arbitrary<string> {
  const texts = examples.filter((one) => one.language === language).map(({ text }) => text);
  const change = fc.record({ at: fc.nat(), remove: fc.nat({ max: 12 }), insert: fc.array(shard, { maxLength: 3 }) });
  const changed = fc
    .tuple(fc.array(fc.constantFrom(...texts), { minLength: 1, maxLength: 3 }), fc.array(change, { maxLength: 5 }), fc.boolean())
    .map(([parts, changes, crlf]) => {
      const start = crlf ? parts.join('').replaceAll('\n', '\r\n') : parts.join('');
      return changes.reduce((text, { at, remove, insert }) => {
        const place = text.length === 0 ? 0 : at % text.length;
        return text.slice(0, place) + insert.join('') + text.slice(place + remove);
      }, start);
    });
  return fc.oneof(
    { weight: 9, arbitrary: changed },
    { weight: 1, arbitrary: fc.array(shard, { maxLength: 40 }).map((parts) => parts.join('')) },
  );
}

export const dockerfile = broken('dockerfile');
export const composeFile = broken(examples.some(({ language }) => language === 'compose') ? 'compose' : 'dockerfile');
