import type { DeclarationRow } from '@wardwatch/shared/api';
import { declaration } from '@wardwatch/shared/model';
import type { FormReading } from '../../components/form-controller.ts';
import { readText } from '../../components/read-text.ts';
import { isDate } from '../../components/ward-input.ts';
import { mistakes } from '../../data/schema.ts';
import type { Messages } from '../../i18n/vi.ts';
import type { Cell } from './readiness-matrix.ts';

/** Fields of the form that can be wrong. */
export type DeclarationField = keyof Messages['readiness']['mistakes'];

/** What may be declared, the usual first. */
export const DECLARED_RESULTS = ['met', 'partly', 'not-met', 'not-applicable'] as const;

/**
 * What a filled-in form declares of a criterion at a site, or the fields that are wrong.
 *
 * @param today the ward's day: nobody declares what will be.
 * @param revision of the declaration before; 0 for the first.
 */
export function declarationRequest(
  data: FormData,
  { siteId, criterionId }: Cell,
  today: string,
  revision: number,
): FormReading<DeclarationRow, DeclarationField> {
  const result = DECLARED_RESULTS.find((one) => one === readText(data, 'result'));
  const on = readText(data, 'on');
  const proof = readText(data, 'proof').trim();
  const wrong = new Set<DeclarationField>();
  if (!result) wrong.add('result');
  if (!isDate(on) || on > today) wrong.add('on');
  if (mistakes(declaration.entries.proof, proof).length > 0) wrong.add('proof');
  return result && wrong.size === 0
    ? { value: { siteId, criterionId, result, on, proof: proof.normalize('NFC'), revision } }
    : { wrong };
}
