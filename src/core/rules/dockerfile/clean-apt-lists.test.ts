import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './clean-apt-lists.ts';

testRule(rule, {
  valid: [
    'RUN apt-get update && apt-get install -y x && rm -rf /var/lib/apt/lists/*\n',
    'RUN apt-get update && rm --recursive --force /var/lib/apt/lists/*\n',
    'RUN apt-get update && apt-get install -y x && apt-get dist-clean\n',
    'RUN --mount=type=cache,target=/var/lib/apt/lists apt-get update\n',
    'RUN --mount=type=cache,target=/var/lib/apt --mount=type=cache,target=/var/cache/apt apt-get update\n',
    'RUN --mount=type=tmpfs,dst=/var/lib/apt/lists apt-get update\n',
    'FROM a AS b\nRUN apt-get update\nFROM c\nCOPY --from=b /x /x\n',
    'RUN apt-get install -y x\n',
    'RUN apt-get update\nFROM a\n',
  ],
  invalid: [
    {
      code: 'RUN ⟦apt-get update⟧ && apt-get install -y x\n',
      messages: ["'apt-get update' leaves package lists in the layer"],
      output: 'RUN apt-get update && apt-get install -y x && rm -rf /var/lib/apt/lists/*\n',
      peers: ['DL3009@1'],
    },
    {
      code: 'FROM a\nRUN ⟦apt-get -qq update⟧ \\\n && apt-get install -y \\\n      x \\\n # tools\n      y # z\n',
      messages: ["'apt-get update' leaves package lists in the layer"],
      output:
        'FROM a\nRUN apt-get -qq update \\\n && apt-get install -y \\\n      x \\\n # tools\n      y \\\n && rm -rf /var/lib/apt/lists/* # z\n',
      peers: ['DL3009@2'],
    },
    {
      code: 'RUN ⟦apt-get update⟧ && \\\n    apt-get install -y x\n',
      messages: ["'apt-get update' leaves package lists in the layer"],
      output: 'RUN apt-get update && \\\n    apt-get install -y x && \\\n    rm -rf /var/lib/apt/lists/*\n',
    },
    {
      code: 'RUN set -eux; \\\n\t⟦apt-get update⟧; \\\n\tapt-get install -y x\n',
      messages: ["'apt-get update' leaves package lists in the layer"],
      output: 'RUN set -eux; \\\n\tapt-get update; \\\n\tapt-get install -y x; \\\n\trm -rf /var/lib/apt/lists/*\n',
    },
    {
      code: 'RUN ⟦apt-get update⟧; apt-get install -y x;\n',
      messages: ["'apt-get update' leaves package lists in the layer"],
      output: 'RUN apt-get update; apt-get install -y x && rm -rf /var/lib/apt/lists/*;\n',
    },
    {
      code: 'RUN ⟦apt-get update⟧ && apt-get install -y \\\n      x\n',
      messages: ["'apt-get update' leaves package lists in the layer"],
      output: 'RUN apt-get update && apt-get install -y \\\n      x \\\n      && rm -rf /var/lib/apt/lists/*\n',
    },
    {
      code: 'FROM a AS b\nRUN ⟦apt update⟧\nFROM b\nRUN apt-get update && rm -rf /var/lib/apt/lists/*\n',
      messages: ["'apt update' leaves package lists in the layer"],
      output: 'FROM a AS b\nRUN apt update && rm -rf /var/lib/apt/lists/*\nFROM b\nRUN apt-get update && rm -rf /var/lib/apt/lists/*\n',
      peers: ['DL3009@2'],
    },
    {
      code: 'RUN ⟦apt-get update⟧ && rm -rf /tmp/x\n',
      messages: ["'apt-get update' leaves package lists in the layer"],
      output: 'RUN apt-get update && rm -rf /tmp/x && rm -rf /var/lib/apt/lists/*\n',
      peers: [],
    },
    // A later RUN needs the lists, or may.
    { code: 'RUN ⟦apt-get update⟧\nRUN apt-get install -y x\n', messages: ["'apt-get update' leaves package lists in the layer"] },
    { code: 'RUN ⟦apt-get update⟧\nCOPY x.sh .\nRUN ./x.sh\n', messages: ["'apt-get update' leaves package lists in the layer"] },
    {
      code: 'FROM a AS b\nRUN ⟦apt-get update⟧\nFROM b\nRUN apt-get install -y x\n',
      messages: ["'apt-get update' leaves package lists in the layer"],
    },
    // The end may not be reached, or more hangs on it.
    { code: 'RUN ⟦apt-get update⟧ || true\n', messages: ["'apt-get update' leaves package lists in the layer"] },
    { code: 'RUN ⟦apt-get update⟧ && exit 0\n', messages: ["'apt-get update' leaves package lists in the layer"] },
    { code: 'RUN ⟦apt-get update⟧ && x &\n', messages: ["'apt-get update' leaves package lists in the layer"] },
    { code: 'RUN (⟦apt-get update⟧)\n', messages: ["'apt-get update' leaves package lists in the layer"] },
    { code: 'RUN ⟦apt-get update⟧ | tee x\n', messages: ["'apt-get update' leaves package lists in the layer"] },
    { code: 'RUN <<EOF\n⟦apt-get update⟧\nEOF\n', messages: ["'apt-get update' leaves package lists in the layer"] },
    { code: 'RUN ["⟦apt-get", "update⟧"]\n', messages: ["'apt-get update' leaves package lists in the layer"] },
    { code: 'ONBUILD RUN ⟦aptitude update⟧\n', messages: ["'aptitude update' leaves package lists in the layer"], peers: ['DL3009@1'] },
    { code: '# escape=`\nRUN ⟦apt-get update⟧\n', messages: ["'apt-get update' leaves package lists in the layer"] },
    { code: 'SHELL ["pwsh", "-c"]\nRUN ⟦apt-get update⟧\n', messages: ["'apt-get update' leaves package lists in the layer"] },
  ],
  peersOnly: [
    { code: 'RUN apt-get update && rm -r -f /var/lib/apt/lists\n', peers: ['DL3009@1'] },
    { code: 'RUN --mount=type=cache,target=/var/lib/apt apt-get update\n', peers: ['DL3009@1'] },
    { code: 'FROM a AS b\nRUN apt-get update\nFROM b:1\n', peers: ['DL3009@2'] },
    { code: 'FROM a AS b\nONBUILD RUN apt-get update\nFROM c\n', peers: ['DL3009@2'] },
  ],
});
