import { defineCommand } from './define-command.ts';

export default defineCommand({
  id: 'drydock.chooseEngine',
  run: async (services) => (await import('../views/choose-engine.ts')).chooseEngine(services),
});
