import { defineCommand } from './define-command.ts';

export default defineCommand({
  id: 'drydock.startContainer',
  run: async (services, item) => (await import('../views/container-actions.ts')).startContainer(services, item),
});
