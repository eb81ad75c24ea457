import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './drop-redundant-platform.ts';

testRule(rule, {
  valid: ['FROM --platform=$BUILDPLATFORM a:1\n', 'FROM --platform=${TARGETPLATFORM:-x} a:1\n', 'FROM --platform=$TARGETPLATFORM/v7 a:1\n'],
  invalid: [
    {
      code: 'FROM ⟦--platform=${TARGETPLATFORM}⟧  a:1 AS x\n',
      messages: ['The target platform is the default'],
      output: 'FROM a:1 AS x\n',
      peers: ['DL3065@1', 'RedundantTargetPlatform@1'],
    },
  ],
});
