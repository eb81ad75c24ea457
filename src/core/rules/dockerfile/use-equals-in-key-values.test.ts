import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './use-equals-in-key-values.ts';

const message = (key: string): string => `'${key}' is set in the old form with a blank`;

testRule(rule, {
  valid: ['FROM a:1\nENV A=1 B=2\nLABEL a=b\n', 'FROM a:1\nENV A="b c"\n'],
  invalid: [
    {
      code: 'FROM a:1\nENV ⟦A⟧ b\nLABEL ⟦k⟧ v w\n',
      messages: [message('ENV A'), message('LABEL k')],
      output: 'FROM a:1\nENV A=b\nLABEL k="v w"\n',
      peers: ['LegacyKeyValueFormat@2', 'LegacyKeyValueFormat@3'],
    },
    {
      code: 'FROM a:1\nENV ⟦A⟧ "x y"\nENV ⟦B⟧   a=b\nENV ⟦C⟧ $A  $B\n',
      messages: [message('ENV A'), message('ENV B'), message('ENV C')],
      output: 'FROM a:1\nENV A="x y"\nENV B=a=b\nENV C="$A  $B"\n',
    },
    // What it would mean in the other form is not certain.
    { code: 'FROM a:1\nENV ⟦A⟧ x "y" z\n', messages: [message('ENV A')] },
    { code: 'FROM a:1\nENV ⟦A⟧ x \\\n  y\n', messages: [message('ENV A')] },
  ],
});
