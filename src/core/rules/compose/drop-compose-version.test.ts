import { testYamlRule } from '../../../../test/support/yaml-rule-tester.ts';
import rule from './drop-compose-version.ts';

testYamlRule(rule, 'compose', {
  valid: ['services:\n  a:\n    image: b\n', 'services:\n  version:\n    image: b\n', ''],
  invalid: [
    { code: '⟦version⟧: "3" # x\n\nservices: {}\n', messages: ["'version' means nothing to Compose"], output: 'services: {}\n' },
    { code: '# top\nservices: {}\n⟦version⟧: 2.1', messages: ["'version' means nothing to Compose"], output: '# top\nservices: {}\n' },
  ],
});
