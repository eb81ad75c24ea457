import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './use-exec-form.ts';

const message = (keyword: string): string => `${keyword} starts a shell, which keeps signals from the program`;

testRule(rule, {
  valid: [
    'FROM a:1\nCMD ["a", "b"]\n',
    'FROM a:1\nCMD []\n',
    'FROM a:1\nSHELL ["bash", "-c"]\nCMD a b\n',
    'FROM a:1 AS x\nSHELL ["bash", "-c"]\nFROM x\nENTRYPOINT a\n',
    'FROM a:1\nCMD exec a $B\n',
    'FROM a:1\nHEALTHCHECK CMD a || exit 1\n',
    'FROM a:1\nONBUILD CMD a\n',
  ],
  invalid: [
    {
      code: 'FROM a:1\nCMD ⟦node "my server.js" --x=1⟧\n',
      messages: [message('CMD')],
      suggestions: ['FROM a:1\nCMD ["node", "my server.js", "--x=1"]\n'],
      peers: ['DL3025@2'],
    },
    {
      code: 'FROM scratch\nENTRYPOINT ⟦a⟧\n',
      messages: [message('ENTRYPOINT')],
      suggestions: ['FROM scratch\nENTRYPOINT ["a"]\n'],
      peers: ['DL3025@2', 'JSONArgsRecommended@2'],
    },
    {
      code: 'FROM a:1\nCMD ⟦node $FILE⟧\n',
      messages: [message('CMD')],
      suggestions: ['FROM a:1\nCMD exec node $FILE\n'],
    },
    { code: 'FROM a:1\nCMD ⟦a && b⟧\n', messages: [message('CMD')] },
    { code: 'FROM a:1\nCMD ⟦A=1 b⟧\n', messages: [message('CMD')] },
    {
      code: 'FROM a:1\nCMD ⟦[\'node\', "a.js",]⟧\n',
      messages: ['CMD is no JSON array, so a shell is started with it'],
      suggestions: ['FROM a:1\nCMD ["node", "a.js"]\n'],
      peers: ['DL3025@2'],
    },
    { code: 'FROM a:1\nCMD ⟦["C:\\a.exe"]⟧\n', messages: ['CMD is no JSON array, so a shell is started with it'], peers: [] },
  ],
  peersOnly: [
    { code: 'FROM a:1\nCMD a\nCMD ["b"]\n', peers: ['DL3025@2'] },
    { code: 'FROM scratch\nSHELL ["/x"]\nCMD a\n', peers: ['DL3025@3'] },
    { code: 'FROM a:1\nHEALTHCHECK --interval=1s CMD a b\n', peers: ['DL3025@2'] },
    { code: 'FROM a:1\nCMD ["a\\\\", "b"]\n', peers: ['DL3025@2'] },
  ],
});
