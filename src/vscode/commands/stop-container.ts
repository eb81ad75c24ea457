import { defineCommand } from './define-command.ts';

export default defineCommand({
  id: 'drydock.stopContainer',
  run: async (services, item) => (await import('../views/container-actions.ts')).stopContainer(services, item),
});
