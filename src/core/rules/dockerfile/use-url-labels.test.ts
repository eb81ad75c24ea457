import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './use-url-labels.ts';

const options = { 'label-schema': { key: 'url' } };

testRule(rule, {
  valid: ['FROM a:1\nLABEL key=foo\n', { code: 'FROM a:1\nLABEL other=foo\n', options }].concat(
    'http://x a:b mailto:a@b http://[::1] http://x/%41 http://x#f'
      .split(' ')
      .map((value) => ({ code: `FROM a:1\nLABEL key="${value}"\n`, options })),
  ),
  invalid: 'foo /x //x 1a:b http://x/%4 http://x#f#g'.split(' ').map((value) => ({
    code: `FROM a:1\nLABEL a=1 key=⟦${value}⟧\n`,
    options,
    messages: [`'${value}' is not a URL`],
    peers: ['DL3052@2'],
  })),
  peersOnly: [
    { code: 'FROM a:1\nLABEL key=$VALUE\n', options, peers: ['DL3052@2'] },
    { code: 'FROM a:1\nLABEL key=""\n', options, peers: ['DL3052@2'] },
  ],
});
