import type { Cause, LedgerRow } from '../model/index.ts';
import { contentOf, type RowChange, type RowContent, spanning } from './reconcile.ts';

/** What an officer wants done with a row; see `outageAction` of the API. */
export type Decision =
  | { action: 'confirm'; cause: Cause; note?: string | undefined }
  | { action: 'unconfirm'; reason: string }
  | { action: 'note'; text: string }
  | { action: 'ticket'; ticket: string | null }
  | { action: 'merge'; reason: string }
  | { action: 'split'; at: number; reason: string }
  | { action: 'exclude'; reason: string }
  | { action: 'include'; reason: string };

/** Why something cannot be done. */
export type DecisionRefused =
  | 'row-not-counted'
  | 'not-confirmed'
  | 'merge-itself'
  | 'merge-elsewhere'
  | 'merge-twice'
  | 'merge-excluded'
  | 'split-outside'
  | 'split-merged'
  | 'excluded-already'
  | 'not-excluded';

export type DecisionOutcome = { ok: true; changes: RowChange[] } | { ok: false; error: DecisionRefused };

/**
 * What a decision writes: all of it or nothing.
 *
 * @param others rows to be merged into this one; empty for anything else.
 * @param countAgain down time of a part `[from, until)` of the row, for a split.
 */
export function decide(
  row: LedgerRow,
  decision: Decision,
  by: { id: string; at: number },
  others: readonly LedgerRow[] = [],
  countAgain: (
    from: number,
    until: number | null,
  ) => Pick<LedgerRow['own'], 'downMs' | 'minutes' | 'interruptions'> = () => row.own,
): DecisionOutcome {
  if (row.status === 'withdrawn' || row.status === 'merged') return refused('row-not-counted');
  const content = contentOf(row);
  switch (decision.action) {
    case 'confirm': {
      const confirmed = { cause: decision.cause, by: by.id, at: by.at, note: decision.note ?? '' };
      return changed(row, { ...content, confirmed, disagreement: null }, 'confirm', decision.note ?? '');
    }
    case 'unconfirm':
      if (!row.confirmed) return refused('not-confirmed');
      return changed(row, { ...content, confirmed: null, disagreement: null }, 'unconfirm', decision.reason);
    case 'note': {
      const notes = [...row.notes, { by: by.id, at: by.at, text: decision.text }];
      return changed(row, { ...content, notes }, 'note', decision.text);
    }
    case 'ticket':
      return changed(row, { ...content, ticket: decision.ticket }, 'ticket', decision.ticket ?? '');
    case 'merge':
      return merge(row, others, decision.reason);
    case 'split':
      return split(row, decision, by.at, countAgain);
    case 'exclude': {
      if (row.excluded) return refused('excluded-already');
      const excluded = { by: by.id, at: by.at, reason: decision.reason };
      return changed(row, { ...content, excluded }, 'exclude', decision.reason);
    }
    case 'include':
      if (!row.excluded) return refused('not-excluded');
      return changed(row, { ...content, excluded: null }, 'include', decision.reason);
    default:
      return decision satisfies never;
  }
}

function refused(error: DecisionRefused): DecisionOutcome {
  return { ok: false, error };
}

function changed(row: LedgerRow, content: RowContent, action: RowChange['action'], reason: string): DecisionOutcome {
  return { ok: true, changes: [{ id: row.id, basedOn: row.revisionNumber, row: content, action, reason }] };
}

function merge(row: LedgerRow, others: readonly LedgerRow[], reason: string): DecisionOutcome {
  if (others.some((other) => other.id === row.id)) return refused('merge-itself');
  if (others.some((other) => other.siteId !== row.siteId || other.subject !== row.subject))
    return refused('merge-elsewhere');
  if (row.excluded || others.some((other) => other.excluded)) return refused('merge-excluded');
  if (others.some((other) => other.mergedInto !== null || other.merged.length > 0 || other.status === 'withdrawn')) {
    return refused('merge-twice');
  }
  if (new Set(others.map((other) => other.id)).size !== others.length) return refused('merge-twice');
  const members = others.map((other) => ({ ...contentOf(other), mergedInto: row.id, status: 'merged' as const }));
  const known = row.merged.length > 0;
  if (known) return refused('merge-twice');
  const head = spanning({ ...contentOf(row), merged: others.map((other) => other.id) }, members);
  return {
    ok: true,
    changes: [
      { id: row.id, basedOn: row.revisionNumber, row: head, action: 'merge', reason },
      ...others.map((other, index) => ({
        id: other.id,
        basedOn: other.revisionNumber,
        row: members[index] ?? contentOf(other),
        action: 'merge' as const,
        reason,
      })),
    ],
  };
}

function split(
  row: LedgerRow,
  { at, reason }: { at: number; reason: string },
  now: number,
  countAgain: (from: number, until: number | null) => Pick<LedgerRow['own'], 'downMs' | 'minutes' | 'interruptions'>,
): DecisionOutcome {
  if (row.merged.length > 0) return refused('split-merged');
  if (at <= row.from || at >= (row.until ?? now)) return refused('split-outside');
  const cut = { earliest: at, latest: at };
  const root = row.split?.of ?? row.id;
  const first = { ...row.own, until: at, end: cut, ...countAgain(row.from, at) };
  const second = { ...row.own, from: at, start: cut, ...countAgain(at, row.until) };
  const content = contentOf(row);
  return {
    ok: true,
    changes: [
      {
        id: row.id,
        basedOn: row.revisionNumber,
        row: {
          ...content,
          ...first,
          own: first,
          status: 'closed',
          split: { of: root, from: row.split?.from ?? null, until: at },
        },
        action: 'split',
        reason,
      },
      {
        id: undefined,
        basedOn: 0,
        row: {
          ...content,
          ...second,
          own: second,
          status: row.until === null ? 'ongoing' : 'closed',
          split: { of: root, from: at, until: row.split?.until ?? null },
          notes: [],
          attachments: [],
          ticket: null,
        },
        action: 'split',
        reason,
      },
    ],
  };
}
