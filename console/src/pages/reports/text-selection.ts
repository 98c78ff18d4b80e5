import type { Passage } from '@wardwatch/shared/model';
import { trimmed } from './mark-runs.ts';

/** Where a block of the report and a run of it say which they are. */
const BLOCK = 'data-block';
const START = 'data-start';

/** A boundary of a selection, as a block and a character of it. */
interface Place {
  block: number;
  at: number;
}

/**
 * The passage that is selected below a shadow root, without white space at its ends. Undefined where nothing is
 * selected, or the selection leaves its paragraph.
 *
 * @param texts of the blocks, in order.
 */
export function selectedPassage(root: ShadowRoot, texts: readonly string[]): Passage | undefined {
  const range = selectedRange(root);
  if (!range || range.collapsed) return undefined;
  const start = placeOf(range.startContainer, range.startOffset);
  const end = placeOf(range.endContainer, range.endOffset);
  if (!start || !end || start.block !== end.block) return undefined;
  const found = trimmed(texts[start.block] ?? '', start.at, end.at);
  return found && { block: start.block, ...found };
}

/** Browsers differ in how they tell of a selection within a shadow root; the oldest way comes last. */
function selectedRange(root: ShadowRoot): AbstractRange | undefined {
  const selection = getSelection();
  if (!selection || selection.rangeCount === 0) return undefined;
  if ('getComposedRanges' in selection) return selection.getComposedRanges({ shadowRoots: [root] })[0];
  return (selection as Selection).getRangeAt(0);
}

/** Labels between runs count for nothing: a boundary in one is at the end of the text before it. */
function placeOf(node: Node, offset: number): Place | undefined {
  const element = node instanceof Element ? node : node.parentElement;
  const holder = element?.closest(`[${BLOCK}]`);
  if (!holder) return undefined;
  const block = Number(holder.getAttribute(BLOCK));
  const run = element?.closest(`[${START}]`);
  if (run && node instanceof Text) return { block, at: Number(run.getAttribute(START)) + offset };
  return { block, at: endBefore(holder, node, offset) };
}

/** The character behind the last run that begins before a boundary outside of all runs. */
function endBefore(holder: Element, node: Node, offset: number): number {
  const boundary = document.createRange();
  boundary.setStart(node, offset);
  let at = 0;
  for (const run of holder.querySelectorAll(`[${START}]`)) {
    if (boundary.comparePoint(run, 0) >= 0) break;
    at = Number(run.getAttribute(START)) + (run.textContent ?? '').length;
  }
  return at;
}
