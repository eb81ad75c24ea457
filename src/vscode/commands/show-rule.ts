import { defineCommand } from './define-command.ts';

export default defineCommand({
  id: 'drydock.showRule',
  run: async ({ linting }, rule) => (await linting()).showRule(String(rule)),
});
