import type { KindRow, PlanScreen } from '../../src/protocol/test-panel.ts';
import { checkbox, fileLink, icon, linkButton, setCheckbox } from '../shared/components.ts';
import { h, keyedList, setText, type Part } from '../shared/dom.ts';
import { t } from '../shared/l10n.ts';

export interface PlanActions {
  readonly setKinds: (kinds: readonly string[], checked: boolean) => void;
  readonly open: (line: number) => void;
}

/** The checklist of tests on the left, what was read from the Dockerfile on the right. */
export function planPart(actions: PlanActions): Part<PlanScreen> {
  const time = h('span', { class: 'muted small' });
  let kinds: readonly KindRow[] = [];
  const all = linkButton({ text: t('Select all'), onClick: () => { actions.setKinds(kinds.map(({ kind }) => kind), true); } }); // prettier-ignore
  const list = h('ul', { class: 'rows' });
  const facts = h('tbody');
  const groups = keyedList<PlanScreen['groups'][number]>(list, ({ title }) => title, (group) => groupPart(group, actions)); // prettier-ignore
  const element = h(
    'div',
    { class: 'split plan' },
    h(
      'section',
      { 'aria-labelledby': 'tests-title' },
      h('div', { class: 'sec' }, h('h2', { id: 'tests-title' }, t('Tests')), time, h('span', { class: 'push acts' }, all)),
      list,
    ),
    h(
      'section',
      { 'aria-labelledby': 'facts-title' },
      h('div', { class: 'sec' }, h('h2', { id: 'facts-title' }, t('What is known of it'))),
      h(
        'table',
        {},
        h(
          'thead',
          {},
          h('tr', {}, h('th', { scope: 'col' }, t('Fact')), h('th', { scope: 'col' }, t('Value')), h('th', { scope: 'col', class: 'num' }, t('Line'))),
        ),
        facts,
      ),
      h('p', { class: 'note muted' }, icon('info'), h('span', {}, t('Everything a run makes is labelled and removed when it ends or is cancelled.'))),
    ),
  ); // prettier-ignore
  return {
    element,
    update(screen) {
      kinds = screen.groups.flatMap((group) => group.kinds);
      setText(time, screen.time);
      all.hidden = kinds.every(({ checked }) => checked);
      groups(screen.groups);
      facts.replaceChildren(
        ...screen.facts.map(({ label, values, line }) =>
          h(
            'tr',
            {},
            h('td', {}, label),
            h('td', { class: 'mono wrap' }, ...values.flatMap((value, i) => (i === 0 ? [value] : [h('br'), value]))),
            h('td', { class: 'num' }, line === null ? h('span', { class: 'muted' }, t('default')) : lineLink(line, actions.open)),
          ),
        ),
      );
    },
  };
}

function lineLink(line: number, open: (line: number) => void): HTMLElement {
  const link = fileLink({ text: String(line), onClick: () => { open(line); } }); // prettier-ignore
  link.setAttribute('aria-label', t('Dockerfile line {0}', line));
  return link;
}

function groupPart(group: PlanScreen['groups'][number], actions: PlanActions): Part<PlanScreen['groups'][number]> {
  const title = h('div', { class: 'grp small muted' }, group.title);
  const list = h('ul', { class: 'rows' });
  const kinds = keyedList<KindRow>(list, ({ kind }) => kind, (row) => kindPart(row, actions)); // prettier-ignore
  return { element: h('li', { class: 'group' }, title, list), update: (next) => { kinds(next.kinds); } }; // prettier-ignore
}

function kindPart(row: KindRow, actions: PlanActions): Part<KindRow> {
  const tick = checkbox({ text: row.title, checked: row.checked, onChange: (checked) => { actions.setKinds([row.kind], checked); } }); // prettier-ignore
  const time = h('span', { class: 'num small muted' });
  const sentence = h('span', { class: 'sub small muted' });
  return {
    element: h('li', { class: 'kind' }, tick, time, sentence),
    update(next) {
      setCheckbox(tick, next);
      setText(time, next.time);
      setText(sentence, next.sentence);
    },
  };
}
