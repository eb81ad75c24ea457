import type { LogLine } from '../../src/protocol/test-panel.ts';
import { field, iconButton, select } from '../shared/components.ts';
import { h, setText } from '../shared/dom.ts';
import { t } from '../shared/l10n.ts';

const rowHeight = 18;
/** Rows above and below what is seen, so that scrolling shows no gap. */
const margin = 20;
const mostLines = 100_000;

export interface LogList {
  readonly element: HTMLElement;
  readonly add: (lines: readonly LogLine[]) => void;
  readonly reset: () => void;
}

/** A log of any length: only the rows in view are in the page. Follows its end until a person scrolls up. */
export function logList(actions: { readonly save: () => void }): LogList {
  let all: LogLine[] = [];
  let shown: LogLine[] = [];
  let source = 'all';
  let needle = '';
  let matches: number[] = [];
  let current = -1;
  let following = true;
  let frame = 0;

  const rows = h('div', { class: 'log-rows' });
  const spacer = h('div', { class: 'log-space' }, rows);
  const view = h('div', { class: 'log mono', role: 'log', 'aria-live': 'off', 'aria-label': t('Log'), tabindex: 0 }, spacer);
  const found = h('span', { class: 'small muted', role: 'status' });
  const count = h('span', { class: 'small muted' });
  const search = field({ name: t('Search log'), placeholder: t('Search log'), onInput: look });
  search.classList.add('log-search');
  const sources = select({
    name: t('Source'),
    onChange: (value) => {
      source = value;
      filter();
    },
  });
  sources.setOptions(
    [
      { value: 'all', label: t('All sources') },
      { value: 'build', label: t('Build') },
      { value: 'container', label: t('Container') },
      { value: 'drydock', label: 'Drydock' },
    ],
    'all',
  );
  const follow = iconButton({
    icon: 'fold-down',
    label: t('Follow (End)'),
    pressed: true,
    onClick: () => {
      setFollowing(!following);
    },
  });
  const element = h(
    'section',
    { 'aria-labelledby': 'log-title' },
    h('div', { class: 'sec' }, h('h2', { id: 'log-title' }, t('Log')), count),
    h(
      'div',
      { class: 'logbar', role: 'toolbar', 'aria-label': t('Log') },
      search,
      found,
      iconButton({
        icon: 'arrow-up',
        label: t('Previous match (Shift+F3)'),
        onClick: () => {
          step(-1);
        },
      }),
      iconButton({
        icon: 'arrow-down',
        label: t('Next match (F3)'),
        onClick: () => {
          step(1);
        },
      }),
      sources.element,
      follow,
      iconButton({ icon: 'save', label: t('Save log…'), onClick: actions.save }),
    ),
    view,
  );

  view.addEventListener('scroll', () => {
    if (view.scrollTop + view.clientHeight < view.scrollHeight - rowHeight) setFollowing(false);
    draw();
  });
  view.addEventListener('keydown', (event) => {
    if (event.key === 'End') setFollowing(true);
  });
  new ResizeObserver(draw).observe(view);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'F3') {
      event.preventDefault();
      step(event.shiftKey ? -1 : 1);
    } else if (event.key === 'f' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      search.focus();
    } else if (event.key === 'Escape' && needle !== '') {
      search.value = '';
      look('');
    }
  });

  const matching = (line: LogLine): boolean => needle !== '' && line.text.toLowerCase().includes(needle);

  function setFollowing(on: boolean): void {
    if (following === on) return;
    following = on;
    follow.setAttribute('aria-pressed', String(on));
    draw();
  }

  function filter(): void {
    shown = source === 'all' ? [...all] : all.filter((line) => line.source === source);
    look(needle);
  }

  function look(text: string): void {
    needle = text.toLowerCase();
    matches = [];
    if (needle !== '') for (const [i, line] of shown.entries()) if (matching(line)) matches.push(i);
    current = matches.length > 0 ? 0 : -1;
    if (current >= 0) reveal();
    else draw();
  }

  function step(by: number): void {
    if (matches.length === 0) return;
    current = (current + by + matches.length) % matches.length;
    reveal();
  }

  function reveal(): void {
    setFollowing(false);
    const row = matches[current] ?? 0;
    view.scrollTop = Math.max(0, row * rowHeight - view.clientHeight / 2);
    draw();
  }

  /** At most once a frame, however many lines come. */
  function draw(): void {
    if (frame !== 0) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      spacer.style.height = `${String(Math.max(shown.length, 1) * rowHeight)}px`;
      if (following) view.scrollTop = view.scrollHeight;
      const from = Math.max(0, Math.floor(view.scrollTop / rowHeight) - margin);
      const to = Math.min(shown.length, Math.ceil((view.scrollTop + view.clientHeight) / rowHeight) + margin);
      rows.style.transform = `translateY(${String(from * rowHeight)}px)`;
      rows.replaceChildren(...(shown.length === 0 ? [h('div', { class: 'muted' }, t('Output of the build and the container appears here.'))] : shown.slice(from, to).map((line, i) => row(line, from + i)))); // prettier-ignore
      setText(count, shown.length === 0 ? '' : shown.length === 1 ? t('1 line') : t('{0} lines', shown.length));
      setText(found, needle === '' ? '' : matches.length === 0 ? t('No match') : t('{0} of {1}', current + 1, matches.length));
    });
  }

  /** Text goes in as text: what a container prints is never markup. */
  function row({ time, source: from, text }: LogLine, index: number): HTMLElement {
    const parts: (Node | string)[] = [];
    let rest = text;
    if (needle !== '') {
      for (let at = rest.toLowerCase().indexOf(needle); at >= 0; at = rest.toLowerCase().indexOf(needle)) {
        parts.push(
          rest.slice(0, at),
          h('mark', { class: matches[current] === index ? 'now' : undefined }, rest.slice(at, at + needle.length)),
        );
        rest = rest.slice(at + needle.length);
      }
    }
    return h('div', {}, h('time', {}, time), h('span', { class: 'log-source muted' }, from), ...parts, rest);
  }

  draw();
  return {
    element,
    add: (lines) => {
      all.push(...lines);
      const fresh = source === 'all' ? lines : lines.filter((line) => line.source === source);
      if (needle !== '') fresh.forEach((line, i) => matching(line) && matches.push(shown.length + i));
      shown.push(...fresh);
      if (all.length > mostLines) {
        all = all.slice(-mostLines / 2);
        filter();
      }
      draw();
    },
    reset: () => {
      all = [];
      setFollowing(true);
      filter();
    },
  };
}
