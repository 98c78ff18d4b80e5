import { readXml } from '../lib/read-xml.ts';
import { isWord } from './word-names.ts';

/** What a paragraph style brings with it. */
export interface ParagraphStyle {
  isHeading: boolean;
  numId: string | undefined;
  level: number;
}

interface RawStyle {
  basedOn?: string;
  outline?: number;
  isNamedHeading?: boolean;
  numId?: string;
  level?: number;
}

/** Styles may be based on each other; more steps than this are a circle. */
const MAX_STEPS = 20;
/** An outline level of 9 is body text. */
const BODY_LEVEL = 9;

/** Reads `word/styles.xml`: gives what a style means for a paragraph, its base styles included. */
export function readStyles(xml: Uint8Array | undefined): (id: string | undefined) => ParagraphStyle {
  const styles = new Map<string, RawStyle>();
  let now: RawStyle | undefined;
  if (xml) {
    readXml(xml, {
      open: ({ name, namespace, attribute }) => {
        if (!isWord(namespace)) return;
        const value = attribute('val') ?? '';
        if (name === 'style') {
          now = {};
          styles.set(attribute('styleId') ?? '', now);
        }
        if (!now) return;
        // Word keeps the English names of its own styles in every language.
        if (name === 'name') now.isNamedHeading = /^(?:heading [1-9]|title)$/i.test(value);
        if (name === 'basedOn') now.basedOn = value;
        if (name === 'outlineLvl') now.outline = Number(value);
        if (name === 'numId') now.numId = value;
        if (name === 'ilvl') now.level = Number(value) || 0;
      },
      close: (name, namespace) => {
        if (isWord(namespace) && name === 'style') now = undefined;
      },
      text: () => {},
    });
  }
  return (id) => {
    const chain = chainOf(styles, id);
    const outline = chain.find((style) => style.outline !== undefined)?.outline;
    return {
      isHeading: outline === undefined ? chain.some((style) => style.isNamedHeading) : outline < BODY_LEVEL,
      numId: chain.find((style) => style.numId !== undefined)?.numId,
      level: chain.find((style) => style.level !== undefined)?.level ?? 0,
    };
  };
}

function chainOf(styles: ReadonlyMap<string, RawStyle>, id: string | undefined): RawStyle[] {
  const chain: RawStyle[] = [];
  for (let next = id; next !== undefined && chain.length < MAX_STEPS;) {
    const style = styles.get(next);
    if (!style) break;
    chain.push(style);
    next = style.basedOn;
  }
  return chain;
}
