import type { SaveReferenceRequest } from '@wardwatch/shared/api';
import { saveReferenceRequest } from '@wardwatch/shared/api';
import type { FormReading } from '../../components/form-controller.ts';
import { readText } from '../../components/read-text.ts';
import { mistakes } from '../../data/schema.ts';
import type { Messages } from '../../i18n/vi.ts';

/** Fields of a reference's form that can be wrong. */
export type ReferenceField = keyof Messages['references']['mistakes'];

/** Documents that may cite a reference as a basis. */
export const CITING = ['quarter-report', 'budget-request'] as const;

const FIELDS: readonly ReferenceField[] = [
  'type',
  'number',
  'issuedOn',
  'issuer',
  'subject',
  'effectiveFrom',
  'effectiveUntil',
  'checkedBy',
  'checkedOn',
];

/** What the filled-in form asks for; without an id it is a new one. */
export function referenceRequest(
  data: FormData,
  before: { id?: string; revision: number },
): FormReading<SaveReferenceRequest, ReferenceField> {
  const orNull = (name: string): string | null => readText(data, name).trim() || null;
  const by = orNull('checkedBy');
  const on = orNull('checkedOn');
  const request: SaveReferenceRequest = {
    ...(before.id === undefined ? {} : { id: before.id }),
    type: readText(data, 'type'),
    number: orNull('number'),
    issuedOn: orNull('issuedOn'),
    issuer: readText(data, 'issuer'),
    subject: readText(data, 'subject'),
    effectiveFrom: orNull('effectiveFrom'),
    effectiveUntil: orNull('effectiveUntil'),
    checked: by === null || on === null ? null : { by, on },
    citedIn: CITING.filter((kind) => data.getAll('citedIn').includes(kind)),
    revision: before.revision,
  };
  const wrong = new Set(
    mistakes(saveReferenceRequest, request).map((name) => FIELDS.find((one) => one === name) ?? 'checkedBy'),
  );
  const { effectiveFrom: from, effectiveUntil: until } = request;
  if (from !== null && until !== null && until <= from) wrong.add('effectiveUntil');
  if (by === null && on !== null) wrong.add('checkedBy');
  if (by !== null && on === null) wrong.add('checkedOn');
  return wrong.size > 0 ? { wrong } : { value: request };
}

/** Whether the reference is in force on a day, `YYYY-MM-DD`; open ends count as in force. */
export function isInForce(
  { effectiveFrom, effectiveUntil }: { effectiveFrom: string | null; effectiveUntil: string | null },
  day: string,
): boolean {
  return (effectiveFrom === null || effectiveFrom <= day) && (effectiveUntil === null || day < effectiveUntil);
}
