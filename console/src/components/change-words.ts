import type { LedgerRow } from '@wardwatch/shared/model';
import type { Format } from '../i18n/format.ts';
import type { Messages } from '../i18n/vi.ts';
import { boundsWords } from './outage-words.ts';

type Changes = Messages['outage']['changes'];

/** What changed in a row between two of its revisions, in sentences; none where nothing that is shown changed. */
export function changeWords(before: LedgerRow, after: LedgerRow, t: Messages, format: Format): string[] {
  const words = t.outage.changes;
  return [
    ...timeChanges(before, after, t, format),
    ...causeChanges(before, after, t),
    ...officerChanges(before, after, words),
    ...partChanges(before, after, words),
    ...countChanges(before, after, words, format),
  ];
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function timeChanges(before: LedgerRow, after: LedgerRow, t: Messages, format: Format): string[] {
  const words = t.outage.changes;
  const lines: string[] = [];
  if (before.status !== after.status) lines.push(words.status(t.ledger.statuses[after.status]));
  if (!isSame(before.start, after.start)) lines.push(words.start(boundsWords(after.start, t, format)));
  if (isSame(before.end, after.end)) return lines;
  lines.push(after.end ? words.end(boundsWords(after.end, t, format)) : words.reopened);
  return lines;
}

function causeChanges(before: LedgerRow, after: LedgerRow, t: Messages): string[] {
  const words = t.outage.changes;
  const { causes, confidences } = t.ledger;
  const [old, next] = [before.suggested, after.suggested];
  const lines: string[] = [];
  if (old.cause !== next.cause || old.confidence !== next.confidence)
    lines.push(words.suggested(causes[next.cause], confidences[next.confidence]));
  if (!isSame(old.evidence, next.evidence)) lines.push(words.evidence(String(next.evidence.length)));
  if (before.confirmed?.cause !== after.confirmed?.cause)
    lines.push(after.confirmed ? words.confirmed(causes[after.confirmed.cause]) : words.unconfirmed);
  if (!isSame(before.disagreement, after.disagreement))
    lines.push(after.disagreement ? words.disagreement : words.agreement);
  return lines;
}

function officerChanges(before: LedgerRow, after: LedgerRow, words: Changes): string[] {
  const lines = [
    ...after.notes.slice(before.notes.length).map((note) => words.note(note.text)),
    ...after.attachments.slice(before.attachments.length).map((file) => words.attachment(file.name)),
  ];
  if (before.ticket !== after.ticket) lines.push(after.ticket === null ? words.noTicket : words.ticket(after.ticket));
  if (!isSame(before.excluded, after.excluded))
    lines.push(after.excluded ? words.excluded(after.excluded.reason) : words.included);
  return lines;
}

function partChanges(before: LedgerRow, after: LedgerRow, words: Changes): string[] {
  const lines: string[] = [];
  if (before.mergedInto !== after.mergedInto)
    lines.push(after.mergedInto === null ? words.unmerged : words.mergedInto(after.mergedInto));
  if (!isSame(before.merged, after.merged) && after.merged.length > 0)
    lines.push(words.merged(after.merged.join(', ')));
  if (after.split && !isSame(before.split, after.split)) lines.push(words.split(after.split.of));
  return lines;
}

function countChanges(before: LedgerRow, after: LedgerRow, words: Changes, format: Format): string[] {
  const lines: string[] = [];
  if (before.interruptions !== after.interruptions) lines.push(words.interruptions(format.number(after.interruptions)));
  if (before.minutes.wholeMs !== after.minutes.wholeMs) lines.push(words.whole(format.duration(after.minutes.wholeMs)));
  if (before.minutes.openMs !== after.minutes.openMs) lines.push(words.open(format.hours(after.minutes.openMs)));
  return lines;
}
