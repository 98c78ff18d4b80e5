import axe from 'axe-core';
import type { LitElement } from 'lit';
import { expect } from 'vitest';
import '../theme/document.css';

// A colour that is still on its way to another is neither: nothing moves while tests look.
document.documentElement.style.setProperty('--motion-quick', '0ms');

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Puts an element with its properties on the page and waits until it is drawn. The page holds nothing else. */
export async function mount<Element extends LitElement>(
  element: Element,
  properties: Partial<Element> = {},
): Promise<Element> {
  document.body.replaceChildren(Object.assign(element, properties));
  await element.updateComplete;
  return element;
}

/** Asserts that axe finds no violation of WCAG A or AA, in light and in dark. */
export async function expectAccessible(element: Element): Promise<void> {
  for (const theme of ['light', 'dark']) {
    document.documentElement.dataset['theme'] = theme;
    const { violations } = await axe.run(element, { runOnly: RULES, resultTypes: ['violations'] });
    expect(violations.map(({ id, nodes }) => `${theme} ${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual(
      [],
    );
  }
  delete document.documentElement.dataset['theme'];
}

/**
 * All elements below the root that match, through every shadow root. `a >>> b` finds every `b` anywhere below an `a`,
 * which CSS itself cannot do across shadow roots.
 */
export function deepAll(root: Element | ShadowRoot, selector: string): Element[] {
  const [first = '', ...rest] = selector.split(' >>> ');
  const found = everyElement(root).filter((element) => element.matches(first));
  return rest.length === 0 ? found : found.flatMap((element) => deepAll(element, rest.join(' >>> ')));
}

function everyElement(root: Element | ShadowRoot): Element[] {
  const shadow = root instanceof Element ? root.shadowRoot : null;
  const found: Element[] = [];
  for (const child of [...(shadow?.children ?? []), ...root.children]) found.push(child, ...everyElement(child));
  return found;
}

/** The first of `deepAll`; fails where there is none or it is of another type. */
export function deep(root: Element, selector: string): HTMLElement;
export function deep<Found extends Element>(root: Element, selector: string, type: new () => Found): Found;
export function deep(root: Element, selector: string, type: new () => Element = HTMLElement): Element {
  const [first] = deepAll(root, selector);
  if (!(first instanceof type)) throw new Error(`nothing of the type matches ${selector}`);
  return first;
}

/** The text that is on the page below the root, shadow roots included, white space collapsed. */
export function deepText(root: Element | ShadowRoot): string {
  const parts: string[] = [];
  const walk = (node: Node): void => {
    if (node instanceof HTMLStyleElement) return;
    if (node instanceof Text) parts.push(node.data);
    // Text of different elements does not run together.
    if (node instanceof Element) parts.push(' ');
    for (const child of flatChildren(node)) walk(child);
    if (node instanceof Element) parts.push(' ');
  };
  walk(root);
  return parts.join('').replaceAll(/\s+/g, ' ').trim();
}

/** Children as they are drawn: a shadow root in place of its host's own, what is assigned in place of a slot's own. */
function flatChildren(node: Node): Iterable<Node> {
  if (node instanceof HTMLSlotElement && node.assignedNodes().length > 0) return node.assignedNodes();
  return (node instanceof Element ? node.shadowRoot : null)?.childNodes ?? node.childNodes;
}

/** How long a text may take to come on a machine that is busy with other things. */
const TEXT_TIMEOUT_MS = 5_000;

/** Waits until the text is somewhere below the root. */
export async function expectText(root: Element, text: string): Promise<void> {
  await expect.poll(() => deepText(root), { timeout: TEXT_TIMEOUT_MS }).toContain(text);
}
