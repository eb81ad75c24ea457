import { describe, expect, test } from 'vitest';
import type { DockerInstruction, InstructionOf, InstructionKind } from './ast.ts';
import { parseDockerfile } from './parse.ts';

const summary = (text: string): string[] =>
  parseDockerfile(text).instructions.map(
    (node) => `${node.keyword.text}: ${text.slice(node.start, node.end).replaceAll('\r', '').replaceAll('\n', '⏎')}`,
  );

const first = <Kind extends InstructionKind>(text: string, kind: Kind): InstructionOf<Kind> => {
  const node = parseDockerfile(text).instructions.find(
    (one: DockerInstruction): one is DockerInstruction & InstructionOf<Kind> => one.kind === kind,
  );
  if (!node) throw new Error(`No ${kind} in ${text}`);
  return node;
};

describe('instructions', () => {
  test.each([
    ['plain', 'FROM a\nRUN b\n', ['FROM: FROM a', 'RUN: RUN b']],
    ['no final line end', 'FROM a\nRUN b', ['FROM: FROM a', 'RUN: RUN b']],
    ['BOM', '\uFEFFFROM a\n', ['FROM: FROM a']],
    ['leading and trailing blanks', '  FROM a  \n\t RUN b\t\n', ['FROM: FROM a', 'RUN: RUN b']],
    ['CRLF', 'FROM a\r\nRUN b \\\r\n c\r\n', ['FROM: FROM a', 'RUN: RUN b \\⏎ c']],
    ['continuation with comment and blank lines', 'RUN a \\\n# x\n\n   \n  b\nRUN c', ['RUN: RUN a \\⏎# x⏎⏎   ⏎  b', 'RUN: RUN c']],
    ['blanks behind the continuation character', 'RUN a \\  \n b\n', ['RUN: RUN a \\  ⏎ b']],
    ['an escaped escape character does not continue', 'COPY a C:\\\\\nRUN b\n', ['COPY: COPY a C:\\\\', 'RUN: RUN b']],
    ['continuation before the end of the text', 'RUN a \\\n', ['RUN: RUN a']],
    ['continuation at the very end', 'ENV a=1 \\', ['ENV: ENV a=1']],
    ['a continuation character alone on its line', 'RUN a \\\n\\\n b\n', ['RUN: RUN a \\⏎\\⏎ b']],
    ['keyword continued', 'RUN \\\n a\n', ['RUN: RUN \\⏎ a']],
    ['backtick escape', '# escape=`\nRUN a `\n b\nCOPY a C:\\\n', ['RUN: RUN a `⏎ b', 'COPY: COPY a C:\\']],
    ['escape after an unknown directive is a comment', '# foo=bar\n# escape=`\nRUN a \\\n b\n', ['RUN: RUN a \\⏎ b']],
    ['heredoc', 'RUN <<EOF\nFROM x\nEOF\nRUN b\n', ['RUN: RUN <<EOF⏎FROM x⏎EOF', 'RUN: RUN b']],
    ['two heredocs', 'RUN <<A cat <<B\na\nA\nb\nB\nRUN c', ['RUN: RUN <<A cat <<B⏎a⏎A⏎b⏎B', 'RUN: RUN c']],
    ['chomped heredoc', 'COPY <<-"E" /a\n\tx\n\tE\nRUN b', ['COPY: COPY <<-"E" /a⏎\tx⏎\tE', 'RUN: RUN b']],
    ['heredoc that does not close', 'RUN <<EOF\na\nRUN b', ['RUN: RUN <<EOF⏎a⏎RUN b']],
    ['here string is no heredoc', 'RUN cat <<< x\nRUN b', ['RUN: RUN cat <<< x', 'RUN: RUN b']],
    ['shift is no heredoc', 'RUN echo $((1<<2))\nRUN b', ['RUN: RUN echo $((1<<2))', 'RUN: RUN b']],
    ['heredoc of an instruction without heredocs', 'ENV a=<<EOF\nRUN b', ['ENV: ENV a=<<EOF', 'RUN: RUN b']],
    ['heredoc behind ONBUILD', 'ONBUILD RUN <<E\nx\nE\nRUN b', ['ONBUILD: ONBUILD RUN <<E⏎x⏎E', 'RUN: RUN b']],
    ['heredoc in a JSON array is text', 'RUN ["a", "<<EOF"]\nRUN b', ['RUN: RUN ["a", "<<EOF"]', 'RUN: RUN b']],
    ['comment with a backslash in a continued RUN', 'RUN a \\\n# b \\\n && c\nUSER d', ['RUN: RUN a \\⏎# b \\⏎ && c', 'USER: USER d']],
    ['no text', '', []],
    ['unknown instruction is kept', 'FROM a\nFOO b\n', ['FROM: FROM a', 'FOO: FOO b']],
  ])('%s', (_name, text, expected) => {
    expect(summary(text)).toEqual(expected);
  });

  test('the masked text has the length of the text, and a continued instruction on one line', () => {
    const text = 'FROM a\r\nRUN a \\\r\n# c\r\n\r\n && b\r\n';
    const { masked, instructions } = parseDockerfile(text);
    expect(masked).toHaveLength(text.length);
    const run = instructions[1];
    expect(masked.slice(run?.start, run?.end)).toMatch(/^RUN a +&& b$/);
  });
});

describe('directives', () => {
  test('are read until the first line that is none', () => {
    const { directives, comments } = parseDockerfile('# syntax=docker/dockerfile:1\n#check = skip=all\n# a\n# escape=`\nFROM a\n');
    expect(directives.map(({ name, value }) => [name, value])).toEqual([
      ['syntax', 'docker/dockerfile:1'],
      ['check', 'skip=all'],
    ]);
    expect(comments.map(({ text }) => text)).toEqual([' a', ' escape=`']);
  });
  test.each([
    ['# escape=x\nFROM a\n', "The escape directive takes '\\' or '`'"],
    ['# escape=`\n# escape=`\nFROM a\n', 'Only one escape directive can be used'],
    ['RUN <<E\n', "The heredoc 'E' is not closed"],
    ['FOO\nFROM a', "Unknown instruction 'FOO'"],
    ['RUN a', 'No FROM instruction'],
  ])('%j has a problem', (text, message) => {
    expect(parseDockerfile(text).problems.map((problem) => problem.message)).toContain(message);
  });
});

describe('arguments', () => {
  test.each([
    ['["a", "b"]', ['a', 'b']],
    ['[ "a" , "b" ]', ['a', 'b']],
    ['[]', []],
    ["['a']", undefined],
    ['["a",]', undefined],
    ['["a"] extra', undefined],
    ['["a" "b"]', undefined],
    ['["a", 1]', undefined],
    ['a', undefined],
  ])('CMD %s in JSON form', (args, expected) => {
    expect(first(`CMD ${args}`, 'Cmd').json?.map(({ value }) => value)).toEqual(expected);
  });
  test('JSON elements know their places, across continuations', () => {
    const text = 'CMD ["a", \\\n  "b\\"c"]';
    expect(first(text, 'Cmd').json?.map(({ start, end }) => text.slice(start, end))).toEqual(['"a"', '"b\\"c"']);
  });
  test.each([
    ['COPY --from=b --chown=1:1 a b /c/', ['from=b', 'chown=1:1'], ['a', 'b'], '/c/'],
    ['COPY --link a /c', ['link=undefined'], ['a'], '/c'],
    ['COPY ["a b", "/c"]', [], ['a b'], '/c'],
    ['ADD --exclude="*.md" . /c', ['exclude=*.md'], ['.'], '/c'],
    ['COPY', [], [], undefined],
  ])('%s', (text, flags, sources, destination) => {
    const kind = text.startsWith('ADD') ? 'Add' : 'Copy';
    const node = first(text, kind);
    expect(node.flags.map(({ name, value }) => `${name}=${String(value)}`)).toEqual(flags);
    expect(node.sources.map(({ value }) => value)).toEqual(sources);
    expect(node.destination?.value).toBe(destination);
  });
  test('mounts', () => {
    const { mounts } = first('RUN --mount=type=cache,target=/c --mount=target=/b,from=x --network=none ls', 'Run');
    expect(mounts.map(({ type, options }) => [type, options['target'], options['from']])).toEqual([
      ['cache', '/c', undefined],
      ['bind', '/b', 'x'],
    ]);
  });
  test.each([
    ['ENV a=1 b="x y" c=\'$d\'', [['a', '1', false], ['b', 'x y', false], ['c', '$d', false]]],
    ['ENV a b c', [['a', 'b c', true]]],
    ['ENV a=b\\ c d=', [['a', 'b c', false], ['d', '', false]]],
    ['LABEL "a b"=c \\\n d=e', [['a b', 'c', false], ['d', 'e', false]]],
    ['ARG a b=1', [['a', undefined, false], ['b', '1', false]]],
  ])('%s', (text, expected) => {
    const node = parseDockerfile(text).instructions[0];
    const pairs = node && 'pairs' in node ? node.pairs : [];
    expect(pairs.map(({ key, value, legacy }) => [key.value, value?.value, legacy])).toEqual(expected);
  }); // prettier-ignore
  test.each([
    ['node', undefined, 'node', undefined, undefined],
    ['node:24', undefined, 'node', '24', undefined],
    ['reg.io:5000/a/b:1', 'reg.io:5000', 'reg.io:5000/a/b', '1', undefined],
    ['localhost/a', 'localhost', 'localhost/a', undefined, undefined],
    ['a@sha256:0', undefined, 'a', undefined, 'sha256:0'],
    ['a:${V:-1}', undefined, 'a', '${V:-1}', undefined],
    ['${BASE:-a}', undefined, '${BASE:-a}', undefined, undefined],
  ])('FROM %s', (reference, registry, name, tag, digest) => {
    const { image } = first(`FROM ${reference} AS x`, 'From');
    expect([image?.registry, image?.name, image?.tag, image?.digest]).toEqual([registry, name, tag, digest]);
  });
  test('HEALTHCHECK', () => {
    expect(first('HEALTHCHECK NONE', 'Healthcheck').type).toBe('none');
    const node = first('HEALTHCHECK --interval=5s CMD ["a"]', 'Healthcheck');
    expect([node.type, node.command?.form, node.flags[0]?.value]).toEqual(['cmd', 'exec', '5s']);
    expect(first('HEALTHCHECK CMD a || b', 'Healthcheck').command?.form).toBe('shell');
    expect(first('HEALTHCHECK', 'Healthcheck').type).toBe('unknown');
  });
  test("ONBUILD's trigger is lowered in its own right", () => {
    const { trigger } = first('ONBUILD COPY --from=a b /c', 'Onbuild');
    expect(trigger?.kind).toBe('Copy');
    expect(trigger?.onbuild).toBe(true);
    expect(first('ONBUILD', 'Onbuild').trigger).toBeUndefined();
  });
});

describe('stages', () => {
  test('know their alias, their parent and their instructions', () => {
    const { stages, globalArgs } = parseDockerfile('ARG V=1\nFROM a AS Base\nRUN x\nFROM base\nUSER b\n');
    expect(globalArgs).toHaveLength(1);
    expect(stages.map(({ name, parent, instructions }) => [name, parent?.index, instructions.map(({ kind }) => kind)])).toEqual([
      ['Base', undefined, ['From', 'Run']],
      [undefined, 0, ['From', 'User']],
    ]);
  });
  test('nodes are frozen', () => {
    expect(Object.isFrozen(parseDockerfile('FROM a').instructions[0])).toBe(true);
  });
});
