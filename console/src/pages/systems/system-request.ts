import type { SystemRow } from '@wardwatch/shared/api';
import { namedSystem } from '@wardwatch/shared/model';
import type { ReportSystem } from '@wardwatch/shared/statements';
import type { FormReading } from '../../components/form-controller.ts';
import { readText } from '../../components/read-text.ts';
import { isDate } from '../../components/ward-input.ts';
import { mistakes } from '../../data/schema.ts';
import type { Messages } from '../../i18n/vi.ts';

/** Fields of the form that can be wrong. */
export type SystemField = keyof Messages['systems']['mistakes'];

/** States that a person may give a system. */
export const SYSTEM_STATUSES = ['in-use', 'partly', 'not-in-use'] as const;

/** Nothing was said of a system yet. */
export function emptySystem(id: string): SystemRow {
  return { id, serviceIds: [], status: null, on: null, note: '', revision: 0 };
}

/**
 * What a filled-in form says of a system, or the fields that are wrong. Of one that is never measured only its state and
 * day are taken, whatever the form holds.
 *
 * @param today the ward's day: nobody tells what will be.
 */
export function systemRequest(
  data: FormData,
  before: SystemRow,
  { watched }: Pick<ReportSystem, 'watched'>,
  today: string,
): FormReading<SystemRow, SystemField> {
  const status = SYSTEM_STATUSES.find((one) => one === readText(data, 'status')) ?? null;
  const on = readText(data, 'on');
  const isNever = watched.by === 'never';
  const note = isNever ? '' : readText(data, 'note').trim().normalize('NFC');
  const serviceIds = watched.by === 'service' ? data.getAll('serviceIds').filter((one) => typeof one === 'string') : [];
  const wrong = new Set<SystemField>();
  if (status !== null && (!isDate(on) || on > today)) wrong.add('on');
  if (mistakes(namedSystem.entries.note, note).length > 0) wrong.add('note');
  if (wrong.size > 0) return { wrong };
  return { value: { ...before, serviceIds, status, on: status === null ? null : on, note } };
}
