import type { ApiFailure } from '../data/api-failure.ts';
import type { Format } from '../i18n/format.ts';
import type { Messages } from '../i18n/vi.ts';

/** A failure as a sentence with the next step. */
export function failureWords(failure: ApiFailure, t: Messages, format: Format): string {
  const words = t.errors[failure.code];
  if (failure.retryAfterMs === undefined) return words;
  return `${words} ${t.retryAfter(format.duration(failure.retryAfterMs))}`;
}
