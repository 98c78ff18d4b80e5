/** Where a list of terms stands in a folded text. */
export interface TermPattern {
  /** Offset of the first one, and the end of it; undefined where there is none. */
  first(folded: string): { start: number; end: number } | undefined;
  test(folded: string): boolean;
}

/**
 * A pattern of a list of folded terms (`nha van hoa|nvh`) that matches at word limits. `#` stands for a number, `%` for
 * itself, `(?:…)` for a list within a term; `sua chua` (to repair) is not `chua` (not yet).
 */
export function termPattern(terms: string): TermPattern {
  const body = terms.replaceAll('#', String.raw`\d[\d.,]*`).replaceAll(/(?<=^|\|)chua(?=\||$)/g, '(?<!sua )chua');
  const pattern = new RegExp(`(?<![a-z0-9])(?:${body})(?![a-z0-9])`);
  return {
    first: (folded) => {
      const match = pattern.exec(folded);
      return match ? { start: match.index, end: match.index + match[0].length } : undefined;
    },
    test: (folded) => pattern.test(folded),
  };
}
