import type { OutageFigure, OutageSum, WardFigures } from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import { CAUSES, type Cause, type LedgerRow } from '@wardwatch/shared/model';
import { type RowPart, sumParts } from '../report/row-parts.ts';

/** The officer's cause, or the one that the rules suggest. */
function causeOf({ confirmed, suggested }: LedgerRow): Cause {
  return confirmed?.cause ?? suggested.cause;
}

/**
 * A row as the figures of a period show it: its start and down time within the period. One that still went on at the
 * period's last instant has no end there, whatever came later.
 */
export function outageFigure({ row, ms }: RowPart, window: Interval): OutageFigure {
  return {
    id: row.id,
    siteId: row.siteId,
    from: Math.max(row.from, window.from),
    until: row.until === null || row.until > window.until ? null : row.until,
    wholeMs: ms.wholeMs,
    openMs: ms.openMs,
    cause: causeOf(row),
    isConfirmed: row.confirmed !== null,
    confidence: row.suggested.confidence,
    services: [...row.services],
    interruptions: row.interruptions,
    notes: row.notes.map(({ text }) => text),
    attachments: row.attachments.map(({ name }) => name),
    ticket: row.ticket,
  };
}

/** Sums of what an officer confirmed, and of the rest. */
export function sumsOf(parts: readonly RowPart[]): { confirmed: OutageSum; suspected: OutageSum } {
  const isConfirmed = ({ row }: RowPart): boolean => row.confirmed !== null;
  return {
    confirmed: sumParts(parts.filter(isConfirmed)),
    suspected: sumParts(parts.filter((part) => !isConfirmed(part))),
  };
}

/** Sums of each cause that occurs, most confirmed opening hours first. */
export function byCause(parts: readonly RowPart[]): WardFigures['byCause'] {
  const groups = Map.groupBy(parts, ({ row }) => causeOf(row));
  return CAUSES.flatMap((cause) => {
    const group = groups.get(cause);
    return group ? [{ cause, ...sumsOf(group) }] : [];
  }).toSorted((a, b) => b.confirmed.openMs - a.confirmed.openMs || b.confirmed.wholeMs - a.confirmed.wholeMs);
}

/**
 * Outages of which it can be said what would have avoided them: of a power cut that began before the period its whole
 * length is not among the figures, so that nobody could say which battery bridges it.
 */
export function avoidable(parts: readonly RowPart[], window: Interval): OutageFigure[] {
  return parts
    .filter(({ row }) => row.from >= window.from || causeOf(row) !== 'mains-power')
    .map((part) => outageFigure(part, window));
}
