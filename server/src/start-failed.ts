/** The server cannot start as it is configured; a person must act. The message says how. */
export class StartFailed extends Error {
  override readonly name = 'StartFailed';
  readonly code: 'address-unusable' | 'tls-unreadable' | 'ledger-key-unusable' | 'secrets-key-unusable';

  constructor(code: StartFailed['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
