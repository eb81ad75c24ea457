import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './avoid-pipe-to-shell.ts';

testRule(rule, {
  valid: [
    'RUN curl x | tar -xz\n',
    'RUN curl x | tee install.sh && sha256sum -c sums && sh install.sh\n',
    'RUN echo x | sh\n',
    'RUN curl x | python3 -c "import json"\n',
    'RUN curl x | python3 parse.py\n',
    'RUN curl x | sh -c "cat"\n',
    'RUN curl x | perl -ne print\n',
    'RUN curl x | grep y | sort\n',
    'RUN sh -c "curl x"\n',
    'RUN curl x -o y; cat y | sh\n',
    'RUN echo "$(curl x)"\n',
  ],
  invalid: [
    { code: 'RUN a && ⟦curl -fsSL x | bash -⟧\n', messages: ["'bash' runs what 'curl' downloads, unchecked"], peers: [] },
    { code: 'RUN ⟦wget -qO- x | sudo -E bash -s -- y⟧ && z\n', messages: ["'bash' runs what 'wget' downloads, unchecked"] },
    { code: 'RUN ⟦curl x | gunzip | sh⟧\n', messages: ["'sh' runs what 'curl' downloads, unchecked"] },
    { code: 'RUN ⟦curl x | bash -eo pipefail⟧\n', messages: ["'bash' runs what 'curl' downloads, unchecked"] },
    { code: 'RUN ⟦curl x | php -- --install-dir=/bin⟧\n', messages: ["'php' runs what 'curl' downloads, unchecked"] },
    { code: 'RUN ⟦curl x | sh -ex⟧\n', messages: ["'sh' runs what 'curl' downloads, unchecked"] },
    { code: 'RUN ⟦curl x | python3 - --yes⟧\n', messages: ["'python3' runs what 'curl' downloads, unchecked"] },
    { code: 'RUN ⟦sh -c "$(curl -fsSL x)"⟧\n', messages: ["'sh' runs what 'curl' downloads, unchecked"] },
    { code: 'RUN ⟦bash <(wget -qO- x)⟧\n', messages: ["'bash' runs what 'wget' downloads, unchecked"] },
    { code: 'ONBUILD RUN ⟦curl x | sh⟧\n', messages: ["'sh' runs what 'curl' downloads, unchecked"] },
  ],
});
