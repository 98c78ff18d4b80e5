import type { ApiErrorCode } from '@wardwatch/shared/api';

/** Why something was not done; an edge turns it into its answer. */
export interface Refusal {
  code: ApiErrorCode;
  /** What was wrong and what to do next. */
  message: string;
  /** Fields of the request that are wrong. */
  fields?: Record<string, string>;
}

/** What came of it, or why nothing did and nothing was written. */
export type Outcome<Value> = { ok: true; value: Value } | { ok: false; refusal: Refusal };

export function done<Value>(value: Value): Outcome<Value> {
  return { ok: true, value };
}

export function refused(code: ApiErrorCode, message: string, fields?: Record<string, string>): Outcome<never> {
  return { ok: false, refusal: { code, message, ...(fields && { fields }) } };
}
