import { type IdentityRow, identityRow } from '@wardwatch/shared/api';
import { SIGNATURES } from '@wardwatch/shared/model';
import type { FormReading } from '../../components/form-controller.ts';
import { readText } from '../../components/read-text.ts';
import { mistakes } from '../../data/schema.ts';
import type { Messages } from '../../i18n/vi.ts';

/** Fields of the ward's particulars that can be wrong. */
export type IdentityField = keyof Messages['identity']['mistakes'];

/** Types of a ward, and of what it belongs to. */
export const WARD_TYPES = ['phường', 'xã', 'đặc khu'] as const;
export const CITY_TYPES = ['thành phố', 'tỉnh'] as const;

const FIELDS: readonly IdentityField[] = [
  'wardName',
  'cityName',
  'placeName',
  'draftingUnit',
  'signer',
  'reportTo',
  'requestTo',
  'recipients',
];

/** What the filled-in form asks for. */
export function identityRequest(data: FormData, revision: number): FormReading<IdentityRow, IdentityField> {
  const request: IdentityRow = {
    wardType: WARD_TYPES.find((one) => one === readText(data, 'wardType')) ?? 'phường',
    wardName: readText(data, 'wardName'),
    cityType: CITY_TYPES.find((one) => one === readText(data, 'cityType')) ?? 'thành phố',
    cityName: readText(data, 'cityName'),
    placeName: readText(data, 'placeName'),
    draftingUnit: readText(data, 'draftingUnit'),
    signature: SIGNATURES.find((one) => one === readText(data, 'signature')) ?? 'deputy',
    signer: readText(data, 'signer').trim() || null,
    reportTo: linesOf(readText(data, 'reportTo')),
    requestTo: linesOf(readText(data, 'requestTo')),
    recipients: linesOf(readText(data, 'recipients')),
    revision,
  };
  const wrong = new Set(mistakes(identityRow, request).map((name) => FIELDS.find((one) => one === name) ?? 'wardName'));
  return wrong.size > 0 ? { wrong } : { value: request };
}

/** Lines that hold something. */
function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
