import { eachRun } from '../../lint/each-run.ts';
import { defineRule } from '../../lint/rule.ts';
import { isInFinalImage } from '../../lint/stages.ts';
import { readPackageCommand } from '../../lint/system-packages.ts';

export default defineRule({
  name: 'keep-build-tools-out',
  summary: 'Compile in a stage of its own',
  severity: 'info',
  fix: 'none',
  aliases: [],
  why: 'Compilers, headers and build systems take 100 to 500 MB, and are what an intruder would like to find. Compile in an earlier stage and copy the result into the last with COPY --from.',
  examples: [
    {
      bad: 'FROM debian:13\nRUN apt-get install -y build-essential\nCOPY . /src\nRUN make -C /src install\n',
      good: 'FROM debian:13 AS build\nRUN apt-get install -y build-essential\nCOPY . /src\nRUN make -C /src install\n\nFROM debian:13\nCOPY --from=build /usr/local /usr/local\n',
    },
  ],
  messages: { tool: "'{package}' stays in the final image", tools: "{count} build packages stay in the final image, '{package}' first" },
  create: (context) =>
    eachRun(context.file, (run, commands) => {
      if (run.onbuild || !isInFinalImage(context.file, run.stage)) return;
      const read = commands.map(readPackageCommand);
      const lastRemoval = read.findLastIndex((command) => command?.action === 'remove');
      const tools = read
        .slice(lastRemoval + 1)
        .flatMap((command) => (command?.action === 'install' ? command.packages.filter(({ value }) => isBuildTool(value)) : []));
      const [first, ...others] = tools;
      if (!first) return;
      if (others.length === 0) context.report({ at: first, message: 'tool', data: { package: first.value } });
      else context.report({ at: first, message: 'tools', data: { package: first.value, count: String(tools.length) } });
    }),
});

const isBuildTool = (name: string): boolean => buildTool.test(name.replace(/[=<>~:].*$/, ''));

/** Names in Debian, Alpine, Fedora and openSUSE. */
const buildTool =
  /^(?:build-essential|build-base|alpine-sdk|devscripts|gcc(?:-\d.*|-c\+\+)?|g\+\+(?:-\d.*)?|clang(?:-\d+)?|llvm|make|cmake|automake|autoconf|libtool|ninja(?:-build)?|meson|bison|flex|pkg-?config|pkgconf|rust(?:c|up)?|cargo|golang(?:-\d.*|-go)?|go|maven|gradle|openjdk-?\d+(?:-jdk(?:-headless)?)|default-jdk(?:-headless)?|java-\d[\w.-]*-openjdk-devel|ghc|sbt|linux-headers.*|kernel-headers|@development(?:-tools)?|.+-dev|.+-devel)$/;
