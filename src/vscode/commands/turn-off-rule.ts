import * as vscode from 'vscode';
import { turnOffRule } from '../settings.ts';
import { defineCommand } from './define-command.ts';

export default defineCommand({
  id: 'drydock.turnOffRule',
  run: (_, rule, scope) => turnOffRule(String(rule), scope instanceof vscode.Uri ? scope : undefined),
});
