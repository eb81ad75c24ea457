import { l10n } from 'vscode';
import type { AppProfile } from '../../../core/detect/profile.ts';
import type { Artifact, PlannedFile } from '../../../core/scaffold/plan.ts';
import type { FileRow, PlanScreen } from '../../../protocol/containerize.ts';
import { countLineChanges } from './line-changes.ts';
import { serviceName } from './service-names.ts';

/** A planned file beside the text that is there now; undefined when there is none. */
export interface ComparedFile extends PlannedFile {
  readonly existing: string | undefined;
}

export function fileRows(files: readonly ComparedFile[], app: AppProfile): FileRow[] {
  return files.map(({ path, content, action, artifact, existing }) => ({
    path,
    group: groupOf(artifact),
    action,
    ...countLineChanges(existing, content),
    note: noteOf(action, artifact, app),
  }));
}

/** The part of the Dockerfile that becomes the image: its last stage. */
export function previewOf(files: readonly PlannedFile[]): PlanScreen['preview'] {
  const dockerfile = files.find(({ artifact, path }) => artifact === 'dockerfile' && /(^|\/)Dockerfile$/.test(path));
  if (!dockerfile) return null;
  const lines = dockerfile.content.trimEnd().split('\n');
  const first = lines.findLastIndex((line) => /^FROM\s/i.test(line));
  const stages = lines.filter((line) => /^FROM\s/i.test(line)).length;
  if (stages < 2) return { title: l10n.t('{0} as planned', dockerfile.path), firstLine: 1, text: lines.join('\n') };
  return { title: l10n.t('{0} as planned, final stage', dockerfile.path), firstLine: first + 1, text: lines.slice(first).join('\n') };
}

function groupOf(artifact: Artifact): string | null {
  if (artifact === 'kubernetes') return 'Kubernetes';
  if (artifact === 'kustomize') return 'Kustomize';
  if (artifact === 'helm') return 'Helm';
  if (artifact === 'ci') return l10n.t('CI pipeline');
  return null;
}

function noteOf(action: PlannedFile['action'], artifact: Artifact, app: AppProfile): string | null {
  if (action === 'replace') return l10n.t('This file is yours. Tick it to replace it.');
  if (artifact === 'compose' && app.services.length > 0)
    return [app.name, ...app.services.map(({ value }) => serviceName(value.name))].join(', ');
  return null;
}
