import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './set-pipefail.ts';

testRule(rule, {
  valid: [
    'SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN a | b\n',
    'SHELL ["/bin/ash", "-eo", "pipefail", "-c"]\nRUN a | b\n',
    'SHELL ["bash", "-c", "-o", "pipefail"]\nRUN a | b\n',
    'SHELL ["/bin/bash", "-o pipefail", "-c"]\nRUN a | b\n',
    'SHELL ["pwsh", "-c"]\nRUN a | b\n',
    'SHELL ["cmd", "/S"]\nRUN a | b\n',
    'RUN a || b\n',
    'RUN echo "a | b"\n',
    'RUN bash -c "a | b"\n',
    'ONBUILD RUN a | b\n',
    'RUN case x in a|b) c;; esac\n',
  ],
  invalid: [
    {
      code: 'FROM a\nRUN ⟦curl x | tar -x⟧ && b\n',
      messages: ['This pipe hides the failure of all but its last command'],
      suggestions: ['FROM a\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN curl x | tar -x && b\n'],
      peers: ['DL4006@2'],
    },
    {
      code: 'FROM alpine:3\nRUN x=$(⟦a | b⟧)\n',
      messages: ['This pipe hides the failure of all but its last command'],
      suggestions: ['FROM alpine:3\nSHELL ["/bin/ash", "-o", "pipefail", "-c"]\nRUN x=$(a | b)\n'],
      peers: ['DL4006@2'],
    },
    {
      code: 'FROM a\nSHELL ["bash", "-o", "pipefail", "-c"]\nFROM b\nRUN ⟦a |& b⟧\n',
      messages: ['This pipe hides the failure of all but its last command'],
      suggestions: ['FROM a\nSHELL ["bash", "-o", "pipefail", "-c"]\nFROM b\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN a |& b\n'],
      peers: ['DL4006@4'],
    },
    {
      code: 'RUN echo x | b && ⟦echo x | c | d⟧\n',
      messages: ['This pipe hides the failure of all but its last command'],
      suggestions: ['SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN echo x | b && echo x | c | d\n'],
      peers: ['DL4006@1'],
    },
    { code: 'RUN <<EOF\n⟦a | b⟧\nEOF\n', messages: ['This pipe hides the failure of all but its last command'], peers: ['DL4006@1'] },
    {
      code: 'RUN <<EOF\n#!/bin/bash\n⟦a | b⟧\nEOF\n',
      messages: ['This pipe hides the failure of all but its last command'],
      peers: ['DL4006@1'],
    },
    { code: 'RUN ⟦cat <<EOF | b⟧\na\nEOF\n', messages: ['This pipe hides the failure of all but its last command'], peers: [] },
  ],
  peersOnly: [
    { code: 'RUN set -o pipefail && a | b\n', peers: ['DL4006@1'] },
    { code: 'RUN set -euxo pipefail; a | b\n', peers: ['DL4006@1'] },
    { code: 'RUN <<EOF\n#!/bin/bash -eo pipefail\na | b\nEOF\n', peers: ['DL4006@1'] },
    { code: 'RUN echo x | b\n', peers: ['DL4006@1'] },
    { code: 'RUN yes | b\n', peers: ['DL4006@1'] },
    { code: 'FROM a AS x\nSHELL ["bash", "-o", "pipefail", "-c"]\nFROM x\nRUN a | b\n', peers: ['DL4006@4'] },
    { code: 'SHELL ["/bin/ksh", "-o", "pipefail", "-c"]\nRUN a | b\n', peers: ['DL4006@2'] },
  ],
});
