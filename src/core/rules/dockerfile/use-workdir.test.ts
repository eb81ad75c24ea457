import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './use-workdir.ts';

testRule(rule, {
  valid: ['WORKDIR /app\nRUN make\n', 'RUN bash -c "cd /app"\n', 'ONBUILD RUN cd /app && make\n', 'CMD cd /app && ./run\n'],
  invalid: [
    {
      code: 'FROM a\nRUN ⟦cd /app⟧ && make && make install\n',
      messages: ["'cd' holds for this RUN alone"],
      suggestions: ['FROM a\nWORKDIR /app\nRUN make && make install\n'],
      peers: ['DL3003@2'],
    },
    { code: 'RUN (⟦cd /app⟧ && make)\n', messages: ["'cd' holds for this RUN alone"], peers: ['DL3003@1'] },
    { code: 'RUN ⟦cd app⟧ && make\n', messages: ["'cd' holds for this RUN alone"], peers: ['DL3003@1'] },
    { code: 'RUN make; ⟦cd /app⟧\n', messages: ["'cd' is forgotten when this RUN ends"], peers: ['DL3003@1'] },
    { code: 'RUN <<EOF\n⟦cd /app⟧\nmake\nEOF\n', messages: ["'cd' holds for this RUN alone"], peers: ['DL3003@1'] },
    { code: 'RUN ⟦cd⟧; make\n', messages: ["'cd' holds for this RUN alone"], peers: ['DL3003@1'] },
  ],
});
