import type { EventEntry, FactEntry, MetricsEntry } from '@wardwatch/shared/model';
import { storable } from './rows.ts';
import type { AcceptedEntry, JournalCommit, RejectedEntry, StoredEntry } from './store.ts';
import type { JournalEntriesTable, RejectedEntriesTable, SamplesTable } from './tables.ts';

const HOUR_MS = 3_600_000;

/** Characters of a rejected entry that are kept. */
const MAX_REJECTED_CHARS = 2_000;

/** Hours since 1970 of a time. */
export function hourOf(at: number): number {
  return Math.floor(at / HOUR_MS);
}

/** The journal row of an entry that is one: a fact, an event, or figures without a usable time. */
export function entryRow(
  commit: JournalCommit,
  { correctedAt, quality, offsetMs }: AcceptedEntry,
  entry: FactEntry | EventEntry | MetricsEntry,
): JournalEntriesTable {
  return {
    agent_id: commit.agentId,
    epoch: commit.epoch,
    seq: entry.seq,
    boot_id: commit.bootId,
    mono: entry.mono,
    wall: entry.at,
    corrected_at: Math.round(correctedAt),
    quality,
    offset_ms: Math.round(offsetMs),
    ...contentOf(entry),
    received_at: Math.round(commit.receivedAt),
  };
}

function contentOf(entry: FactEntry | EventEntry | MetricsEntry): Pick<JournalEntriesTable, 'kind' | 'name' | 'body'> {
  const { seq: _seq, at: _at, mono: _mono, ...content } = entry;
  switch (content.kind) {
    case 'fact': {
      const { kind, fact, ...body } = content;
      return { kind, name: fact, body: JSON.stringify(body) };
    }
    case 'event': {
      const { kind, event, ...body } = content;
      return { kind, name: event, body: JSON.stringify(body) };
    }
    case 'metrics':
      break;
  }
  const { kind, ...body } = content;
  return { kind, name: '', body: JSON.stringify(body) };
}

/** The entry of a row that `entryRow` made of a fact or an event. */
export function storedEntry(row: JournalEntriesTable): StoredEntry {
  const { kind, name, seq, wall: at, mono } = row;
  const title = kind === 'fact' ? { kind, fact: name } : { kind, event: name };
  // The columns hold what a schema has passed on the way in.
  const entry: StoredEntry['entry'] = { seq, at, mono, ...title, ...JSON.parse(row.body) };
  return {
    agentId: row.agent_id,
    epoch: row.epoch,
    bootId: row.boot_id,
    seq,
    correctedAt: row.corrected_at,
    quality: row.quality,
    entry,
  };
}

/** The row of a metrics entry with a usable time. */
export function sampleRow(commit: JournalCommit, correctedAt: number, entry: MetricsEntry): SamplesTable {
  return {
    agent_id: commit.agentId,
    hour: hourOf(correctedAt),
    corrected_at: Math.round(correctedAt),
    epoch: commit.epoch,
    seq: entry.seq,
    span_ms: entry.spanMs,
    metric_values: JSON.stringify(entry.values),
  };
}

/** The row of a rejected entry; `place` counts those of one commit. */
export function rejectedRow(
  commit: JournalCommit,
  { seq, reason, text }: RejectedEntry,
  { revision, place }: { revision: number; place: number },
): RejectedEntriesTable {
  return {
    agent_id: commit.agentId,
    revision,
    place,
    epoch: commit.epoch,
    boot_id: commit.bootId,
    seq,
    reason: storable(reason),
    text: storable(text.slice(0, MAX_REJECTED_CHARS)),
    received_at: Math.round(commit.receivedAt),
  };
}
