import { defineCommand } from './define-command.ts';

export default defineCommand({
  id: 'drydock.openContainerInBrowser',
  run: async (_services, item) => (await import('../views/container-actions.ts')).openInBrowser(item),
});
