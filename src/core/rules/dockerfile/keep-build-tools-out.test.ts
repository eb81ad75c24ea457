import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './keep-build-tools-out.ts';

testRule(rule, {
  valid: [
    'FROM a AS b\nRUN apt-get install -y gcc\nFROM c\nCOPY --from=b /x /x\n',
    'RUN apk add --no-cache --virtual .build build-base && make && apk del .build\n',
    'RUN apt-get install -y gcc && make && apt-get purge -y gcc\n',
    'RUN apt-get install -y libpq5 curl golang-docker-credential-helpers-common make-guile-doc\n',
    'RUN apt-get remove gcc\n',
    'ONBUILD RUN apt-get install -y gcc\n',
    'RUN npm install gcc\n',
  ],
  invalid: [
    { code: 'RUN apt-get install -y curl ⟦build-essential⟧\n', messages: ["'build-essential' stays in the final image"], peers: [] },
    {
      code: 'FROM a AS b\nRUN apk add ⟦gcc⟧ "musl-dev=1" make\nFROM b\n',
      messages: ["3 build packages stay in the final image, 'gcc' first"],
    },
    {
      code: 'RUN dnf install -y ⟦openssl-devel⟧\nRUN dnf remove -y openssl-devel\n',
      messages: ["'openssl-devel' stays in the final image"],
    },
    {
      code: 'RUN apt-get install -y gcc && apt-get purge -y gcc && apt-get install -y ⟦openjdk-21-jdk-headless⟧\n',
      messages: ["'openjdk-21-jdk-headless' stays in the final image"],
    },
  ],
});
