import { ATTACHMENT_TYPES, MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS, type OutageAction } from '@wardwatch/shared/api';
import { CAUSES, type LedgerRow } from '@wardwatch/shared/model';
import { inputInstant } from '../../components/ward-input.ts';
import type { Format } from '../../i18n/format.ts';
import type { Messages } from '../../i18n/vi.ts';
import { readText } from '../../components/read-text.ts';

/** What an officer can do with a row. */
export const QUESTIONS = [
  'confirm',
  'unconfirm',
  'note',
  'ticket',
  'attach',
  'merge',
  'split',
  'exclude',
  'include',
] as const;
export type Question = (typeof QUESTIONS)[number];

/** What makes sense for a row as it is. A merged or withdrawn row takes notes and files only. */
export function questionsFor(row: LedgerRow): Question[] {
  if (row.status === 'merged' || row.status === 'withdrawn') return ['note', 'ticket', 'attach'];
  return QUESTIONS.filter((question) => {
    if (question === 'unconfirm') return row.confirmed !== null;
    if (question === 'exclude') return row.excluded === null;
    return question === 'include' ? row.excluded !== null : true;
  });
}

/** A mistake of a form: the field's name, and what to do. */
export interface Mistake {
  field: string;
  words: string;
}

/** What the filled-in form asks of the server, or what is wrong with it. Files are sent otherwise: see `fileMistake`. */
export function actionOf(
  question: Exclude<Question, 'attach'>,
  data: FormData,
  row: LedgerRow,
  now: number,
  t: Messages,
): OutageAction | Mistake {
  const basedOn = row.revisionNumber;
  const { outage } = t;
  const note = readText(data, 'note').trim();
  const reason = readText(data, 'reason').trim();
  const needsReason = reason === '' ? { field: 'reason', words: outage.reasonRule } : undefined;
  switch (question) {
    case 'confirm': {
      const cause = CAUSES.find((candidate) => candidate === readText(data, 'cause')) ?? row.suggested.cause;
      return { action: 'confirm', basedOn, cause, ...(note === '' ? {} : { note }) };
    }
    case 'note':
      return note === '' ? { field: 'note', words: outage.noteRule } : { action: 'note', basedOn, text: note };
    case 'ticket':
      return { action: 'ticket', basedOn, ticket: readText(data, 'ticket').trim() || null };
    case 'merge': {
      const ids = data.getAll('ids').filter((id) => typeof id === 'string');
      if (ids.length === 0) return { field: 'ids', words: outage.mergeRule };
      return needsReason ?? { action: 'merge', basedOn, ids, reason };
    }
    case 'split': {
      const at = inputInstant(readText(data, 'at'));
      if (at === undefined || at <= row.from || at >= (row.until ?? now))
        return { field: 'at', words: outage.splitRule };
      return needsReason ?? { action: 'split', basedOn, at, reason };
    }
    case 'unconfirm':
    case 'exclude':
    case 'include':
      break;
  }
  return needsReason ?? { action: question, basedOn, reason };
}

const MOST_NAME_LENGTH = 120;

/** Largest file in whole megabytes, for words. */
export const MAX_FILE_MB = MAX_ATTACHMENT_BYTES / 1_048_576;

/** What is wrong with a file before it is sent; undefined where nothing is. */
export function fileMistake(
  file: Pick<File, 'name' | 'size' | 'type'> | undefined,
  row: LedgerRow,
  t: Messages,
  format: Format,
): string | undefined {
  const { outage } = t;
  if (row.attachments.length >= MAX_ATTACHMENTS) return outage.tooManyFiles(format.number(MAX_ATTACHMENTS));
  if (!file || file.name === '') return outage.fileRule;
  if (!ATTACHMENT_TYPES.some((type) => type === file.type)) return t.errors['file-type-refused'];
  if (file.size === 0) return outage.fileEmpty;
  if (file.size > MAX_ATTACHMENT_BYTES) return outage.fileTooLarge(format.number(MAX_FILE_MB));
  return file.name.length > MOST_NAME_LENGTH ? outage.fileNameTooLong : undefined;
}
