import type { RecordOutcome } from '../store/record-store.ts';
import { RequestRefused } from './errors.ts';

/**
 * The revision under which records were kept.
 *
 * @throws RequestRefused where one stood in the way, with the code that says how.
 */
export function revisionOf(outcome: RecordOutcome): number {
  if (outcome.ok) return outcome.revision;
  const { error, id } = outcome;
  if (error === 'no-such-site') throw new RequestRefused('not-found', 'there is no such site');
  if (error === 'revised') throw new RequestRefused('revised', `${id} was changed meanwhile; look and send again`);
  throw new RequestRefused('key-taken', 'another one has this code', { fields: { code: 'choose another code' } });
}
