import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './remove-downloaded-archives.ts';

testRule(rule, {
  valid: [
    'RUN curl -sSLO https://e/a.tgz && tar -xzf a.tgz && rm a.tgz\n',
    'RUN curl -sSL https://e/a.tgz | tar -xz\n',
    'RUN wget -qO- https://e/a.tgz | tar -xz\n',
    'RUN wget https://e/a.tgz && tar -xzf a.tgz && rm *.tgz\n',
    'RUN wget -P /tmp https://e/a.tgz && tar -xzf /tmp/a.tgz && rm -rf /tmp/a.tgz /x\n',
    'RUN cd /tmp/x && wget https://e/a.tgz && tar -xzf a.tgz && rm -rf /tmp/x\n',
    'RUN curl -o a.tgz https://e/a.tgz && tar -tzf a.tgz\n',
    'RUN curl -o a.tgz https://e/a.tgz && tar -xzf b.tgz\n',
    'RUN curl -o a.tgz https://e/a.tgz && tar -xzf a.tgz && mv a.tgz /keep\n',
    'FROM a AS b\nRUN wget https://e/a.tgz && tar -xzf a.tgz\nFROM c\n',
    'RUN --mount=type=cache,target=/dl wget -O /dl/a.tgz https://e/x && tar -xzf /dl/a.tgz\n',
  ],
  invalid: [
    {
      code: 'RUN curl -fsSLo ⟦/tmp/a.tgz⟧ https://e/x && tar -xzf /tmp/a.tgz\n',
      messages: ["'a.tgz' stays in the layer beside what is unpacked from it"],
      suggestions: ['RUN curl -fsSLo /tmp/a.tgz https://e/x && tar -xzf /tmp/a.tgz && rm /tmp/a.tgz\n'],
      peers: [],
    },
    {
      code: 'RUN wget -q ⟦https://e/a.zip⟧ \\\n && unzip a.zip\n',
      messages: ["'a.zip' stays in the layer beside what is unpacked from it"],
      suggestions: ['RUN wget -q https://e/a.zip \\\n && unzip a.zip \\\n && rm a.zip\n'],
    },
    {
      code: 'RUN curl https://e/a > ⟦a.tar⟧ && tar xf a.tar && cd a && make\n',
      messages: ["'a.tar' stays in the layer beside what is unpacked from it"],
    },
    {
      code: 'RUN wget ⟦--output-document=a.tgz⟧ https://e/a; tar --file=a.tgz -x\n',
      messages: ["'a.tgz' stays in the layer beside what is unpacked from it"],
      suggestions: ['RUN wget --output-document=a.tgz https://e/a; tar --file=a.tgz -x && rm a.tgz\n'],
    },
  ],
});
