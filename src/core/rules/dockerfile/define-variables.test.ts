import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './define-variables.ts';

const message = (name: string): string => `'${name}' is defined nowhere`;

testRule(rule, {
  valid: [
    'FROM node:24\nCOPY a $ANYTHING\n',
    'FROM scratch\nARG A\nENV B=1\nCOPY $A ${B} /\n',
    'FROM scratch AS x\nARG A\nENV B=1\nFROM x\nCOPY $A ${B} /\n',
    'FROM scratch\nCOPY ${A:-a} ${B-b} ${C:+c} /\n',
    'FROM scratch\nENV PATH=/x:$PATH\n',
    'FROM scratch\nRUN echo $A\nCMD ["$A"]\nHEALTHCHECK CMD $A\n',
    "FROM scratch\nCOPY '$A' \\$B /\n",
    'FROM scratch\nCOPY <<"EOF" /x\n$A\nEOF\n',
    'ARG A=1\nRUN echo $B\n',
  ],
  invalid: [
    {
      code: 'FROM scratch\nCOPY ⟦$nope⟧ ⟦${never}⟧ ⟦$nope2⟧ $nope /\n',
      messages: [message('nope'), message('never'), message('nope2')],
      peers: ['UndefinedVar@2', 'UndefinedVar@2', 'UndefinedVar@2'],
    },
    {
      code: 'FROM scratch\nARG VERSION=1\nLABEL v="⟦${VERSOIN}⟧"\n',
      messages: ["'VERSOIN' is defined nowhere; 'VERSION' is"],
      suggestions: ['FROM scratch\nARG VERSION=1\nLABEL v="${VERSION}"\n'],
      peers: ['UndefinedVar@3'],
    },
    { code: 'ARG GLOBAL=1\nFROM scratch\nUSER ⟦$GLOBAL⟧\n', messages: [message('GLOBAL')], peers: ['UndefinedVar@3'] },
    { code: 'FROM scratch\nENV X=⟦$TARGETPLATFORM⟧\n', messages: [message('TARGETPLATFORM')] },
    { code: "FROM scratch\nCOPY <<EOF /x\n'⟦$inside⟧'\nEOF\n", messages: [message('inside')], peers: ['UndefinedVar@2'] },
    { code: 'FROM scratch\nCOPY --chown=⟦$owner⟧ a /\n', messages: [message('owner')] },
    { code: 'FROM scratch\nRUN --mount=type=cache,target=⟦$cache⟧ a\n', messages: [message('cache')] },
    { code: 'FROM scratch\nEXPOSE ⟦$PORT⟧\n', messages: [message('PORT')], peers: [] },
  ],
  peersOnly: [{ code: 'FROM scratch\nENV A=1 B=$A\n', peers: ['UndefinedVar@2'] }],
});
