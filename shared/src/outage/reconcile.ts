import { type Interval, intersect } from '../lib/index.ts';
import type { LedgerRow, OutageTimes, RevisionAction } from '../model/index.ts';
import type { Derived } from './derive.ts';

/** What of a row is written; its id, number and time are the store's. */
export type RowContent = Omit<LedgerRow, 'id' | 'revisionNumber' | 'updatedAt'>;

/** One row to be written. */
export interface RowChange {
  /** Undefined for a new row. */
  id: string | undefined;
  /** `revisionNumber` that it rests on; 0 for a new row. */
  basedOn: number;
  row: RowContent;
  action: RevisionAction;
  reason: string;
}

/** Counts down time in the site's opening hours. */
export type CountMinutes = (down: readonly Interval[]) => LedgerRow['minutes'];

/**
 * What must be written so that the rows of a site say what the evidence says now. Nothing that a person decided is
 * taken back: where the evidence speaks against it, the row says so.
 *
 * @param stored rows of the site that touch the window, of every status.
 * @param derived outages of the site that touch the window.
 * @param at when the evidence speaks.
 */
export function reconcile(
  stored: readonly LedgerRow[],
  derived: readonly Derived[],
  count: CountMinutes,
  at: number,
): RowChange[] {
  const groups = groupBySplit(stored);
  const pairs = pairUp(groups, derived);
  const changes: RowChange[] = [];
  for (const one of derived) {
    const group = pairs.get(one);
    if (!group) changes.push(opened(one, count));
    else for (const row of group) changes.push(...(isInPart(row, one) ? revised(row, one, count, at) : gone(row, at)));
  }
  const paired = new Set(pairs.values());
  for (const group of groups) if (!paired.has(group)) for (const row of group) changes.push(...gone(row, at));
  return withMerged(stored, changes);
}

/** Rows that were split from one another follow one derived outage together. */
function groupBySplit(rows: readonly LedgerRow[]): LedgerRow[][] {
  return [...Map.groupBy(rows, (row) => row.split?.of ?? row.id).values()];
}

/** Each derived outage gets the group that it overlaps most; what is left over on either side is new or gone. */
function pairUp(groups: readonly LedgerRow[][], derived: readonly Derived[]): Map<Derived, LedgerRow[]> {
  const candidates = groups.flatMap((group) =>
    derived.flatMap((one) => {
      const overlapMs = overlap(group, one);
      return overlapMs === undefined ? [] : [{ group, one, overlapMs }];
    }),
  );
  // A row that counts comes before one that was withdrawn: that one returns only where nothing else tells of it.
  const rank = (group: readonly LedgerRow[]): number => (group.every((row) => row.status === 'withdrawn') ? 1 : 0);
  candidates.sort(
    (a, b) => rank(a.group) - rank(b.group) || b.overlapMs - a.overlapMs || a.one.outage.from - b.one.outage.from,
  );
  const pairs = new Map<Derived, LedgerRow[]>();
  const taken = new Set<LedgerRow[]>();
  for (const { group, one } of candidates) {
    if (pairs.has(one) || taken.has(group)) continue;
    pairs.set(one, group);
    taken.add(group);
  }
  return pairs;
}

function overlap(group: readonly LedgerRow[], { outage }: Derived): number | undefined {
  const span = { from: outage.from, until: outage.until ?? FOREVER };
  const parts = group.flatMap(({ own, subject, siteId }) => {
    const isOfIt = subject === outage.subject && siteId === outage.siteId;
    return (isOfIt && intersect({ from: own.from, until: own.until ?? FOREVER }, span)) || [];
  });
  return parts.length === 0 ? undefined : parts.reduce((sum, part) => sum + part.until - part.from, 0);
}

/** Later than any time that is written down. */
const FOREVER = 8_000_000_000_000;

function opened({ outage, down }: Derived, count: CountMinutes): RowChange {
  const times = timesOf(outage, down, null, count);
  const row: RowContent = {
    ...outage,
    ...times,
    status: statusOf(times, null),
    own: times,
    confirmed: null,
    disagreement: null,
    excluded: null,
    notes: [],
    attachments: [],
    ticket: null,
    mergedInto: null,
    merged: [],
    split: null,
    statements: [],
  };
  return { id: undefined, basedOn: 0, row, action: 'opened', reason: 'evidence' };
}

function revised(row: LedgerRow, { outage, down }: Derived, count: CountMinutes, at: number): RowChange[] {
  const times = timesOf(outage, down, row.split, count);
  // While it goes on the figures of the last revision stand; a reader counts up to his own now.
  const own = times.until === null ? { ...times, downMs: row.own.downMs, minutes: row.own.minutes } : times;
  const next: RowContent = {
    ...contentOf(row),
    ...outage,
    ...own,
    own,
    status: statusOf(own, row.mergedInto),
    disagreement: disagreementOf(row, outage.suggested, at),
  };
  if (isSame(contentOf(row), next)) return [];
  return [{ id: row.id, basedOn: row.revisionNumber, row: next, ...whyRevised(row, next) }];
}

function statusOf({ until }: OutageTimes, mergedInto: string | null): LedgerRow['status'] {
  if (mergedInto !== null) return 'merged';
  return until === null ? 'ongoing' : 'closed';
}

/** The times of a derived outage, or of the part that a split row stands for. */
function timesOf(
  outage: Derived['outage'],
  down: readonly Interval[],
  split: LedgerRow['split'],
  count: CountMinutes,
): OutageTimes {
  const part = clipTo(outage, split);
  const inPart = down.flatMap((span) => intersect(span, { from: part.from, until: part.until ?? FOREVER }) ?? []);
  const downMs = inPart.reduce((sum, span) => sum + span.until - span.from, 0);
  return { ...part, interruptions: Math.max(0, inPart.length - 1), downMs, minutes: count(inPart) };
}

function whyRevised(row: LedgerRow, next: RowContent): Pick<RowChange, 'action' | 'reason'> {
  if (row.status === 'withdrawn') return { action: 'returned', reason: 'evidence' };
  if (row.status === 'ongoing' && next.status === 'closed') return { action: 'closed', reason: 'evidence' };
  return { action: 'revised', reason: row.status === 'ongoing' ? 'evidence' : 'late-evidence' };
}

/** Whether anything is left of the part that a split row stands for. */
function isInPart({ split }: LedgerRow, { outage }: Derived): boolean {
  const isOver = split?.from != null && outage.until !== null && outage.until <= split.from;
  const isYetToCome = split?.until != null && outage.from >= split.until;
  return !isOver && !isYetToCome;
}

/** The part of a derived outage that a split row stands for. */
function clipTo(
  outage: Derived['outage'],
  split: LedgerRow['split'],
): Pick<Derived['outage'], 'from' | 'until' | 'start' | 'end'> {
  const { from, until, start, end } = outage;
  if (!split) return { from, until, start, end };
  const cutFrom = split.from !== null && split.from > from ? split.from : null;
  const cutUntil = split.until !== null && split.until < (until ?? FOREVER) ? split.until : null;
  return {
    from: cutFrom ?? from,
    start: cutFrom === null ? start : { earliest: cutFrom, latest: cutFrom },
    until: cutUntil ?? until,
    end: cutUntil === null ? end : { earliest: cutUntil, latest: cutUntil },
  };
}

/** New evidence that names another cause than the officer did is shown; the officer's word stands. */
function disagreementOf(row: LedgerRow, suggested: LedgerRow['suggested'], at: number): LedgerRow['disagreement'] {
  if (!row.confirmed || suggested.cause === row.confirmed.cause || suggested.confidence === 'undetermined') return null;
  if (row.disagreement?.what === 'cause') return row.disagreement;
  return row.suggested.cause === suggested.cause ? null : { at, what: 'cause' };
}

/** A row without evidence is withdrawn, unless a person stands behind it. */
function gone(row: LedgerRow, at: number): RowChange[] {
  if (row.status === 'withdrawn' || row.disagreement?.what === 'gone') return [];
  const isDecided = row.confirmed !== null || row.excluded !== null || row.mergedInto !== null || row.merged.length > 0;
  const own = row.own.until === null ? { ...row.own, until: at, end: { earliest: row.own.from, latest: at } } : row.own;
  const next: RowContent = isDecided
    ? { ...contentOf(row), ...own, own, status: statusOf(own, row.mergedInto), disagreement: { at, what: 'gone' } }
    : { ...contentOf(row), ...own, own, status: 'withdrawn' };
  const action = isDecided ? 'revised' : 'withdrawn';
  return [{ id: row.id, basedOn: row.revisionNumber, row: next, action, reason: 'late-evidence' }];
}

/** A row that others were merged into covers them too. */
function withMerged(stored: readonly LedgerRow[], changes: readonly RowChange[]): RowChange[] {
  const result = new Map(changes.map((change) => [change.id ?? change, change]));
  const now = (row: LedgerRow): RowContent => result.get(row.id)?.row ?? contentOf(row);
  for (const head of stored.filter((row) => row.merged.length > 0)) {
    const members = stored.filter((row) => row.mergedInto === head.id);
    // Members out of sight: the window does not hold the whole row, and nothing in it changed.
    if (members.length !== head.merged.length) continue;
    const row = spanning(now(head), members.map(now));
    const known = result.get(head.id);
    if (isSame(contentOf(head), row)) result.delete(head.id);
    else if (known) known.row = row;
    else {
      const change = {
        id: head.id,
        basedOn: head.revisionNumber,
        row,
        action: 'revised',
        reason: 'late-evidence',
      } as const;
      result.set(head.id, change);
    }
  }
  return [...result.values()];
}

/**
 * A row that covers itself and its members: from the first start to the last end, with the down time of all. What has
 * no evidence left is not counted: another of them may cover that time now.
 */
export function spanning(head: RowContent, members: readonly RowContent[]): RowContent {
  const given = [head, ...members];
  const valid = given.filter((row) => row.disagreement?.what !== 'gone');
  const all = (valid.length > 0 ? valid : given).map((row) => row.own).sort((a, b) => a.from - b.from);
  const ends = all.toSorted((a, b) => (b.until ?? FOREVER) - (a.until ?? FOREVER));
  const first = all[0] ?? head.own;
  const last = ends[0] ?? head.own;
  const sum = (pick: (times: OutageTimes) => number): number => all.reduce((total, times) => total + pick(times), 0);
  const times: OutageTimes = {
    from: first.from,
    start: first.start,
    until: last.until,
    end: last.end,
    downMs: sum((one) => one.downMs),
    interruptions: sum((one) => one.interruptions) + all.length - 1,
    minutes: {
      ...head.own.minutes,
      wholeMs: sum((one) => one.minutes.wholeMs),
      openMs: sum((one) => one.minutes.openMs),
    },
  };
  return { ...head, ...times, status: statusOf(times, head.mergedInto) };
}

/** A row without what the store adds. */
export function contentOf(row: LedgerRow): RowContent {
  const { id: _id, revisionNumber: _number, updatedAt: _at, ...content } = row;
  return content;
}

function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [left, right] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))];
  return left.length === right.size && left.every(([key, value]) => right.has(key) && isSame(value, right.get(key)));
}
