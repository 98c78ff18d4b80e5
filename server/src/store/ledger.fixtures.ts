import type { LedgerRow } from '@wardwatch/shared/model';
import type { LedgerNews, RowWrite, SiteJudgement, StoredSpan } from './ledger-store.ts';
import type { Store } from './store.ts';
import { HOUR_MS, MINUTE_MS, T0, type TestAgent } from './store.fixtures.ts';

type Content = RowWrite['row'];

/** A row of ten minutes without Internet. */
export function content(siteId: string | null, change: Partial<Content> = {}): Content {
  const from = change.from ?? T0;
  const until = change.until === undefined ? from + 10 * MINUTE_MS : change.until;
  const times = {
    from,
    until,
    start: { earliest: from - 15_000, latest: from },
    end: until === null ? null : { earliest: until - 15_000, latest: until },
    interruptions: 0,
    downMs: 10 * MINUTE_MS,
    minutes: { wholeMs: 10 * MINUTE_MS, openMs: 0, calendar: 'nvh', calendarVersion: 1 },
  };
  return {
    siteId,
    subject: 'site',
    ...times,
    suggested: {
      cause: 'internet-line',
      confidence: 'confirmed',
      rule: 'line-1',
      evidence: [{ kind: 'internet-down', at: from, text: 'Mất tín hiệu "WAN"' }],
    },
    services: [],
    incident: null,
    status: until === null ? 'ongoing' : 'closed',
    confirmed: null,
    disagreement: null,
    excluded: null,
    notes: [],
    attachments: [],
    ticket: null,
    mergedInto: null,
    merged: [],
    split: null,
    declaredLate: false,
    own: times,
    statements: [],
    ...change,
  };
}

/** A new row by the engine. */
export function opened(row: Content): RowWrite {
  return { id: undefined, basedOn: 0, row, action: 'opened', reason: 'evidence', by: 'engine' };
}

/** Another content for a row as its writer saw it. */
export function revised(seen: LedgerRow, change: Partial<Content>, by = 'engine'): RowWrite {
  const { id, revisionNumber, updatedAt: _updatedAt, ...row } = seen;
  return { id, basedOn: revisionNumber, row: { ...row, ...change }, action: 'revised', reason: 'late evidence', by };
}

/** A judgement that says nothing but how far it got. */
export function judgement(siteId: string, change: Partial<SiteJudgement> = {}): SiteJudgement {
  return {
    siteId,
    window: { from: T0, until: T0 + HOUR_MS },
    spans: [],
    rows: [],
    present: null,
    checkpoint: { siteId, asOf: T0 + HOUR_MS, nextAt: null },
    answered: [],
    at: T0 + HOUR_MS,
    ...change,
  };
}

/** A span of the site's own timeline. */
export function span(from: number, until: number, state: StoredSpan['state'] = 'up'): StoredSpan {
  return { subject: 'site', from, until, state, under: null, reason: null };
}

/** Writes rows, which must not be refused. */
export async function written(store: Store, writes: readonly RowWrite[], at = T0): Promise<LedgerRow[]> {
  const outcome = await store.ledger.write(writes, at);
  if (!outcome.ok) throw new Error('the rows were refused');
  return outcome.rows;
}

/** What waits, without clocks. */
export async function newsOf(store: Store, id: string): Promise<LedgerNews | undefined> {
  const all = await store.ledger.news(0, 10_000);
  return all.find((news) => news.id === id);
}

/** Answers all that waits for an agent, its site and all sites, so that only what comes later is new. */
export async function quieten(store: Store, { siteId }: Pick<TestAgent, 'siteId'>): Promise<void> {
  await store.ledger.judge(judgement(siteId, { answered: await store.ledger.news(0, 10_000) }));
}
