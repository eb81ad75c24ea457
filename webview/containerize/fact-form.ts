import type { EvidencePart, FactRow, FieldName, Place, PlanScreen, ServiceRow } from '../../src/protocol/containerize.ts';
import { checkbox, describe, field, fileLink, icon, linkButton, select, setCheckbox } from '../shared/components.ts';
import { h, keyedList, setText, type Part } from '../shared/dom.ts';
import { t } from '../shared/l10n.ts';

interface Actions {
  readonly correct: (field: FieldName, value: string | null) => void;
  readonly setService: (name: string, wanted: boolean) => void;
  readonly open: (place: Place) => void;
}

/** Keys that follow one another this fast are one correction. */
const debounceMs = 150;

/** The facts as a form, each with its source beside it. */
export function factForm(actions: Actions): Part<PlanScreen> {
  const facts = h('div', { class: 'rows' });
  const services = h('div', { class: 'li fact', role: 'group', 'aria-labelledby': 'services' });
  const updateFacts = keyedList<FactRow>(
    facts,
    // A fact that can be chosen now and typed then is another control.
    ({ field: name, choices }) => `${name}${choices ? ' chosen' : ''}`,
    (row) => factPart(row, actions),
  );
  const list = h('div', { class: 'service' });
  const adder = select({
    name: t('Add a service'),
    onChange: (name) => {
      if (name !== '') actions.setService(name, true);
    },
  });
  adder.element.classList.add('adder');
  facts.append(services);
  services.append(h('span', { class: 'label', id: 'services' }, t('Services')), list, adder.element);
  const updateServices = keyedList<ServiceRow>(
    list,
    ({ name }) => name,
    (row) => servicePart(row, actions),
  );
  return {
    element: facts,
    update(screen) {
      updateFacts(screen.facts);
      updateServices(screen.services);
      adder.setOptions([{ value: '', label: t('Add a service') }, ...screen.otherServices], '');
    },
  };
}

function factPart(first: FactRow, { correct, open }: Actions): Part<FactRow> {
  const label = h('span', { class: 'label' });
  const evidence = h('div', { class: 'evidence' });
  const control = first.choices ? choice(first, correct) : textField(first, correct);
  const element = h('div', { class: 'li fact' }, label, control.element, evidence);
  let shown = '';
  return {
    element,
    update(row) {
      setText(label, row.label);
      control.update(row);
      const next = JSON.stringify([row.evidence, row.state, row.yours]);
      if (next === shown) return;
      shown = next;
      drawEvidence(evidence, row, open, () => {
        correct(row.field, null);
        control.element.focus();
      });
    },
  };
}

function drawEvidence(element: HTMLElement, row: FactRow, open: (place: Place) => void, reset: () => void): void {
  const asks = row.state === 'lacking' || row.state === 'wrong';
  element.classList.toggle('asks', asks);
  const text = h('span', {}, ...evidenceParts(row.evidence, open));
  if (row.yours) text.append(' ', linkButton({ text: t('Reset'), name: t('Reset {0}', row.label), onClick: reset }));
  element.replaceChildren(...(asks ? [row.state === 'wrong' ? icon('error', 'fail') : icon('question', 'unknown')] : []), text);
}

function evidenceParts(parts: readonly EvidencePart[], open: (place: Place) => void): (Node | string)[] {
  return parts.flatMap(({ text, muted, place }) => {
    const link =
      place &&
      fileLink({
        text,
        onClick: () => {
          open(place);
        },
      });
    return [link ?? h('span', { class: muted ? 'muted' : '' }, text), ' '];
  });
}

function choice(first: FactRow, correct: Actions['correct']): Part<FactRow> {
  const { element, setOptions } = select({
    name: first.label,
    onChange: (value) => {
      correct(first.field, value);
    },
  });
  return {
    element,
    update(row) {
      element.setAttribute('aria-label', row.label);
      element.classList.toggle('lack', row.state === 'lacking');
      const choices = row.choices ?? [];
      // An unknown value is a choice of its own, so that none of the others seems to have been found.
      setOptions(
        choices.some(({ value }) => value === row.value) ? choices : [{ value: row.value, label: row.value || t('Not found') }, ...choices],
        row.value,
      );
    },
  };
}

function textField(first: FactRow, correct: Actions['correct']): Part<FactRow> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const element = field({
    name: first.label,
    placeholder: t('Not found'),
    mono: first.look === 'code',
    numeric: first.look === 'number',
    onInput: (value) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        timer = undefined;
        correct(first.field, value);
      }, debounceMs);
    },
  });
  return {
    element,
    update(row) {
      element.setAttribute('aria-label', row.label);
      element.classList.toggle('lack', row.state === 'lacking');
      element.classList.toggle('bad', row.state === 'wrong');
      describe(element, row.evidence.map(({ text }) => text).join(' '));
      // What a person is typing is newer than what comes back.
      if (timer === undefined && element.value !== row.value && !(row.yours && document.activeElement === element))
        element.value = row.value;
    },
  };
}

function servicePart(first: ServiceRow, { setService, open }: Actions): Part<ServiceRow> {
  const box = checkbox({
    text: first.label,
    name: first.label,
    checked: first.wanted,
    onChange: (wanted) => {
      setService(first.name, wanted);
    },
  });
  const evidence = h('div', { class: 'evidence' }, ...evidenceParts(first.evidence, open));
  return {
    element: h('div', { class: 'service' }, box, evidence),
    update: ({ wanted }) => {
      setCheckbox(box, { checked: wanted });
    },
  };
}
