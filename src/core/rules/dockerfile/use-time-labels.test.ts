import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './use-time-labels.ts';

const options = { 'label-schema': { key: 'rfc3339' } };

testRule(rule, {
  valid: ['FROM a:1\nLABEL key=2020\n', { code: 'FROM a:1\nLABEL other=2020\n', options }].concat(
    '2020-01-01T00:00:00Z 2020-01-01t23:59:60.1z 2020-02-29T00:00:00+02:00'
      .split(' ')
      .map((value) => ({ code: `FROM a:1\nLABEL key="${value}"\n`, options })),
  ),
  invalid: '2020 2020-01-01T00:00:00 2020-02-30T00:00:00Z 2021-02-29T00:00:00Z 2020-01-01T24:00:00Z 2020-1-1T0:0:0Z'
    .split(' ')
    .map((value) => ({
      code: `FROM a:1\nLABEL a=1 key=⟦${value}⟧\n`,
      options,
      messages: [`'${value}' is not a time of RFC 3339`],
      peers: ['DL3053@2'],
    })),
  peersOnly: [
    { code: 'FROM a:1\nLABEL key=$VALUE\n', options, peers: ['DL3053@2'] },
    { code: 'FROM a:1\nLABEL key=""\n', options, peers: ['DL3053@2'] },
  ],
});
