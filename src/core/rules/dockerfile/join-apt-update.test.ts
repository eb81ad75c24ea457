import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './join-apt-update.ts';

testRule(rule, {
  valid: [
    'RUN apt-get update && apt-get install -y x\n',
    'RUN apt-get update && ./install.sh\n',
    'RUN apt-get update && apt-get upgrade -y\n',
    'RUN apt-get update; rosdep install x\n',
    'RUN yum update\n',
  ],
  invalid: [
    {
      code: 'FROM a\nRUN ⟦apt-get -qq update⟧\n\nRUN apt-get install -y \\\n    x && b\n',
      messages: ["'apt-get update' is cached apart from the install that needs it"],
      output: 'FROM a\nRUN apt-get -qq update \\\n    && apt-get install -y \\\n    x && b\n',
      peers: [],
    },
    {
      code: 'RUN ⟦apt update⟧\nRUN a && apt install x\n',
      messages: ["'apt update' is cached apart from the install that needs it"],
    },
    // A failed update must end the step, as it does now.
    {
      code: 'RUN ⟦apt-get update⟧\nRUN apt-get install x; b\n',
      messages: ["'apt-get update' is cached apart from the install that needs it"],
    },
    {
      code: 'RUN ⟦apt-get update⟧\nRUN apt-get install x || b\n',
      messages: ["'apt-get update' is cached apart from the install that needs it"],
    },
    {
      code: 'RUN set -u; ⟦apt-get update⟧\nRUN apt-get install x\n',
      messages: ["'apt-get update' is cached apart from the install that needs it"],
    },
    {
      code: 'RUN ⟦apt-get update⟧ # lists\nRUN apt-get install x\n',
      messages: ["'apt-get update' is cached apart from the install that needs it"],
    },
    {
      code: 'RUN ⟦apt-get update⟧\n# tools\nRUN apt-get install x\n',
      messages: ["'apt-get update' is cached apart from the install that needs it"],
    },
    {
      code: 'RUN ⟦apt-get update⟧\nENV A=1\nRUN apt-get install x\n',
      messages: ["'apt-get update' is cached apart from the install that needs it"],
    },
    {
      code: 'RUN --network=host ⟦apt-get update⟧\nRUN apt-get install x\n',
      messages: ["'apt-get update' is cached apart from the install that needs it"],
    },
    {
      code: 'RUN ⟦apt-get update⟧\nRUN ["apt-get", "install", "x"]\n',
      messages: ["'apt-get update' is cached apart from the install that needs it"],
    },
    { code: 'ONBUILD RUN ⟦apt-get update⟧\n', messages: ["'apt-get update' is cached apart from the install that needs it"] },
  ],
});
