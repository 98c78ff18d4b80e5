/** The database cannot answer now. Nothing was written; the same call may succeed later. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  readonly code = 'store-unavailable';
  readonly retryable = true;
}

/** The database cannot be opened as it is; a person must act. The message says how. */
export class StoreUnusable extends Error {
  override readonly name = 'StoreUnusable';
  readonly code: 'store-newer' | 'store-locked' | 'store-corrupt' | 'store-unwritable' | 'store-unreachable';
  readonly retryable = false;

  constructor(code: StoreUnusable['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** What was given to the ledger cannot be right: a defect of the caller. Nothing was written. */
export class LedgerMisuse extends Error {
  override readonly name = 'LedgerMisuse';
  readonly code: 'row-unknown' | 'spans-overlap';
  readonly retryable = false;

  constructor(code: LedgerMisuse['code'], message: string) {
    super(message);
    this.code = code;
  }
}
