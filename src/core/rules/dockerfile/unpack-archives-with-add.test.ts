import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './unpack-archives-with-add.ts';

testRule(rule, {
  valid: [
    'COPY --from=x a.tar.gz /x/\nRUN tar -xzf /x/a.tar.gz\n',
    'COPY a.zip .\nRUN unzip a.zip\n',
    'COPY a.gz .\nRUN gunzip < a.gz\n',
    'COPY a.gz .\nRUN tar -tf a.gz\n',
    'COPY a.tar.gz /x/b.tgz\nRUN tar -xzf /x/a.tar.gz\n',
    'RUN tar -xf a.gz\nCOPY a.gz .\n',
    'FROM x\nCOPY a.gz .\nFROM y\nRUN tar -xf a.gz\n',
    'COPY a.gz .\nRUN tar -xf a.gz\nFROM x\n',
    'ONBUILD COPY a.gz .\nONBUILD RUN tar -xf a.gz\n',
  ],
  invalid: [
    {
      code: 'FROM x\nCOPY ⟦a.tar.gz⟧ /x/\nRUN tar -xzf /x/a.tar.gz\n',
      messages: ["'a.tar.gz' stays in the image beside what is unpacked from it"],
      peers: ['DL3010@2'],
    },
    {
      code: 'COPY ⟦a.txt⟧ /x/b.tgz\nRUN tar --extract -f ./b.tgz\n',
      messages: ["'b.tgz' stays in the image beside what is unpacked from it"],
      peers: ['DL3010@1'],
    },
    {
      code: 'COPY x ⟦a.gz⟧ b.gz /x/\nRUN gunzip a.gz\nRUN gunzip b.gz\n',
      messages: ["'a.gz' stays in the image beside what is unpacked from it"],
      peers: ['DL3010@1'],
    },
    { code: 'COPY [⟦"a.xz"⟧, "."]\nRUN unxz a.xz\n', messages: ["'a.xz' stays in the image beside what is unpacked from it"] },
    { code: 'COPY ⟦a.tgz⟧ .\nRUN tar xzf a.tgz\n', messages: ["'a.tgz' stays in the image beside what is unpacked from it"], peers: [] },
    {
      code: 'COPY ⟦a$V.gz⟧ .\nRUN tar -xf a${V}.gz\n',
      messages: ["'a$V.gz' stays in the image beside what is unpacked from it"],
      peers: [],
    },
    {
      code: 'COPY ⟦a${V}.gz⟧ .\nRUN tar -xf a$V.gz\n',
      messages: ["'a${V}.gz' stays in the image beside what is unpacked from it"],
      peers: ['DL3010@1'],
    },
  ],
});
