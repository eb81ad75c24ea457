import { defineCommand } from './define-command.ts';

export default defineCommand({
  id: 'drydock.removeContainer',
  run: async (services, item) =>
    (await import('../views/container-actions.ts')).removeContainer(services, item ?? services.selectedContainer()),
});
