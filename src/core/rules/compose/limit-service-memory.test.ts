import { testYamlRule } from '../../../../test/support/yaml-rule-tester.ts';
import rule from './limit-service-memory.ts';

testYamlRule(rule, 'compose', {
  valid: [
    'services:\n  a:\n    mem_limit: 1g\n  b:\n    extends: {service: a}\n',
    'services:\n  a:\n    deploy: {resources: {limits: {memory: 1G}}}\n',
  ],
  invalid: [
    { code: 'services:\n  ⟦a⟧:\n    image: b:1\n    deploy: {resources: {limits: {cpus: "1"}}}\n', messages: ["'a' has no memory limit"] },
  ],
});
