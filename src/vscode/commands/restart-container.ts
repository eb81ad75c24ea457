import { defineCommand } from './define-command.ts';

export default defineCommand({
  id: 'drydock.restartContainer',
  run: async (services, item) => (await import('../views/container-actions.ts')).restartContainer(services, item),
});
