import { testYamlRule } from '../../../../test/support/yaml-rule-tester.ts';
import rule from './quote-ports.ts';

testYamlRule(rule, 'compose', {
  valid: [
    'services:\n  a:\n    ports: ["80:80", \'22:22\', 80, "127.0.0.1:1:2", {target: 80}]\n',
    'services:\n  a:\n    ports: 80:80\n',
    'services: 1\n',
  ],
  invalid: [
    {
      code: 'services:\n  a:\n    ports:\n      - ⟦22:22⟧ # ssh\n      - ⟦8080:80⟧\n',
      messages: ["'22:22' is not quoted", "'8080:80' is not quoted"],
      output: 'services:\n  a:\n    ports:\n      - "22:22" # ssh\n      - "8080:80"\n',
    },
  ],
});
