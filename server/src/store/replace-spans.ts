import { type Interval, intersect } from '@wardwatch/shared/lib';
import { LedgerMisuse } from './errors.ts';
import type { StoredSpan } from './ledger-store.ts';

/**
 * The timeline of one subject after a window of it was judged anew: outside the window what was stored, inside what is
 * fresh, spans cut at the window's edges, equal neighbours joined. In order.
 *
 * @param stored at least all spans that touch the window.
 * @throws LedgerMisuse `spans-overlap`: fresh spans of one subject must not share an instant.
 */
export function replaceSpans(
  stored: readonly StoredSpan[],
  window: Interval,
  fresh: readonly StoredSpan[],
): StoredSpan[] {
  const kept = stored.flatMap((span) => [
    ...clipped(span, { from: span.from, until: window.from }),
    ...clipped(span, { from: window.until, until: span.until }),
  ]);
  const inside = fresh.flatMap((span) => clipped(span, window));
  return joined([...kept, ...inside].toSorted((a, b) => a.from - b.from));
}

function clipped(span: StoredSpan, to: Interval): StoredSpan[] {
  const part = intersect(span, to);
  return part ? [{ ...span, ...part }] : [];
}

function joined(sorted: readonly StoredSpan[]): StoredSpan[] {
  const result: StoredSpan[] = [];
  for (const span of sorted) {
    const last = result.at(-1);
    if (last && span.from < last.until) {
      throw new LedgerMisuse('spans-overlap', `${span.subject} has two states at ${span.from}`);
    }
    if (last && last.until === span.from && saysTheSame(last, span)) last.until = span.until;
    else result.push({ ...span });
  }
  return result;
}

function saysTheSame(a: StoredSpan, b: StoredSpan): boolean {
  return a.state === b.state && a.under === b.under && a.reason === b.reason;
}
