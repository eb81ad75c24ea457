import { testRule } from '../../../../test/support/rule-tester.ts';
import rule from './avoid-constant-platform.ts';

testRule(rule, {
  valid: ['FROM --platform=$BUILDPLATFORM a:1\n', 'FROM --platform=${TARGETPLATFORM} a:1\n', 'FROM a:1\n'],
  invalid: [
    {
      code: 'FROM ⟦--platform=linux/amd64⟧ a:1 AS x\n',
      messages: ["The platform is always 'linux/amd64'"],
      suggestions: ['FROM a:1 AS x\n'],
      peers: ['DL3029@1', 'FromPlatformFlagConstDisallowed@1'],
    },
  ],
  peersOnly: [
    { code: 'FROM --platform=$X a:1\n', peers: ['DL3029@1'] },
    { code: 'FROM --platform=linux/arm64 a:1 AS build-arm64\n', peers: ['DL3029@1'] },
    { code: 'FROM --platform=x86_64 a:1 AS build-amd64\n', peers: ['DL3029@1'] },
  ],
});
