import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './name-label-keys.ts';

const message = (key: string): string => `'${key}' is not a key as Docker asks for`;

testRule(rule, {
  valid: ['FROM a:1\nLABEL a=1 a_b=1 a-b=1 a.b=1 a/b=1 "c"=1\n', 'FROM a:1\nLABEL com.docker=1\n', 'FROM a:1\nONBUILD LABEL A=1\n'],
  invalid: [
    { code: 'FROM a:1\nLABEL a=1 ⟦B⟧=2 ⟦1c⟧=3\n', messages: [message('B'), message('1c')], peers: ['DL3048@2'] },
    {
      code: 'FROM a:1\nLABEL ⟦a--b⟧=1 ⟦a..b⟧=1 ⟦a.⟧=1 ⟦$x⟧=1\n',
      messages: [message('a--b'), message('a..b'), message('a.'), message('$x')],
    },
    {
      code: 'FROM a:1\nLABEL ⟦com.docker.x⟧=1\nLABEL ⟦io.docker.x⟧=1\nLABEL ⟦org.dockerproject.x⟧=1\n',
      messages: [message('com.docker.x'), message('io.docker.x'), message('org.dockerproject.x')],
      peers: ['DL3048@2', 'DL3048@3', 'DL3048@4'],
    },
  ],
});
