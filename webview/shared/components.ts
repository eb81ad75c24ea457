/** The panels' controls. The only file that knows the UI kit: another kit is another version of this file. */
import {
  Button,
  Checkbox,
  Dropdown,
  TextField,
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { h, present } from './dom.ts';

// The kit puts a name of its own ("Checkbox", "Text field") over the given one each time a control is connected.
for (const { prototype } of [Checkbox, TextField]) {
  const connected = Object.getOwnPropertyDescriptor(prototype, 'connectedCallback')?.value as (this: HTMLElement) => void;
  prototype.connectedCallback = function (this: HTMLElement) {
    const name = this.getAttribute('aria-label');
    connected.call(this);
    if (name !== null) this.setAttribute('aria-label', name);
  };
}
provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeCheckbox(), vsCodeDropdown(), vsCodeOption(), vsCodeTextField());

/** The colour of a state's icon; the word beside it keeps the text colour. */
export type Tone = 'pass' | 'fail' | 'unknown' | 'busy' | 'idle';

/** A codicon. Without a label it is decoration: the word beside it says the same. */
export function icon(name: string, tone?: Tone, label?: string): HTMLElement {
  const spin = name === 'loading' ? ' spin' : '';
  const classes = `codicon codicon-${name}${tone ? ` ${tone}` : ''}${spin}`;
  return h(
    'i',
    label === undefined ? { class: classes, 'aria-hidden': 'true' } : { class: classes, role: 'img', 'aria-label': label, title: label },
  );
}

/** A push button. A screen has one that is `primary`. */
export function button(props: { label: string; onClick: () => void; primary?: boolean; title?: string }): Button {
  const element = new Button();
  element.appearance = props.primary ? 'primary' : 'secondary';
  element.textContent = props.label;
  if (props.title !== undefined) element.title = props.title;
  element.addEventListener('click', () => {
    if (!element.disabled) props.onClick();
  });
  return element;
}

/** A square button that is only an icon: `label` is its name and its tooltip. */
export function iconButton(props: { icon: string; label: string; onClick: () => void; pressed?: boolean }): HTMLButtonElement {
  const pressed = props.pressed === undefined ? undefined : String(props.pressed);
  return h(
    'button',
    { type: 'button', class: 'tool', title: props.label, 'aria-label': props.label, 'aria-pressed': pressed, onclick: props.onClick },
    icon(props.icon),
  );
}

/** A button that looks like a link; `name` says more than the text where the text alone is not enough ("Show diff of compose.yaml"). */
export function linkButton(props: { text: string; name?: string; onClick: () => void }): HTMLButtonElement {
  return h('button', { type: 'button', class: 'link', 'aria-label': props.name, onclick: props.onClick }, props.text);
}

/** A link that leads to a place in a file. */
export function fileLink(props: { text: string; onClick: () => void }): HTMLAnchorElement {
  return h(
    'a',
    {
      href: '#',
      onclick: (event) => {
        event.preventDefault();
        props.onClick();
      },
    },
    // A long path breaks between its folders.
    ...props.text.split(/(?<=\/)/).flatMap((part, index) => (index === 0 ? [part] : [h('wbr'), part])),
  );
}

/** A line of text that a person can change; `onInput` hears every key. Its text is `value`. */
export function field(props: {
  name: string;
  placeholder?: string;
  mono?: boolean;
  numeric?: boolean;
  onInput: (value: string) => void;
}): TextField {
  const element = new TextField();
  element.setAttribute('aria-label', props.name);
  element.placeholder = props.placeholder ?? '';
  element.spellcheck = false;
  element.classList.toggle('mono', props.mono ?? false);
  if (props.numeric) element.setAttribute('inputmode', 'numeric');
  element.addEventListener('input', () => {
    props.onInput(element.value);
  });
  return element;
}

/** Ties a sentence to a field: the field's input lies in a shadow tree, where ids of the page are not known. */
export function describe(element: TextField, text: string): void {
  requestAnimationFrame(() => {
    element.shadowRoot?.querySelector('input')?.setAttribute('aria-description', text);
  });
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** A choice of one. `setOptions` replaces the options and the chosen value. */
export function select(props: { name: string; onChange: (value: string) => void }): {
  element: Dropdown;
  setOptions: (options: readonly Option[], value: string) => void;
} {
  const element = new Dropdown();
  element.setAttribute('aria-label', props.name);
  element.addEventListener('change', () => {
    props.onChange(element.value);
  });
  let shown = '';
  return {
    element,
    setOptions(options, value) {
      const next = JSON.stringify([options, value]);
      if (next === shown && element.value === value) return;
      shown = next;
      element.replaceChildren(
        ...options.map((option) => h('vscode-option', { value: option.value, selected: option.value === value }, option.label)),
      );
      // The kit takes up its options a frame after they are there.
      requestAnimationFrame(() => {
        element.value = value;
      });
    },
  };
}

/** A tick. The text is its label; without one, `name` is what a screen reader says. */
export function checkbox(props: {
  text?: string;
  name?: string;
  checked: boolean;
  mixed?: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}): Checkbox {
  const element = new Checkbox();
  if (props.text !== undefined) element.textContent = props.text;
  if (props.name !== undefined) element.setAttribute('aria-label', props.name);
  setCheckbox(element, props);
  element.addEventListener('change', () => {
    // The kit says "change" also when the page itself sets the value.
    if (element.checked !== shownValue.get(element)) {
      shownValue.set(element, element.checked);
      props.onChange(element.checked);
    }
  });
  return element;
}

const shownValue = new WeakMap<Checkbox, boolean>();

/** Shows another state without telling `onChange`. */
export function setCheckbox(element: Checkbox, state: { checked: boolean; mixed?: boolean; disabled?: boolean }): void {
  shownValue.set(element, state.checked);
  element.checked = state.checked;
  element.indeterminate = state.mixed ?? false;
  element.disabled = state.disabled ?? false;
  // The kit says "true" or "false" for a mixed box.
  queueMicrotask(() => {
    if (state.mixed) element.setAttribute('aria-checked', 'mixed');
  });
}

/** A bordered box: something that belongs together and can be acted on. The first action is the primary button unless `quiet`. */
export function card(props: {
  icon: HTMLElement;
  title: string;
  text?: string;
  facts?: Readonly<Record<string, string | Node>>;
  more?: Node;
  actions?: readonly { label: string; onClick: () => void }[];
  quiet?: boolean;
}): HTMLElement {
  const facts = Object.entries(props.facts ?? {});
  return h(
    'section',
    { class: 'card', 'aria-label': props.title },
    h('div', { class: 'line' }, props.icon, h('h2', {}, props.title)),
    h(
      'div',
      { class: 'body' },
      props.text !== undefined && h('p', {}, props.text),
      facts.length > 0 &&
        h('dl', { class: 'kv small' }, ...facts.flatMap(([name, value]) => [h('dt', {}, name), h('dd', { class: 'wrap' }, value)])),
      props.more,
      props.actions &&
        h(
          'div',
          { class: 'acts' },
          ...present(props.actions.map((action, index) => button({ ...action, primary: index === 0 && !props.quiet }))),
        ),
    ),
  );
}

/** Runs the page's primary button on Ctrl+Enter (Cmd+Enter), wherever the focus is. */
export function onPrimaryKey(run: () => void): void {
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
    event.preventDefault();
    run();
  });
}
