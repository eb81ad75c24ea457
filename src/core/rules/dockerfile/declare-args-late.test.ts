import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './declare-args-late.ts';

testRule(rule, {
  valid: [
    'FROM a:1\nARG NODE_MAJOR\nRUN a\n',
    'FROM a:1\nARG GIT_SHA\nRUN build $GIT_SHA\nRUN a\n',
    'FROM a:1\nRUN a\nARG GIT_SHA\nLABEL revision=$GIT_SHA\n',
    'ARG GIT_SHA\nFROM a:$GIT_SHA\nRUN a\n',
  ],
  invalid: [
    {
      code: 'FROM a:1\nARG ⟦GIT_SHA⟧=none\n# install\nRUN a\nCOPY b c\nLABEL revision=$GIT_SHA\n',
      messages: ["Every new 'GIT_SHA' makes the RUN below run again"],
      suggestions: ['FROM a:1\n# install\nRUN a\nCOPY b c\nARG GIT_SHA=none\nLABEL revision=$GIT_SHA\n'],
    },
    {
      code: 'FROM a:1\nARG ⟦BUILD_DATE⟧\nLABEL date=$BUILD_DATE\nRUN a\n',
      messages: ["Every new 'BUILD_DATE' makes the RUN below run again"],
    },
    { code: 'FROM a:1\nARG ⟦BUILD_NUMBER⟧\nRUN a\n', messages: ["Every new 'BUILD_NUMBER' makes the RUN below run again"] },
  ],
});
