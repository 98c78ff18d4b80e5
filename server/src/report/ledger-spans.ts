import type { SiteRow, SiteSpan } from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import { heldOn, type LedgerStore, type StoredSpan } from '../store/ledger-store.ts';

/** What reading timelines needs. */
export type SpanReader = Pick<LedgerStore, 'spans' | 'siteBegan' | 'checkpoint'>;

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
  const stored = await ledger.spans(
    sites.map((site) => site.id),
    { from: window.from, until },
    subjects,
  );
  const bySite = Map.groupBy(stored, (span) => span.siteId);
  const lists = await Promise.all(
    sites.map(async ({ id }) => {
      const [began, checkpoint] = await Promise.all([ledger.siteBegan(id), ledger.checkpoint(id)]);
      const asOf = checkpoint?.asOf ?? Infinity;
      const spans = (bySite.get(id) ?? []).map((span) => heldOn(span, asOf, until));
      const bare = { from: window.from, until: Math.min(until, began ?? until) };
      const isBare = bare.from < bare.until && (!subjects || subjects.includes('site'));
      const head = { siteId: id, subject: 'site', state: 'not-equipped', under: null, reason: null, ...bare } as const;
      return isBare ? [head, ...spans] : spans;
    }),
  );
  return lists.flat();
}

/** As it is sent. */
export function spanRow({ siteId, subject, from, until, state, reason }: StoredSpan & { siteId: string }): SiteSpan {
  return { siteId, subject, from, until, state, reason };
}
