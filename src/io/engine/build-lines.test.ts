import { describe, expect, it } from 'vitest';
import { dockerfileInstructions, lineOfStep, stageOfStep } from './build-lines.ts';

const dockerfile = `# syntax is not asked for
ARG BASE=node:24-slim
FROM \${BASE} AS deps
WORKDIR /app
COPY package.json ./
RUN npm ci \\
  # the reason why

  && npm cache clean --force

FROM deps AS build
RUN <<EOF
npm run build
COPY is no instruction here
EOF
COPY . .

FROM scratch
COPY --from=build /app/dist /dist
ONBUILD RUN echo later
RUN ["/dist/check"]
CMD ["/dist/main"]
`;

describe('the instructions of a Dockerfile', () => {
  it('start where they are written', () => {
    expect(dockerfileInstructions(dockerfile).map(({ line, keyword, stage }) => [line, keyword, stage])).toEqual([
      [2, 'ARG', -1],
      [3, 'FROM', 0],
      [4, 'WORKDIR', 0],
      [5, 'COPY', 0],
      [6, 'RUN', 0],
      [11, 'FROM', 1],
      [12, 'RUN', 1],
      [16, 'COPY', 1],
      [18, 'FROM', 2],
      [19, 'COPY', 2],
      [20, 'ONBUILD', 2],
      [21, 'RUN', 2],
      [22, 'CMD', 2],
    ]);
  });

  it.each([
    ['nothing', '', []],
    ['only a comment', '# hello', []],
    ['a backtick as escape', '# escape=`\nFROM a\nRUN one `\n two\nCOPY C:\\ D:\\\nUSER x', [2, 3, 5, 6]],
    ['CRLF and a BOM', '\uFEFFFROM a\r\nRUN b \\\r\n  c\r\nRUN d\r\n', [1, 2, 4]],
    ['a here-document that never ends', 'FROM a\nRUN <<EOF\necho\nRUN b', [1, 2, 3, 4]],
    ['two here-documents', "COPY <<-'A' <<B /x/\none\n\tA\ntwo\nB\nUSER 1", [1, 6]],
    ['a here-string, which is none', 'RUN cat <<<word\nRUN b', [1, 2]],
  ])('can be read from %s', (_what, text, lines) => {
    expect(dockerfileInstructions(text).map(({ line }) => line)).toEqual(lines);
  });
});

describe('the line of a step', () => {
  it.each([
    // BuildKit
    ['[internal] load build definition from Dockerfile', null],
    ['[deps 1/4] FROM docker.io/library/node:24-slim', 3],
    ['[deps 2/4] WORKDIR /app', 4],
    ['[deps 4/4] RUN npm ci   && npm cache clean --force', 6],
    ['[build 1/2] RUN <<EOF (npm run build...)', 12],
    ['[build 2/2] COPY . .', 16],
    ['[stage-2 1/2] COPY --from=build /app/dist /dist', 19],
    ['[linux/arm64 stage-2 2/2] RUN ["/dist/check"]', 21],
    ['[linux/amd64->arm64 deps 2/4] WORKDIR /app', 4],
    ['exporting to image', null],
    // Docker's classic builder counts every instruction
    ['Step 1/13 : ARG BASE=node:24-slim', 2],
    ['Step 5/13 : RUN npm ci   && npm cache clean --force', 6],
    ['Step 13/13 : CMD ["/dist/main"]', 22],
    // Buildah counts inside a stage
    ['[1/3] STEP 4/4: RUN npm ci && npm cache clean --force', 6],
    ['[3/3] STEP 2/5: COPY --from=build /app/dist /dist', 19],
    ['[3/3] STEP 6/6: LABEL "a"="b"', null],
  ])('of %s', (name, line) => {
    expect(lineOfStep(dockerfileInstructions(dockerfile), name)).toBe(line);
  });

  it('is found by its words where an ONBUILD of the base shifts the numbers', () => {
    const instructions = dockerfileInstructions('FROM base\nCOPY a b\nRUN make\nCOPY c d\n');
    expect(lineOfStep(instructions, '[2/5] RUN from-onbuild')).toBe(3);
    expect(lineOfStep(instructions, '[5/5] COPY c d')).toBe(4);
  });

  it('comes with its stage where the builder names one', () => {
    expect(stageOfStep('[build 1/2] RUN x')).toBe('build');
    expect(stageOfStep('[ 2/12] RUN x')).toBeNull();
    expect(stageOfStep('[1/2] STEP 1/2: RUN x')).toBeNull();
  });
});
