import { defineCommand } from './define-command.ts';

export default defineCommand({
  id: 'drydock.showContainerLogs',
  run: async (services, item) => (await import('../views/container-logs.ts')).showContainerLogs(services, item),
});
