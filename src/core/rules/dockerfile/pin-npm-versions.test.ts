import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './pin-npm-versions.ts';

testRule(rule, {
  valid: [
    'RUN npm install\n',
    'RUN npm ci x\n',
    'RUN npm run install x\n',
    'RUN npm install a@1 @scope/b@2 c@latest d@$VERSION\n',
    'RUN npm install --loglevel silent --registry https://example.com a@1\n',
    'RUN npm install git+https://example.com/x.git#v1 git://example.com/y#v1\n',
    'RUN npm install ./a ../b /c ~/d e.tgz f.tar.gz g.tar https://example.com/h.tgz git@example.com:i/j\n',
  ],
  invalid: [
    { code: 'RUN npm install -g ⟦serve⟧ b@1\n', messages: ["'serve' has no version"], peers: ['DL3016@1'] },
    { code: 'RUN npm --loglevel silent install ⟦@scope/b⟧\n', messages: ["'@scope/b' has no version"], peers: ['DL3016@1'] },
    {
      code: 'RUN npm install ⟦git+ssh://git@example.com/x⟧\n',
      messages: ["'git+ssh://git@example.com/x' has no version"],
      peers: ['DL3016@1'],
    },
    { code: 'RUN npm i ⟦serve⟧\n', messages: ["'serve' has no version"], peers: [] },
    { code: 'ONBUILD RUN npm install ⟦serve⟧\n', messages: ["'serve' has no version"], peers: ['DL3016@1'] },
  ],
  peersOnly: [
    { code: 'RUN npm install $PACKAGE\n', peers: ['DL3016@1'] },
    { code: 'RUN npm install .\n', peers: ['DL3016@1'] },
    { code: 'RUN npm install file:x\n', peers: ['DL3016@1'] },
  ],
});
