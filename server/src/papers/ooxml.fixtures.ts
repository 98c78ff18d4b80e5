import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';

/** An element of a part of an Office file. */
export interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

/** All parts of an Office file, by name. */
export function partsOf(file: Uint8Array): Map<string, string> {
  return new Map(Object.entries(unzipSync(file)).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

/** The element at the root of an XML text; throws where the text is not well-formed. */
export function parseXml(xml: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes: attributes, children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const last = open.at(-1);
    if (last) last.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return root.children[0] ?? root;
}

/** All elements of a name below one, in order. */
export function all(element: Element, name: string): Element[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
}

/** The first element of a name below one; throws where there is none. */
export function one(element: Element, name: string): Element {
  const found = all(element, name)[0];
  if (!found) throw new Error(`no ${name} in ${element.name}`);
  return found;
}

/** The text of all runs below an element; line breaks as `\n`. */
export function textOf(element: Element): string {
  if (element.name === 'w:t') return element.text;
  if (element.name === 'w:br') return '\n';
  return element.children.map(textOf).join('');
}

/** The first paragraph that has a text. */
export function paragraphOf(element: Element, text: string): Element {
  const found = all(element, 'w:p').find((paragraph) => textOf(paragraph).includes(text));
  if (!found) throw new Error(`no paragraph says ${text}`);
  return found;
}

/** How a paragraph's first run with a text is set: half-points, bold, italic. */
export function setting(paragraph: Element): { size: number; bold: boolean; italic: boolean } {
  const run = one(paragraph, 'w:r');
  return {
    size: Number(one(run, 'w:sz').attributes['w:val']) / 2,
    bold: switched(run, 'w:b').length > 0,
    italic: switched(run, 'w:i').length > 0,
  };
}

/** Attribute of the first element of a name; undefined where there is no such element. */
export function value(element: Element, name: string, attribute = 'w:val'): string | undefined {
  return all(element, name)[0]?.attributes[attribute];
}

/** Elements of a name that switch something on. */
export function switched(element: Element, name: string): Element[] {
  return all(element, name).filter(({ attributes }) => !['0', 'false', 'off'].includes(attributes['w:val'] ?? ''));
}

/** Whether all paragraphs below an element stay with the next one. */
export function isKept(element: Element): boolean {
  return all(element, 'w:p').every((paragraph) => switched(paragraph, 'w:keepNext').length > 0);
}
