import type { Interval } from '@wardwatch/shared/lib';

/** A span of one value, as a band shows it. */
export interface BandSegment extends Interval {
  value: string;
}

/** How a value is drawn: each has its own shape or pattern besides its colour. */
export type BandLook = 'good' | 'bad' | 'warn' | 'power' | 'planned' | 'idle' | 'unknown' | 'absent';

/** A named row of the picture. */
export interface Band {
  /** Of a fact, its name: words and looks of its values follow from it unless they are given. */
  id: string;
  label: string;
  segments: readonly BandSegment[];
  words?: (value: string) => string;
  look?: (value: string) => BandLook;
}

/** Where a segment lies in its window, in percent of the width. */
export interface BandPart extends BandSegment {
  leftPercent: number;
  widthPercent: number;
}

/** What is bad and shorter than this is drawn wider than it was, so that it is never lost to the eye. */
const LEAST_BAD_PERCENT = 0.3;

/** Whether a value of any fact is bad. */
function isBadValue(value: string): boolean {
  return value === 'down' || value === 'off' || value === 'low' || value === 'lost';
}

/** The parts of a band to scale, the bad ones last so that they lie on top. */
export function bandParts(segments: readonly BandSegment[], window: Interval): BandPart[] {
  const span = window.until - window.from;
  return segments
    .flatMap((segment) => {
      const from = Math.max(segment.from, window.from);
      const until = Math.min(segment.until, window.until);
      if (from >= until) return [];
      const share = ((until - from) / span) * 100;
      const widthPercent = isBadValue(segment.value) ? Math.max(share, LEAST_BAD_PERCENT) : share;
      const leftPercent = Math.min(((from - window.from) / span) * 100, 100 - widthPercent);
      return [{ ...segment, from, until, leftPercent, widthPercent }];
    })
    .sort((a, b) => Number(isBadValue(a.value)) - Number(isBadValue(b.value)));
}

/** Milliseconds of each value, longest first: what a band says in a sentence. */
export function bandTotals(segments: readonly BandSegment[]): { value: string; ms: number }[] {
  const totals = new Map<string, number>();
  for (const segment of segments) {
    totals.set(segment.value, (totals.get(segment.value) ?? 0) + segment.until - segment.from);
  }
  return [...totals].map(([value, ms]) => ({ value, ms })).sort((a, b) => b.ms - a.ms);
}
