import { entrySchemaFor } from '@wardwatch/shared/model';
import { type Batch, describeIssues } from '@wardwatch/shared/protocol';
import * as v from 'valibot';
import type { AcceptedEntry, RejectedEntry } from '../store/store.ts';
import { type ClockAnchor, placeEntry } from './correct-time.ts';

/** Why an entry is not stored as such; each has its counter. */
export const REJECTIONS = [
  'not-an-object',
  'seq-outside-batch',
  'seq-repeated',
  'unknown-kind',
  'schema',
  'time-unknown',
] as const;
export type Rejection = (typeof REJECTIONS)[number];

/** A rejected entry with its place in the batch. */
export type Refused = RejectedEntry & { index: number; code: Rejection };

/** A batch after all of its entries were judged. */
export interface JudgedBatch {
  accepted: AcceptedEntry[];
  refused: Refused[];
}

/** Bytes of a rejected entry that are kept for a person to look at. */
const KEPT_CHARACTERS = 2_000;

/** A batch, and what places it in time. */
export interface Submitted {
  batch: Batch;
  bootId: string;
  anchor: ClockAnchor;
  nowMs: number;
}

type Judging = Submitted & { seen: Set<number> };

type Step = { ok: true; accepted: AcceptedEntry } | { ok: false; code: Rejection; reason: string; seq: number | null };

/**
 * Judges each entry of a batch alone, in named steps: identify → check → place. One bad entry costs no other.
 */
export function judgeBatch(submitted: Submitted): JudgedBatch {
  const judging: Judging = { ...submitted, seen: new Set() };
  const judged: JudgedBatch = { accepted: [], refused: [] };
  submitted.batch.entries.forEach((raw, index) => {
    const result = judgeEntry(raw, judging);
    if (result.ok) judged.accepted.push(result.accepted);
    else {
      const { code, reason, seq } = result;
      judged.refused.push({ index, code, reason, seq, text: JSON.stringify(raw).slice(0, KEPT_CHARACTERS) });
    }
  });
  return judged;
}

function judgeEntry(raw: unknown, judging: Judging): Step {
  const identified = identify(raw, judging);
  if (!identified.ok) return identified;
  const checked = check(identified.entry, identified.seq);
  if (!checked.ok) return checked;
  return place(checked.entry, judging);
}

type Identified = { ok: true; entry: object; seq: number } | Extract<Step, { ok: false }>;

/** Finds the entry's number and sees that it is the batch's to give. */
function identify(raw: unknown, { batch, seen }: Judging): Identified {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return { ok: false, code: 'not-an-object', reason: 'an entry is a JSON object', seq: null };
  }
  const seq = 'seq' in raw && typeof raw.seq === 'number' && Number.isSafeInteger(raw.seq) ? raw.seq : null;
  if (seq === null || seq < batch.from || seq > batch.to) {
    return { ok: false, code: 'seq-outside-batch', reason: `seq must lie in ${batch.from}…${batch.to}`, seq };
  }
  if (seen.has(seq)) return { ok: false, code: 'seq-repeated', reason: 'the batch has this seq twice', seq };
  seen.add(seq);
  return { ok: true, entry: raw, seq };
}

type Checked = { ok: true; entry: AcceptedEntry['entry'] } | Extract<Step, { ok: false }>;

/** Checks the entry against the schema of the kind that it claims to be. */
function check(raw: object, seq: number): Checked {
  const schema = entrySchemaFor('kind' in raw ? raw.kind : undefined);
  if (!schema) return { ok: false, code: 'unknown-kind', reason: 'kind must be fact, event, alive or metrics', seq };
  const result = v.safeParse(schema, raw);
  if (!result.success) return { ok: false, code: 'schema', reason: describeIssues(result.issues), seq };
  return { ok: true, entry: result.output };
}

/** Gives the entry its corrected time. Facts and events of a hopeless clock are kept as suspect, figures are not. */
function place(entry: AcceptedEntry['entry'], { bootId, anchor, nowMs }: Judging): Step {
  const placed = placeEntry(entry, bootId, anchor, nowMs);
  if (placed.quality === 'suspect' && entry.kind === 'metrics') {
    return { ok: false, code: 'time-unknown', reason: 'no usable clock for these figures', seq: entry.seq };
  }
  return { ok: true, accepted: { ...placed, entry } };
}
