import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './pin-gem-versions.ts';

testRule(rule, {
  valid: [
    'RUN gem install rake:13\n',
    'RUN gem install rake -v 13\n',
    'RUN gem install rake --version 13\n',
    'RUN gem install rake --version=13 other\n',
    'RUN gem install rake:13 -- --with-x y\n',
    'RUN gem install --source=https://example.com rake\n',
    'RUN gem update --system\n',
    'RUN gem install\n',
  ],
  invalid: [
    { code: 'RUN gem install ⟦rake⟧ b:1\n', messages: ["'rake' has no version"], peers: ['DL3028@1'] },
    { code: 'RUN gem i ⟦rake⟧ --no-document\n', messages: ["'rake' has no version"], peers: ['DL3028@1'] },
    { code: 'RUN gem install ⟦rake⟧ -v=13\n', messages: ["'rake' has no version"], peers: ['DL3028@1'] },
    { code: 'ONBUILD RUN gem install ⟦rake⟧\n', messages: ["'rake' has no version"], peers: ['DL3028@1'] },
  ],
  peersOnly: [
    { code: 'RUN gem install $GEM\n', peers: ['DL3028@1'] },
    { code: 'RUN gem install x.gem\n', peers: ['DL3028@1'] },
  ],
});
