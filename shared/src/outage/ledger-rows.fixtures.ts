import type { DerivedOutage, LedgerRow, OutageTimes } from '../model/index.ts';
import type { Derived } from './derive.ts';
import type { CountMinutes } from './reconcile.ts';

/** Counts every other millisecond as opening time. */
export const countHalf: CountMinutes = (down) => {
  const wholeMs = down.reduce((sum, span) => sum + span.until - span.from, 0);
  return { wholeMs, openMs: wholeMs / 2, calendar: 'hours', calendarVersion: 3 };
};

/** An outage of site s1 from 1000 to 2000, for what is not given. */
export function outageOf(given: Partial<DerivedOutage> = {}): DerivedOutage {
  const { from = 1_000, until = 2_000 } = given;
  return {
    siteId: 's1',
    subject: 'site',
    from,
    until,
    start: { earliest: from - 10, latest: from },
    end: until === null ? null : { earliest: until - 10, latest: until },
    interruptions: 0,
    downMs: 0,
    suggested: { cause: 'internet-line', confidence: 'confirmed', rule: 'test', evidence: [] },
    services: [],
    declaredLate: false,
    incident: null,
    ...given,
  };
}

/** An outage as it is derived: down all the time, up to 9000 where it goes on, for what is not given. */
export function derivedOf(given: Partial<DerivedOutage> = {}, down?: Derived['down']): Derived {
  const outage = outageOf(given);
  return { outage, down: down ?? [{ from: outage.from, until: outage.until ?? 9_000 }] };
}

/** The row that stands for an outage as it is derived; its own times are those of the row, for what is not given. */
export function rowOf(given: Partial<LedgerRow> = {}): LedgerRow {
  const outage = outageOf(given);
  const downMs = given.downMs ?? (outage.until ?? 9_000) - outage.from;
  const { from, until, start, end, interruptions } = outage;
  const minutes = given.minutes ?? countHalf([{ from: 0, until: downMs }]);
  const own: OutageTimes = { from, until, start, end, interruptions, downMs, minutes };
  return {
    ...outage,
    ...own,
    id: 'SC-2026-0001',
    status: until === null ? 'ongoing' : 'closed',
    own,
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
    revisionNumber: 4,
    updatedAt: 5,
    ...given,
  };
}
