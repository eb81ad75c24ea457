import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './avoid-system-upgrade.ts';

testRule(rule, {
  valid: [
    'RUN apt-get update && apt-get install -y x\n',
    'RUN yum update -y openssl\n',
    'RUN apk upgrade openssl\n',
    'RUN dnf check-update\n',
    'RUN zypper dup\n',
    'RUN npm update\n',
  ],
  invalid: [
    {
      code: 'RUN apt-get update && ⟦apt-get -y dist-upgrade⟧\n',
      messages: ["'apt-get dist-upgrade' upgrades the whole base image"],
      peers: [],
    },
    { code: 'RUN ⟦apt-get upgrade⟧ -t stable\n', messages: ["'apt-get upgrade' upgrades the whole base image"] },
    { code: 'RUN ⟦apk --no-cache upgrade⟧\n', messages: ["'apk upgrade' upgrades the whole base image"] },
    { code: 'ONBUILD RUN ⟦yum update⟧ -y\n', messages: ["'yum update' upgrades the whole base image"] },
    { code: 'RUN ⟦zypper up⟧\n', messages: ["'zypper up' upgrades the whole base image"] },
  ],
});
