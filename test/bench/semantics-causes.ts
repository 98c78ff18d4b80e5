import type { Bounds, LedgerRow } from '@wardwatch/shared/model';
import type { Interval } from '@wardwatch/shared/lib';
import { closed } from '../sim/spans.ts';
import { PATTERNS, type Pattern } from '../sim/ward-happenings.ts';
import type { SimSite } from '../sim/ward-sites.ts';
import type { TrueOutage, WardTruth } from '../sim/ward-truth.ts';
import { LISTED_MS, MERGE_MS, truthOf } from './semantics-compare.ts';

/** How good the cause of a row is. */
export type Mark = 'right' | 'undetermined' | 'probable, wrong' | 'confirmed, wrong' | 'no such outage';
export const MARKS: readonly Mark[] = [
  'right',
  'undetermined',
  'probable, wrong',
  'confirmed, wrong',
  'no such outage',
];

/** A row of the ledger beside what really happened. */
export interface Marked {
  site: SimSite;
  row: LedgerRow;
  truth: TrueOutage | undefined;
  mark: Mark;
}

/** Marks the cause of each row of a site's connectivity that counts. */
export function markRows(truth: WardTruth, site: SimSite, rows: readonly LedgerRow[]): Marked[] {
  const own = truth.outages.filter((outage) => outage.site === site.key);
  const counted = rows.filter((row) => row.subject === 'site' && row.status !== 'withdrawn');
  return counted.map((row) => {
    const found = truthOf(own, { from: row.from, until: row.until ?? truth.period.until });
    return { site, row, truth: found, mark: markOf(row, found, own) };
  });
}

function markOf(row: LedgerRow, truth: TrueOutage | undefined, own: readonly TrueOutage[]): Mark {
  if (!truth) return 'no such outage';
  const { cause, confidence } = row.suggested;
  if (cause === 'undetermined') return 'undetermined';
  // A row that holds several true outages may be named by the one it began with, and so may one that began as a device
  // came back into an outage that went on for another reason.
  const first = own.find((outage) => outage.until > row.from);
  const began = [...truth.parts, ...(first?.parts ?? [])].filter((part) => isAround(row.from, part));
  if (cause === truth.cause || began.some((part) => part.cause === cause)) return 'right';
  return confidence === 'confirmed' ? 'confirmed, wrong' : 'probable, wrong';
}

/** A row's start is not known better than this. */
const SLACK_MS = 60_000;

function isAround(at: number, { from, until }: Interval): boolean {
  return from <= at + SLACK_MS && until > at - SLACK_MS;
}

/** Marks by pattern. */
export function countMarks(marked: readonly Marked[]): [Pattern | 'none', number[]][] {
  const count = (name: Pattern | 'none'): number[] =>
    MARKS.map((mark) => marked.filter((one) => (one.truth?.pattern ?? 'none') === name && one.mark === mark).length);
  return [...PATTERNS, 'none' as const].map((name): [Pattern | 'none', number[]] => [name, count(name)]);
}

/** How far starts and ends are from the truth. */
export interface EdgeErrors {
  /** Rows that stand for one true outage. */
  compared: number;
  /** Absolute errors, milliseconds. */
  starts: number[];
  ends: number[];
  /** How often the truth lay within the stated earliest and latest instants. */
  startsInBounds: number;
  endsInBounds: number;
  /** Rows whose start or end lies outside its stated bounds, with the true one. */
  outside: { marked: Marked; truth: Interval }[];
}

/** Starts and ends of rows that stand for one true outage, against it. */
export function edgeErrors(truth: WardTruth, marked: readonly Marked[]): EdgeErrors {
  const errors: EdgeErrors = { compared: 0, starts: [], ends: [], startsInBounds: 0, endsInBounds: 0, outside: [] };
  for (const one of marked) {
    const { site, row } = one;
    const own = truth.outages.filter((outage) => outage.site === site.key);
    const merged = closed(own, MERGE_MS).filter(({ from, until }) => until - from >= LISTED_MS);
    const touching = merged.filter((span) => span.from < (row.until ?? Infinity) && span.until > row.from);
    const [span] = touching;
    if (!span || touching.length !== 1 || row.until === null || !row.end || span.until >= truth.period.until) continue;
    errors.compared += 1;
    errors.starts.push(Math.abs(row.from - span.from));
    errors.ends.push(Math.abs(row.until - span.until));
    const isStartIn = isWithin(span.from, row.start);
    const isEndIn = isWithin(span.until, row.end);
    if (isStartIn) errors.startsInBounds += 1;
    if (isEndIn) errors.endsInBounds += 1;
    if (!isStartIn || !isEndIn) errors.outside.push({ marked: one, truth: span });
  }
  return errors;
}

function isWithin(at: number, { earliest, latest }: Bounds): boolean {
  return earliest <= at && at <= latest;
}
