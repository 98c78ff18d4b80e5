/** A passage of a text with whom it belongs to: characters `[start, end)`. */
export interface Mark {
  id: string;
  start: number;
  end: number;
}

/** A stretch of the text that belongs to the same marks from end to end. */
export interface Run {
  text: string;
  /** Where it begins in the text. */
  start: number;
  /** Marks that lie over it, in the order given. */
  ids: readonly string[];
  /** Marks that end with it, in the order given: their labels stand behind it. */
  ending: readonly string[];
}

/**
 * Splits a text into runs at every edge of a mark. The runs together are the text; marks may touch, overlap, lie in each
 * other or be the same; what reaches beyond the text is cut off, and what is empty then is left out.
 */
export function markedRuns(text: string, marks: readonly Mark[]): Run[] {
  const within = marks
    .map((mark) => ({ ...mark, start: Math.max(0, mark.start), end: Math.min(text.length, mark.end) }))
    .filter(({ start, end }) => start < end);
  const edges = [...new Set([0, text.length, ...within.flatMap(({ start, end }) => [start, end])])].toSorted(
    (a, b) => a - b,
  );
  return edges.slice(0, -1).map((start, index) => {
    const end = edges[index + 1] ?? text.length;
    const idsOf = (list: readonly Mark[]): string[] => list.map(({ id }) => id);
    return {
      text: text.slice(start, end),
      start,
      ids: idsOf(within.filter((mark) => mark.start <= start && mark.end >= end)),
      ending: idsOf(within.filter((mark) => mark.end === end)),
    };
  });
}

/** A word of a text: characters `[start, end)`. */
export interface Word {
  text: string;
  start: number;
  end: number;
}

/** The words of a text: what stands between white space. */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(/\S+/g)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The passage without white space at its ends; undefined where nothing else is in it. */
export function trimmed(text: string, start: number, end: number): { start: number; end: number } | undefined {
  const words = wordsOf(text.slice(start, end));
  const first = words[0];
  const last = words.at(-1);
  return first && last && { start: start + first.start, end: start + last.end };
}
