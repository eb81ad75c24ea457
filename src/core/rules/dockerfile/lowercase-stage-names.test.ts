import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './lowercase-stage-names.ts';

testRule(rule, {
  valid: ['FROM a:1 AS build\nFROM Build\n'],
  invalid: [
    {
      code: 'FROM a:1 AS ⟦Build⟧\nFROM BUILD AS x\nCOPY --from=Build a b\nRUN --mount=type=bind,target=/x,from=Build a\nCOPY --from=x Build /Build\n',
      messages: ["'Build' is not in lower case"],
      output:
        'FROM a:1 AS build\nFROM build AS x\nCOPY --from=build a b\nRUN --mount=type=bind,target=/x,from=build a\nCOPY --from=x Build /Build\n',
      peers: ['StageNameCasing@1'],
    },
  ],
});
