import { API_ERRORS, type ApiError, type ApiErrorCode } from '@wardwatch/shared/api';
import type { LedgerRow } from '@wardwatch/shared/model';

/** A request that is refused for a reason that its sender can understand. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly code: ApiErrorCode;
  readonly fields: Record<string, string> | undefined;
  readonly retryAfter: number | undefined;
  readonly row: LedgerRow | undefined;

  constructor(
    code: ApiErrorCode,
    message: string,
    more: { fields?: Record<string, string>; retryAfter?: number; row?: LedgerRow } = {},
  ) {
    super(message);
    this.code = code;
    this.fields = more.fields;
    this.retryAfter = more.retryAfter;
    this.row = more.row;
  }

  get status(): (typeof API_ERRORS)[ApiErrorCode] {
    return API_ERRORS[this.code];
  }

  /** The answer's body. */
  body(): ApiError {
    const { code, message, fields, retryAfter, row } = this;
    return {
      error: {
        code,
        message,
        ...(fields && { fields }),
        ...(row && { row }),
        ...(retryAfter === undefined ? {} : { retryAfter }),
      },
    };
  }
}
