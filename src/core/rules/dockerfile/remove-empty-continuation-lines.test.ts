import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './remove-empty-continuation-lines.ts';

testRule(rule, {
  valid: ['FROM a:1\nRUN a \\\n  # c\n  b\n\nRUN c\n', 'FROM a:1\nRUN <<EOF\na\n\nb\nEOF\n'],
  invalid: [
    {
      code: 'FROM a:1\nRUN a && \\\n⟦⟧\n    b && \\\n  \n\n    c\n',
      messages: ['An empty line stands inside this instruction'],
      output: 'FROM a:1\nRUN a && \\\n    b && \\\n    c\n',
      peers: ['NoEmptyContinuation@7'],
    },
    {
      code: 'FROM a:1\nENV A=1 \\\n⟦  ⟧\n  B=2\n',
      messages: ['An empty line stands inside this instruction'],
      output: 'FROM a:1\nENV A=1 \\\n  B=2\n',
      peers: ['NoEmptyContinuation@4'],
    },
  ],
});
