import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './clean-pip-cache.ts';

testRule(rule, {
  valid: [
    'RUN pip install --no-cache-dir x\n',
    'RUN pip --no-cache-dir install x\n',
    'RUN python3 -m pip install x --no-cache-dir\n',
    'RUN --mount=type=cache,target=/root/.cache/pip pip install x\n',
    'RUN --mount=type=tmpfs,target=/root/.cache/pip pip install x\n',
    'ENV PIP_NO_CACHE_DIR=1\nRUN pip install x\n',
    'ENV PIP_NO_CACHE_DIR="Yes"\nENV PIP_NO_CACHE_DIR=0\nRUN pip install x\n',
    'ENV PIP_NO_CACHE_DIR ON\nRUN pip install x\n',
    'FROM a AS b\nENV PIP_NO_CACHE_DIR=true\nFROM b AS c\nFROM c\nRUN pip install x\n',
    'RUN export PIP_NO_CACHE_DIR=1; pip install x\n',
    'RUN <<EOF\nPIP_NO_CACHE_DIR=1\npip install x\nEOF\n',
    'RUN pipx install x\n',
    'RUN pipenv install x\n',
    'RUN pip wheel x\n',
  ],
  invalid: [
    {
      code: 'RUN ⟦pip3 install⟧ -r x && ⟦python -m pip install⟧ y\n',
      messages: ["'pip install' leaves its cache in the layer", "'pip install' leaves its cache in the layer"],
      output: 'RUN pip3 install --no-cache-dir -r x && python -m pip install --no-cache-dir y\n',
      peers: ['DL3042@1', 'DL3042@1'],
    },
    {
      code: 'ENV PIP_NO_CACHE_DIR=off\nRUN PIP_NO_CACHE_DIR=0 ⟦pip install⟧ x\n',
      messages: ["'pip install' leaves its cache in the layer"],
      output: 'ENV PIP_NO_CACHE_DIR=off\nRUN PIP_NO_CACHE_DIR=0 pip install --no-cache-dir x\n',
      peers: ['DL3042@2'],
    },
    {
      code: 'ARG PIP_NO_CACHE_DIR=1\nFROM a\nRUN ⟦pip install⟧ x\nENV PIP_NO_CACHE_DIR=1\n',
      messages: ["'pip install' leaves its cache in the layer"],
      output: 'ARG PIP_NO_CACHE_DIR=1\nFROM a\nRUN pip install --no-cache-dir x\nENV PIP_NO_CACHE_DIR=1\n',
    },
    {
      code: 'ENV PIP_NO_CACHE_DIR=1\nONBUILD RUN ⟦pip install⟧ x\n',
      messages: ["'pip install' leaves its cache in the layer"],
      peers: ['DL3042@2'],
    },
    { code: 'RUN ["⟦pip", "install⟧", "x"]\n', messages: ["'pip install' leaves its cache in the layer"], peers: ['DL3042@1'] },
    { code: 'RUN x || ⟦pip install⟧ y\n', messages: ["'pip install' leaves its cache in the layer"], peers: ['DL3042@1'] },
  ],
  peersOnly: [
    { code: 'RUN pip install x && rm -rf ~/.cache/pip\n', peers: ['DL3042@1'] },
    { code: 'RUN pip install x && rm -rf /root/.cache\n', peers: ['DL3042@1'] },
    { code: 'RUN pip install x && pip cache purge\n', peers: ['DL3042@1'] },
    { code: 'RUN --mount=type=cache,target=/root/.cache pip install x\n', peers: ['DL3042@1'] },
    { code: 'RUN pip install --no-cache-dir=true x\n', peers: ['DL3042@1'] },
    { code: 'FROM a AS b\nRUN pip install x\nFROM c\n', peers: ['DL3042@2'] },
  ],
});
