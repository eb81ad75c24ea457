import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './split-dependent-env.ts';

const message = (name: string): string => `'${name}' still has its old value here: this same ENV sets it`;

testRule(rule, {
  valid: [
    'FROM a:1\nENV A=1\nENV A=2 B=$A\n',
    'FROM a:1\nENV A=$A B=1\n',
    'FROM a:1\nENV A=1 B=$AB\n',
    'FROM a:1\nARG A\nFROM b:1\nENV A=1 B=$A\n',
    'FROM a:1\nENV A="${A:-x}" B="${A:-x}"\n',
    'FROM a:1\nONBUILD ENV A=1 B=$A\n',
  ],
  invalid: [
    { code: 'FROM a:1\nENV A=1 B=⟦$A⟧\n', messages: [message('A')], peers: ['DL3044@2'] },
    { code: 'FROM a:1\nENV B="x ⟦${A}⟧" \\\n  A=1 C=⟦$A⟧\n', messages: [message('A'), message('A')], peers: ['DL3044@2'] },
    { code: 'FROM a:1\nENV PATH=$PATH:/x OLD=⟦$PATH⟧\n', messages: [message('PATH')], peers: ['DL3044@2'] },
  ],
  peersOnly: [
    { code: "FROM a:1\nENV A=1 B='$A'\n", peers: ['DL3044@2'] },
    { code: 'FROM a:1\nENV A=1 B=\\$A\n', peers: ['DL3044@2'] },
  ],
});
