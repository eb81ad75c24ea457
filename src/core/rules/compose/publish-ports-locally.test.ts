import { testYamlRule } from '../../../../test/support/yaml-rule-tester.ts';
import rule from './publish-ports-locally.ts';

testYamlRule(rule, 'compose', {
  valid: ['services:\n  a:\n    ports: ["127.0.0.1:5432:5432", "8080:80", 5432, {target: 5432}]\n', 'services:\n  a:\n    ports: x\n'],
  invalid: [
    {
      code: "services:\n  a:\n    ports:\n      - ⟦'15432:5432'⟧\n",
      messages: ['The whole network reaches PostgreSQL on port 15432'],
      suggestions: ['services:\n  a:\n    ports:\n      - "127.0.0.1:15432:5432"\n'],
    },
  ],
});
