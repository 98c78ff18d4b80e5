import type { Interval } from '@wardwatch/shared/lib';
import type { Subject } from '@wardwatch/shared/model';
import { union } from '@wardwatch/shared/outage';
import type { StoredSpan } from '../store/ledger-store.ts';

/** Subjects whose timelines other sites look at. */
function bearsOnOthers({ subject }: StoredSpan): boolean {
  return subject === 'site' || subject === 'power' || subject.startsWith('service:');
}

/** Where two versions of a site's timelines differ in what other sites look at, by subject; sorted and apart. */
export function changedSpans(
  before: readonly StoredSpan[],
  after: readonly StoredSpan[],
): ReadonlyMap<Subject, Interval[]> {
  const known = new Set(before.filter(bearsOnOthers).map(keyOf));
  const fresh = new Set(after.filter(bearsOnOthers).map(keyOf));
  const gone = before.filter((span) => bearsOnOthers(span) && !fresh.has(keyOf(span)));
  const come = after.filter((span) => bearsOnOthers(span) && !known.has(keyOf(span)));
  const subjects = new Set([...gone, ...come].map((span) => span.subject));
  const changed = [...subjects].map((subject): [Subject, Interval[]] => {
    const own = (spans: readonly StoredSpan[]): StoredSpan[] => spans.filter((span) => span.subject === subject);
    return [subject, union(differences(own(before), own(after)))];
  });
  return new Map(changed.filter(([, spans]) => spans.length > 0));
}

function keyOf({ subject, from, until, state, under, reason }: StoredSpan): string {
  return [subject, from, until, state, under, reason].join(' ');
}

function differences(before: readonly StoredSpan[], after: readonly StoredSpan[]): Interval[] {
  const edges = [...new Set([...before, ...after].flatMap((span) => [span.from, span.until]))].sort((a, b) => a - b);
  const valueIn = (spans: readonly StoredSpan[], at: number): string => {
    const span = spans.find((one) => one.from <= at && one.until > at);
    return span ? `${span.state} ${span.under} ${span.reason}` : '';
  };
  return edges.flatMap((from, index) => {
    const until = edges[index + 1];
    return until !== undefined && valueIn(before, from) !== valueIn(after, from) ? [{ from, until }] : [];
  });
}
