import { testYamlRule } from '../../../../test/support/yaml-rule-tester.ts';
import rule from './tag-service-images.ts';

testYamlRule(rule, 'compose', {
  valid: [
    'services:\n  a:\n    image: b:1\n  c:\n    image: d@sha256:0\n  e:\n    image: f:${V}\n',
    'services:\n  a:\n    build: .\n    image: mine\n',
    'services:\n  a:\n    image: 1\n',
  ],
  invalid: [
    {
      code: 'services:\n  a:\n    image: ⟦reg.io:5000/b⟧\n  c:\n    image: ⟦d:latest⟧ # x\n',
      messages: ["'reg.io:5000/b' has no tag", "'d:latest' moves with every release"],
    },
  ],
});
