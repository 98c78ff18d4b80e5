import { lengthMs, type Interval } from '../../lib/index.ts';
import type { LedgerRow } from '../../model/index.ts';
import { common } from '../availability.ts';
import type { Derived } from '../derive.ts';
import { type CountMinutes, reconcile, type RowChange } from '../reconcile.ts';

/** A ledger in memory: rows by id, with what was done to each. */
export class LedgerScript {
  readonly rows = new Map<string, LedgerRow>();
  readonly actions = new Map<string, string[]>();

  /** Brings the rows of a site up to what the evidence says. */
  reconcile(siteId: string | null, derived: readonly Derived[], open: readonly Interval[], at: number): void {
    const stored = [...this.rows.values()].filter((row) => row.siteId === siteId);
    this.write(reconcile(stored, derived, countIn(open), at), at);
  }

  /** Writes what is to be written; a row that has changed since is a mistake. */
  write(changes: readonly RowChange[], at: number): void {
    for (const { id = this.#nextId(), basedOn, row, action } of changes) {
      const before = this.rows.get(id);
      if ((before?.revisionNumber ?? 0) !== basedOn) throw new RangeError(`${id} has changed meanwhile`);
      this.rows.set(id, { ...row, id, revisionNumber: basedOn + 1, updatedAt: at });
      this.actions.set(id, [...(this.actions.get(id) ?? []), action]);
    }
  }

  #nextId(): string {
    return `SC-2026-${String(this.rows.size + 1).padStart(4, '0')}`;
  }
}

/** Counts down time by the clock and in opening hours. */
export function countIn(open: readonly Interval[]): CountMinutes {
  return (down) => ({
    wholeMs: total(down),
    openMs: total(common(down, open)),
    calendar: 'test',
    calendarVersion: 1,
  });
}

function total(spans: readonly Interval[]): number {
  return spans.reduce((sum, span) => sum + lengthMs(span), 0);
}
