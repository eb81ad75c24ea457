import type { FileRow } from '../../src/protocol/containerize.ts';
import { checkbox, icon, linkButton, setCheckbox } from '../shared/components.ts';
import { h, keyedList, setText, type Part } from '../shared/dom.ts';
import { t } from '../shared/l10n.ts';

interface Actions {
  /** Boxes a person had changed before the page was loaded again. */
  readonly saved: Readonly<Record<string, boolean>>;
  readonly changed: () => void;
  readonly showDiff: (path: string) => void;
  readonly open: (path: string) => void;
}

export interface FileList {
  readonly element: HTMLElement;
  /** "5 of 8 files" */
  readonly count: HTMLElement;
  /** `anew` forgets what was ticked: the files are another app's. */
  update(rows: readonly FileRow[], anew: boolean): void;
  ticked(): string[];
  /** Files with a diff to show. */
  different(): string[];
  untickedReplacements(): string[];
  /** Boxes that differ from how they start. */
  changedTicks(): Record<string, boolean>;
}

/** The planned files. A new file starts ticked, one that would replace another starts unticked: the tick is the yes. */
export function fileList({ saved, changed, showDiff, open }: Actions): FileList {
  let rows: readonly FileRow[] = [];
  let ticks = new Map(Object.entries(saved));
  const count = h('span', { class: 'push muted small' });
  const element = h('div', { class: 'rows', role: 'group', 'aria-labelledby': 'written' });

  const isTicked = ({ path, action }: FileRow): boolean => action !== 'same' && (ticks.get(path) ?? action === 'create');
  const setTicks = (paths: readonly FileRow[], value: boolean): void => {
    for (const { path } of paths) ticks.set(path, value);
    draw();
    changed();
  };
  const update = keyedList<Entry>(element, keyOf, (entry) =>
    entry.kind === 'group' ? groupPart(entry.name, setTicks, isTicked) : filePart(entry.row, setTicks, isTicked, showDiff, open),
  );
  const draw = (): void => {
    update(entriesOf(rows));
    setText(count, t('{0} of {1} files', rows.filter(isTicked).length, rows.length));
  };

  return {
    element,
    count,
    update(next, anew) {
      if (anew) ticks = new Map();
      rows = next;
      draw();
    },
    ticked: () => rows.filter(isTicked).map(({ path }) => path),
    different: () => rows.filter(({ action }) => action !== 'same').map(({ path }) => path),
    untickedReplacements: () => rows.filter((row) => row.action === 'replace' && !isTicked(row)).map(({ path }) => path),
    changedTicks: () => Object.fromEntries(ticks),
  };
}

type Entry =
  | { readonly kind: 'file'; readonly row: FileRow }
  | { readonly kind: 'group'; readonly name: string; readonly members: readonly FileRow[] };

/** A group's row stands above its first file. */
function entriesOf(rows: readonly FileRow[]): Entry[] {
  return rows.flatMap((row, index) => {
    const entry: Entry = { kind: 'file', row };
    const opens = row.group !== null && rows[index - 1]?.group !== row.group;
    return opens ? [{ kind: 'group', name: row.group, members: rows.filter(({ group }) => group === row.group) }, entry] : [entry];
  });
}

const keyOf = (entry: Entry): string => (entry.kind === 'group' ? `group ${entry.name}` : `file ${entry.row.path}`);

function groupPart(
  name: string,
  setTicks: (rows: readonly FileRow[], value: boolean) => void,
  isTicked: (row: FileRow) => boolean,
): Part<Entry> {
  let members: readonly FileRow[] = [];
  const box = checkbox({
    name,
    checked: false,
    onChange: (value) => {
      setTicks(
        members.filter(({ action }) => action !== 'same'),
        value,
      );
    },
  });
  const count = h('span', { class: 'small muted' });
  return {
    element: h('div', { class: 'li file' }, box, h('span', { class: 'cut' }, name), count),
    update(entry) {
      if (entry.kind !== 'group') return;
      ({ members } = entry);
      const ticked = members.filter(isTicked).length;
      setCheckbox(box, { checked: ticked === members.length, mixed: ticked > 0 && ticked < members.length });
      setText(count, t('{0} of {1} files', ticked, members.length));
    },
  };
}

function filePart(
  first: FileRow,
  setTicks: (rows: readonly FileRow[], value: boolean) => void,
  isTicked: (row: FileRow) => boolean,
  showDiff: (path: string) => void,
  open: (path: string) => void,
): Part<Entry> {
  const { path } = first;
  let current = first;
  const box = checkbox({
    name: path,
    checked: false,
    onChange: (value) => {
      setTicks([current], value);
    },
  });
  const slash = path.lastIndexOf('/');
  const folder = first.group === null && slash > 0 && h('span', { class: 'muted small' }, ` ${path.slice(0, slash)}`);
  const name = h('span', { class: 'cut', title: path }, path.slice(slash + 1), folder);
  const state = h('span', { class: 'state small' });
  const delta = h('span', { class: 'num small muted delta' });
  const note = h('span', { class: 'note small muted' });
  const link = h('span', { class: 'act' });
  let shown = '';
  return {
    element: h('div', { class: `li file${first.group === null ? '' : ' member'}` }, box, name, state, delta, link, note),
    update(entry) {
      if (entry.kind !== 'file') return;
      current = entry.row;
      const { action } = current;
      setCheckbox(box, { checked: isTicked(current), disabled: action === 'same' });
      name.classList.toggle('muted', action === 'same');
      setText(
        delta,
        action === 'same'
          ? ''
          : [current.added > 0 && `+${String(current.added)}`, current.removed > 0 && `−${String(current.removed)}`]
              .filter(Boolean)
              .join(' '),
      );
      setText(note, current.note ?? '');
      note.hidden = current.note === null;
      if (action === shown) return;
      shown = action;
      state.replaceChildren(...stateOf(action));
      link.replaceChildren(
        action === 'same'
          ? linkButton({
              text: t('Open'),
              name: t('Open {0}', path),
              onClick: () => {
                open(path);
              },
            })
          : linkButton({
              text: t('Show diff'),
              name: t('Show diff of {0}', path),
              onClick: () => {
                showDiff(path);
              },
            }),
      );
    },
  };
}

function stateOf(action: FileRow['action']): (Node | string)[] {
  if (action === 'create') return [icon('diff-added', 'pass'), t('Create')];
  if (action === 'replace') return [icon('diff-modified', 'unknown'), t('Replace')];
  return [icon('check', 'idle'), t('Same')];
}
