import { expect, it } from 'vitest';
import { cstReport } from '../../src/core/testing/cst/run.ts';
import { runTests } from '../../src/io/testing/run-tests.ts';
import { onEachEngine, temporaryFolder } from '../support/engines.ts';

const dockerfile = `FROM busybox:latest
ENV FOO=bar APPDIR=/app EMPTY=""
RUN chmod 1777 /tmp && mkdir -p /app/bin && echo 'hello world' > /app/hello.txt && echo '#!/bin/sh' > /app/bin/run && chmod 4755 /app/bin/run && ln -s hello.txt /app/rel && ln -s /app/hello.txt /app/abs && chown 1001:1001 /app/hello.txt && chmod 640 /app/hello.txt
EXPOSE 8080/tcp 9090
VOLUME /data
WORKDIR /app
USER 1001
ENTRYPOINT ["/bin/sh", "-c"]
CMD ["echo hi"]
`;

const structure = `schemaVersion: "2.0.0"
globalEnvVars: [{key: GLOB, value: "$FOO-x"}]
commandTests:
- {name: simple, command: echo, args: [hello, $FOO, $GLOB, $NOPE], expectedOutput: ["hello bar bar-x"]}
- {name: missing, command: nothere, exitCode: 127}
- {name: quirk, command: sh, args: [-c, "for i in a b; do echo v=$i; done"], expectedOutput: ["v=a"]}
- {name: octal, command: sh, args: [-c, "exit 8"], exitCode: 010}
- {name: setup, setup: [[sh, -c, "echo made > /tmp/made"], ["false"]], command: cat, args: [/tmp/made], expectedOutput: ["^made\\n$"]}
- {name: lookahead, command: echo, args: [x], expectedOutput: ["(?=x)"]}
- {name: whoami, command: id, args: [-u], expectedOutput: ["1001"]}
fileExistenceTests:
- {name: owned, path: /app/hello.txt, permissions: "-rw-r-----", uid: 1001, gid: 1001}
- {name: variable, path: $APPDIR/bin/run, permissions: "urwxr-xr-x", isExecutableBy: owner}
- {name: link, path: /app/rel, permissions: Lrwxrwxrwx}
- {name: gone, path: /nope, shouldExist: no}
- {name: there, path: /app, shouldExist: no}
- {name: relative, path: app/hello.txt}
- {name: volume, path: /data}
- {name: engine file, path: /.dockerenv}
fileContentTests:
- {name: content, path: /app/hello.txt, expectedContents: [hello, "(?i)WORLD"]}
- {name: relative link, path: /app/rel, expectedContents: [hello]}
- {name: absolute link, path: /app/abs, expectedContents: [hello]}
- {name: directory, path: /app}
metadataTest:
  envVars: [{key: EMPTY, value: ""}, {key: APPDIR, value: "^/a.*", isRegex: true}]
  exposedPorts: ["8080", 9090]
  volumes: [/data]
  entrypoint: [/bin/sh, -c]
  user: "1001"
`;

/** What container-structure-test 1.19.1 said of the same file and image on Docker. */
const known = [
  ['Command Test: simple', true],
  ['Command Test: missing', false],
  ['Command Test: quirk', false],
  ['Command Test: octal', true],
  ['Command Test: setup', true],
  ['Command Test: lookahead', false],
  ['Command Test: whoami', true],
  ['File Content Test: content', true],
  ['File Content Test: relative link', false],
  ['File Content Test: absolute link', true],
  ['File Content Test: directory', false],
  ['File Existence Test: owned', true],
  ['File Existence Test: variable', true],
  ['File Existence Test: link', true],
  ['File Existence Test: gone', true],
  ['File Existence Test: there', false],
  ['File Existence Test: relative', true],
  ['File Existence Test: volume', true],
  ['File Existence Test: engine file', true],
  ['Metadata Test', true],
];

onEachEngine('Structure files', ({ engine }) => {
  it('have the verdicts of container-structure-test', async () => {
    const folder = await temporaryFolder({ Dockerfile: dockerfile, 'tests.yaml': structure });
    try {
      const run = await runTests(
        { engine: engine(), target: { dir: folder.path }, structureFiles: [`${folder.path}/tests.yaml`] },
        () => undefined,
      );
      const report = JSON.parse(cstReport(run.structureFiles!)) as { Total: number; Results: { Name: string; Pass: boolean }[] };
      expect(report.Results.map(({ Name: name, Pass: pass }) => [name, pass])).toEqual(known);
      expect(run.tests).toHaveLength(known.length);
    } finally {
      await folder.remove();
    }
  });
});
