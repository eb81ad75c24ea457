import * as vscode from 'vscode';
import type { SettingName } from './generated/contributions.ts';

/** Every setting of package.json, typed and read when it is asked for: a change counts from the next use on. */
export const settings = {
  lintEnabled: (scope?: vscode.Uri): boolean => get('lint.enable', true, scope),
  lintRun: (scope?: vscode.Uri): 'onType' | 'onSave' => get('lint.run', 'onType', scope),
  /** By rule name or a peer's code, as the person wrote it. */
  lintRules: (scope?: vscode.Uri): Readonly<Record<string, unknown>> => get('lint.rules', {}, scope),
  engineEndpoint: (): string | undefined => text('engine.endpoint'),
  helperImage: (): string | undefined => text('helperImage'),
};

/** Turns a rule off for the workspace, or for the person where no folder is open. */
export async function turnOffRule(rule: string, scope?: vscode.Uri): Promise<void> {
  const target = vscode.workspace.workspaceFolders ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  const section = vscode.workspace.getConfiguration('drydock', scope ?? null);
  const known = section.inspect<Record<string, unknown>>('lint.rules');
  const there = target === vscode.ConfigurationTarget.Workspace ? known?.workspaceValue : known?.globalValue;
  await section.update('lint.rules', { ...there, [rule]: 'off' }, target);
}

/** Calls back when a setting under `drydock.NAME` changes. */
export function onSettingChange(name: string, changed: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(`drydock.${name}`)) changed();
  });
}

/** An empty text is no value. */
function text(name: SettingName): string | undefined {
  const value: string = get<string>(name, '').trim();
  return value === '' ? undefined : value;
}

function get<T>(name: SettingName, otherwise: T, scope?: vscode.Uri): T {
  return vscode.workspace.getConfiguration('drydock', scope ?? null).get<T>(name, otherwise);
}
