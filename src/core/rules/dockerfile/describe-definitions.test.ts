import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './describe-definitions.ts';

const asked = '# check=experimental=InvalidDefinitionDescription\n\n';

testRule(rule, {
  valid: [
    '# nothing\nARG foo\nFROM scratch\n',
    `${asked}# foo is it\nARG foo=1\nFROM scratch\n`,
    `${asked}# about\n# foo is it\nARG foo=1\nFROM scratch\n`,
    `${asked}# nothing\n\nARG foo=1\nFROM scratch\n`,
    `${asked}# base is small\nFROM scratch AS Base\n`,
    `${asked}# nothing\nFROM scratch\n# nothing\nRUN a\n`,
  ],
  invalid: [
    {
      code: `${asked}# nothing\n⟦ARG⟧ foo\n# version one\n⟦FROM⟧ scratch AS base\n`,
      messages: ["The comment above does not begin with 'foo'", "The comment above does not begin with 'base'"],
      peers: ['InvalidDefinitionDescription@4', 'InvalidDefinitionDescription@6'],
    },
    {
      code: '# check=skip=X;experimental=all\n\n# foo\n# nothing\n⟦ARG⟧ foo bar\nFROM scratch\n',
      messages: ["The comment above does not begin with '<name>'"],
    },
  ],
});
