import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './end-copy-destination-with-slash.ts';

testRule(rule, {
  valid: [
    'FROM a:1\nCOPY a b /app/\n',
    'FROM a:1\nCOPY a b "c/"\n',
    'FROM a:1\nCOPY a /app\n',
    'FROM a:1\nCOPY a b $DIR/\n',
    'FROM a:1\nONBUILD COPY a b c\n',
  ],
  invalid: [
    {
      code: 'FROM a:1\nCOPY a b ⟦/app⟧\n',
      messages: ["'/app' takes several sources and does not end with a slash"],
      suggestions: ['FROM a:1\nCOPY a b /app/\n'],
      peers: ['DL3021@2'],
    },
    {
      code: 'FROM a:1\nCOPY ["a", "b", ⟦"/app"⟧]\n',
      messages: ["'/app' takes several sources and does not end with a slash"],
      suggestions: ['FROM a:1\nCOPY ["a", "b", "/app/"]\n'],
      peers: ['DL3021@2'],
    },
    {
      code: 'FROM a:1\nCOPY a b ⟦"c"⟧\n',
      messages: ["'c' takes several sources and does not end with a slash"],
      suggestions: ['FROM a:1\nCOPY a b "c/"\n'],
    },
    {
      code: 'FROM a:1\nADD a.tar b.tar ⟦/c⟧\n',
      messages: ["'/c' takes several sources and does not end with a slash"],
      suggestions: ['FROM a:1\nADD a.tar b.tar /c/\n'],
      peers: [],
    },
  ],
  peersOnly: [
    { code: 'FROM a:1\nCOPY a b .\n', peers: ['DL3021@2'] },
    { code: 'FROM a:1\nCOPY a b ${DIR}\n', peers: ['DL3021@2'] },
  ],
});
