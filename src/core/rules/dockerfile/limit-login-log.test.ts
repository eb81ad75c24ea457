import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './limit-login-log.ts';

testRule(rule, {
  valid: [
    'RUN useradd -u 99999 app\n',
    'RUN useradd -l -u 100000 app\n',
    'RUN useradd -ml -u 100000 app\n',
    'RUN useradd --no-log-init --uid 100000 app\n',
    'RUN useradd -u 1 -g 1000000 app\n',
    'RUN useradd -u $U app\n',
    'RUN useradd -u\n',
  ],
  invalid: [
    {
      code: 'RUN useradd -m -u ⟦100000⟧ app\n',
      messages: ["User id '100000' makes the login log grow with it"],
      output: 'RUN useradd --no-log-init -m -u 100000 app\n',
      peers: ['DL3046@1'],
    },
    {
      code: 'RUN useradd --uid ⟦1234567⟧ app\n',
      messages: ["User id '1234567' makes the login log grow with it"],
      output: 'RUN useradd --no-log-init --uid 1234567 app\n',
      peers: [],
    },
    { code: 'ONBUILD RUN useradd -u ⟦100000⟧ app\n', messages: ["User id '100000' makes the login log grow with it"], peers: ['DL3046@1'] },
  ],
  peersOnly: [{ code: 'RUN useradd -u ${USER_ID} app\n', peers: ['DL3046@1'] }],
});
