import { defineCommand } from './define-command.ts';

export default defineCommand({
  id: 'drydock.refreshContainers',
  run: ({ refreshContainers }) => {
    refreshContainers();
  },
});
