import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './pin-pip-versions.ts';

testRule(rule, {
  valid: [
    'RUN pip install -r requirements.txt extra\n',
    'RUN pip install --requirement requirements.txt extra\n',
    'RUN pip install -c constraints.txt flask\n',
    'RUN pip install --constraint=constraints.txt flask\n',
    'RUN pip install .\n',
    'RUN pip install "a[x]==1" b~=1 c===1 d!=1 "e>1" "f<2" \'g;python_version<"3"\'\n',
    'RUN pip install a.whl b.tar.gz ./c https://example.com/d.zip "e @ https://example.com/e"\n',
    'RUN pip install git+https://example.com/x.git@v1 git+ssh://git@example.com/y\n',
    'RUN pip install -i https://example.com/simple --trusted-host example.com -t /opt flask==3\n',
    'RUN pip install -e git+https://example.com/x.git\n',
    'RUN pip download flask\n',
    'RUN pipenv install flask\n',
    'RUN uv pip install flask\n',
    'RUN python setup.py install\n',
    'RUN python -m venv install pip\n',
    'RUN python -mpip install flask\n',
  ],
  invalid: [
    {
      code: 'RUN pip install ⟦flask⟧ b==1 ⟦c⟧\n',
      messages: ["'flask' has no version", "'c' has no version"],
      peers: ['DL3013@1', 'DL3013@1'],
    },
    { code: 'RUN pip install --upgrade ⟦pip⟧\n', messages: ["'pip' has no version"], peers: ['DL3013@1'] },
    { code: 'RUN pip3.12 --no-cache-dir install ⟦flask⟧\n', messages: ["'flask' has no version"] },
    { code: 'RUN python3 -u -m pip install ⟦flask⟧\n', messages: ["'flask' has no version"] },
    { code: 'RUN pipx install ⟦flask⟧\n', messages: ["'flask' has no version"] },
    { code: 'RUN pip install --index-url=https://example.com ⟦flask⟧\n', messages: ["'flask' has no version"] },
    { code: 'RUN pip install ⟦git+https://example.com/x.git⟧\n', messages: ["'git+https://example.com/x.git' has no version"] },
    { code: 'RUN pip install --requirement=r.txt ⟦flask⟧\n', messages: ["'flask' has no version"] },
    { code: 'ONBUILD RUN pip install ⟦flask⟧\n', messages: ["'flask' has no version"], peers: ['DL3013@1'] },
  ],
  peersOnly: [
    { code: 'RUN pip install $PACKAGES\n', peers: ['DL3013@1'] },
    { code: 'RUN pip install .[dev]\n', peers: ['DL3013@1'] },
  ],
});
