type Child = Node | string | null | undefined | false;
type Attributes = Readonly<Record<string, string | number | boolean | undefined | ((event: Event) => void)>>;

/** An element: functions listen (`onclick`), `true` and `false` set and leave out an attribute, all else is the attribute's text. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes?: Attributes,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K];
export function h(tag: string, attributes?: Attributes, ...children: readonly Child[]): HTMLElement;
export function h(tag: string, attributes: Attributes = {}, ...children: readonly Child[]): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (typeof value === 'boolean') element.toggleAttribute(name, value);
    else if (value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...present(children));
  return element;
}

/** Leaves out what is not there, so that a child can be written as `condition && element`. */
export const present = (children: readonly Child[]): (Node | string)[] =>
  children.filter((child) => child !== undefined && child !== null && child !== false);

/** Part of a page that stays while its data changes: a field keeps its focus, a selection stays, nothing jumps. */
export interface Part<Data> {
  readonly element: HTMLElement;
  update(data: Data): void;
}

/** Keeps one part per item in `container`, in the items' order; parts are found again by key. */
export function keyedList<Item>(
  container: HTMLElement,
  keyOf: (item: Item) => string,
  make: (item: Item) => Part<Item>,
): (items: readonly Item[]) => void {
  const parts = new Map<string, Part<Item>>();
  return (items) => {
    const keys = new Set(items.map(keyOf));
    for (const [key, part] of parts) {
      if (keys.has(key)) continue;
      part.element.remove();
      parts.delete(key);
    }
    items.forEach((item, index) => {
      const key = keyOf(item);
      const part = parts.get(key) ?? make(item);
      parts.set(key, part);
      // Moving an element takes its focus away, so only what is in the wrong place is moved.
      if (container.children[index] !== part.element) container.insertBefore(part.element, container.children[index] ?? null);
      part.update(item);
    });
  };
}

/** Writes text only where it differs: a live region is read out again when it is touched. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
