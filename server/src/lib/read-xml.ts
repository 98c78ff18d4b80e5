import { SaxesParser, type SaxesTagNS } from 'saxes';

/** An element as it opens: its local name, its namespace, its attributes by their local names. */
export interface XmlElement {
  name: string;
  namespace: string;
  attribute: (name: string) => string | undefined;
}

/** What a reader of XML wants to hear of. */
export interface XmlListener {
  open(element: XmlElement): void;
  close(name: string, namespace: string): void;
  text(text: string): void;
}

/** Depth of elements; files of offices stay far below it. */
const MAX_DEPTH = 300;

/**
 * Reads XML in UTF-8 and tells the listener. False where it is not well-formed, nests too deep, or brings a document
 * type with it, which files of offices never do and which could define entities.
 */
export function readXml(bytes: Uint8Array, listener: XmlListener): boolean {
  const parser = new SaxesParser({ xmlns: true });
  const state = { isGood: true, depth: 0 };
  parser.on('error', () => {
    state.isGood = false;
  });
  parser.on('doctype', () => {
    state.isGood = false;
  });
  parser.on('opentag', (tag) => {
    state.depth += 1;
    if (state.depth > MAX_DEPTH) state.isGood = false;
    if (state.isGood) listener.open(elementOf(tag));
  });
  parser.on('closetag', (tag) => {
    state.depth -= 1;
    if (state.isGood) listener.close(tag.local, tag.uri);
  });
  parser.on('text', (text) => {
    if (state.isGood) listener.text(text);
  });
  const decoder = new TextDecoder();
  for (let at = 0; at < bytes.length && state.isGood; at += CHUNK_BYTES) {
    parser.write(decoder.decode(bytes.subarray(at, at + CHUNK_BYTES), { stream: true }));
  }
  if (state.isGood) parser.close();
  return state.isGood;
}

const CHUNK_BYTES = 64 * 1024;

function elementOf({ local, uri, attributes }: SaxesTagNS): XmlElement {
  return {
    name: local,
    namespace: uri,
    attribute: (name) => Object.values(attributes).find((one) => one.local === name)?.value,
  };
}
