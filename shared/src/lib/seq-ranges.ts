/** Whole numbers from `from` to `to`, both included. */
export interface SeqRange {
  from: number;
  to: number;
}

/** Sorted, disjoint, non-adjacent ranges: the compact form of a set of sequence numbers. */
export type SeqRanges = readonly SeqRange[];

/** The set with the range added. */
export function addRange(ranges: SeqRanges, added: SeqRange): SeqRange[] {
  const before = ranges.filter((range) => range.to < added.from - 1);
  const after = ranges.filter((range) => range.from > added.to + 1);
  const touching = ranges.filter((range) => range.to >= added.from - 1 && range.from <= added.to + 1);
  const merged = {
    from: Math.min(added.from, ...touching.map((range) => range.from)),
    to: Math.max(added.to, ...touching.map((range) => range.to)),
  };
  return [...before, merged, ...after];
}

/** Whether the set holds the number. */
export function hasSeq(ranges: SeqRanges, seq: number): boolean {
  return ranges.some((range) => seq >= range.from && seq <= range.to);
}

/** The last number of the run of the set that starts at `first`, or `first - 1` where the set lacks `first`. */
export function contiguousFrom(ranges: SeqRanges, first: number): number {
  return ranges.find((range) => first >= range.from && first <= range.to)?.to ?? first - 1;
}
