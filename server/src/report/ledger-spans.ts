import type { SiteRow, SiteSpan } from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import { heldOn, type LedgerStore, type StoredSpan } from '../store/ledger-store.ts';

/** What reading timelines needs. */
export type SpanReader = Pick<LedgerStore, 'spans' | 'sitesBegan' | 'checkpoints'>;

/**
 * Timelines of sites over a window, up to now at the latest: what held when a site was last judged holds on, and before
 * its first device it was not equipped. Sorted by site and start.
 */
export async function spansUpToNow(
  ledger: SpanReader,
  sites: readonly Pick<SiteRow, 'id'>[],
  window: Interval,
  now: number,
  subjects?: readonly string[],
): Promise<(StoredSpan & { siteId: string })[]> {
  const until = Math.min(window.until, now);
  if (until <= window.from) return [];
  const ids = sites.map((site) => site.id);
  const [stored, began, checkpoints] = await Promise.all([
    ledger.spans(ids, { from: window.from, until }, subjects),
    ledger.sitesBegan(ids),
    ledger.checkpoints(ids),
  ]);
  const bySite = Map.groupBy(stored, (span) => span.siteId);
  return ids.flatMap((id) => {
    const asOf = checkpoints.get(id)?.asOf ?? Infinity;
    const spans = (bySite.get(id) ?? []).map((span) => heldOn(span, asOf, until));
    const bare = { from: window.from, until: Math.min(until, began.get(id) ?? until) };
    const isAsked = !subjects || subjects.includes('site');
    return isAsked && bare.from < bare.until ? [notEquipped(id, bare)].concat(spans) : spans;
  });
}

function notEquipped(siteId: string, { from, until }: Interval): StoredSpan & { siteId: string } {
  return { siteId, subject: 'site', from, until, state: 'not-equipped', under: null, reason: null };
}

/** As it is sent. */
export function spanRow({ siteId, subject, from, until, state, reason }: StoredSpan & { siteId: string }): SiteSpan {
  return { siteId, subject, from, until, state, reason };
}
