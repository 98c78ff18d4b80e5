import type { ApiErrorCode } from '@wardwatch/shared/api';
import type { LedgerRow } from '@wardwatch/shared/model';

/** Why a request brought nothing: the server's code, or what the console itself saw. */
export type FailureCode = ApiErrorCode | 'unreachable' | 'timeout' | 'unreadable' | 'cancelled';

/** A request that did not succeed. An expected outcome, so a value. */
export interface ApiFailure {
  code: FailureCode;
  /** Names of the fields that the server found wrong. */
  fields: readonly string[];
  /** Milliseconds that the server asks to wait, where it says. */
  retryAfterMs?: number;
  /** The ledger's row as it is now, where it was revised since the reader saw it. */
  row?: LedgerRow;
}

/** What a request brought. */
export type ApiResult<Value> = { ok: true; value: Value } | { ok: false; failure: ApiFailure };

/** A failure without details. */
export function failed(code: FailureCode): { ok: false; failure: ApiFailure } {
  return { ok: false, failure: { code, fields: [] } };
}
