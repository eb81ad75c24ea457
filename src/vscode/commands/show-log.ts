import { defineCommand } from './define-command.ts';

export default defineCommand({
  id: 'drydock.showLog',
  run: ({ log }) => {
    log.show();
  },
});
