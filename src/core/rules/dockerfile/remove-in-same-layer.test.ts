import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './remove-in-same-layer.ts';

testRule(rule, {
  valid: [
    'RUN curl -o /tmp/x https://e/x && rm /tmp/x\nRUN rm /tmp/x\n',
    'FROM a\nCOPY x /tmp/\nFROM b\nRUN rm /tmp/x\n',
    'FROM a AS b\nCOPY x /tmp/\nRUN rm /tmp/x\nFROM c\nCOPY --from=b /y /y\n',
    'COPY x /tmp/\nRUN rm /tmp/y\n',
    'COPY . /app\nRUN rm -rf /app/test\n',
    'COPY $X /tmp/\nRUN rm /tmp/x\n',
    'RUN --mount=type=cache,target=/tmp/dl curl -o /tmp/dl/x https://e/x\nRUN rm -rf /tmp/dl/x\n',
    'RUN apk add gcc && apk del gcc\nRUN apk del gcc\n',
    'RUN apt-get install -y gcc\nRUN apt-get purge -y make\n',
    'RUN curl https://e/x\nRUN rm x\n',
    'COPY x /tmp/\nONBUILD RUN rm /tmp/x\n',
  ],
  invalid: [
    {
      code: 'COPY x.tgz /tmp/\nRUN tar -xf /tmp/x.tgz && rm ⟦/tmp/x.tgz⟧\n',
      messages: ["'/tmp/x.tgz' stays in the layer that made it"],
      peers: [],
    },
    { code: 'COPY secrets /run/secrets\nRUN use && rm -rf ⟦/run/secrets⟧\n', messages: ["'/run/secrets' stays in the layer that made it"] },
    {
      code: 'WORKDIR /src\nRUN wget -q https://e/a/x.zip?raw=1\nRUN unzip x.zip && rm -f ⟦x.zip⟧\n',
      messages: ["'/src/x.zip' stays in the layer that made it"],
    },
    {
      code: 'RUN cd /tmp && git clone https://e/app.git\nRUN make -C /tmp/app && rm -rf ⟦/tmp/*⟧\n',
      messages: ["'/tmp/app' stays in the layer that made it"],
    },
    {
      code: 'FROM a AS b\nADD https://e/x.deb /x.deb\nFROM b\nRUN dpkg -i /x.deb && rm ⟦/x.deb⟧\n',
      messages: ["'/x.deb' stays in the layer that made it"],
    },
    { code: 'RUN apk add -t .build gcc\nRUN make && apk del ⟦.build⟧\n', messages: ["'.build' stays in the layer that installed it"] },
    {
      code: 'RUN apt-get install -y gcc=4:14 curl\nRUN apt-get purge -y ⟦gcc⟧\n',
      messages: ["'gcc' stays in the layer that installed it"],
    },
  ],
});
