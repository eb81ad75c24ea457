import { testYamlRule } from '../../../../test/support/yaml-rule-tester.ts';
import rule from './wait-for-existing-services.ts';

testYamlRule(rule, 'compose', {
  valid: [
    'services:\n  a:\n    depends_on: [b]\n  b: {image: redis:8}\n',
    'services:\n  a:\n    depends_on:\n      b: {condition: service_started}\n  b: {image: redis:8}\n',
    'services:\n  a:\n    depends_on:\n      b: {condition: service_healthy}\n  b: {build: .}\n',
    'services:\n  a:\n    depends_on:\n      b: {condition: service_healthy}\n  b: {image: own/thing:1}\n',
    'include: [x.yaml]\nservices:\n  a:\n    depends_on: [z]\n',
    'services:\n  a:\n    depends_on: 1\n',
  ],
  invalid: [
    { code: 'services:\n  a:\n    depends_on: [⟦b⟧]\n', messages: ["There is no service 'b'"] },
    {
      code: 'services:\n  a:\n    depends_on:\n      ⟦b⟧: {condition: service_healthy}\n  b: {image: redis:8}\n',
      messages: ["'b' has no health check to wait for"],
    },
    {
      code: 'services:\n  a:\n    depends_on:\n      ⟦b⟧: {condition: service_healthy}\n  b: {build: ., healthcheck: {disable: true}}\n',
      messages: ["'b' has no health check to wait for"],
    },
  ],
});
