import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './merge-runs.ts';

testRule(rule, {
  valid: [
    'RUN apk add a\nENV X=1\nRUN apk add b\n',
    'RUN --mount=type=cache,target=/x apk add a\nRUN apk add b\n',
    'RUN apt-get update\nRUN apt-get update && apt-get install b\n',
    'RUN a && apk add b\nRUN npm ci && make\n',
    'FROM a\nRUN apk add a\nFROM b\nRUN apk add b\n',
    'ONBUILD RUN apk add a\nONBUILD RUN apk add b\n',
  ],
  invalid: [
    {
      code: 'RUN apk add a\nRUN ⟦apk⟧ add b\n',
      messages: ["The package database of 'apk' is written again, as in the RUN above"],
      suggestions: ['RUN apk add a \\\n    && apk add b\n'],
      peers: ['DL3059@2'],
    },
    {
      code: 'RUN apt-get update && apt-get install a\n# tools\n\nRUN x && ⟦apt⟧ install b\n',
      messages: ["The package database of 'apt' is written again, as in the RUN above"],
      peers: [],
    },
    {
      code: 'RUN dnf install a; x\nRUN ⟦dnf⟧ install b\n',
      messages: ["The package database of 'dnf' is written again, as in the RUN above"],
      peers: [],
    },
  ],
  peersOnly: [
    { code: 'RUN a\nRUN b\nRUN c\n', peers: ['DL3059@2', 'DL3059@3'] },
    { code: 'RUN a\n# comment\n\nRUN b\n', peers: ['DL3059@4'] },
    { code: 'RUN --mount=type=cache,target=/x a\nRUN --mount=type=cache,target=/x b\n', peers: ['DL3059@2'] },
    { code: 'RUN a && b\nRUN c\nRUN d\n', peers: ['DL3059@3'] },
    { code: 'RUN [ -f x ] && b\nRUN x=1; y=2; z=3\n', peers: ['DL3059@2'] },
    { code: 'RUN ["a"]\nRUN $X a && $Y b\n', peers: ['DL3059@2'] },
    { code: 'RUN a\nRUN b $(c)\nRUN d\nONBUILD RUN e\nRUN f\n', peers: [] },
  ],
});
