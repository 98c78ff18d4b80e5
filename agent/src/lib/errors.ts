/** What went wrong with the agent as a whole. Each code has one meaning and one exit code. */
export type AgentErrorCode =
  /** The options do not hold; the message lists every mistake. */
  | 'config-invalid'
  /** There is no key or no server address in the data folder. */
  | 'not-enrolled'
  /** There is a key already, and nobody asked to replace it. */
  | 'already-enrolled'
  /** The server said no; the message says why. */
  | 'refused'
  /** The server did not answer, or with something else than the protocol. A retry may help. */
  | 'unreachable'
  /** The server's certificate is not trusted, or the address is not one that the agent may use. */
  | 'untrusted'
  /** The data folder cannot be made, read or written. */
  | 'data-folder'
  /** Another agent runs on the same data folder. */
  | 'already-running'
  /** Nobody confirmed that this machine may be watched. */
  | 'not-attested'
  /** This machine touches a network that its owner listed as forbidden. */
  | 'forbidden-network'
  /** Installing or removing did not go through; what was begun is undone as far as the message does not say otherwise. */
  | 'install-failed'
  /** An update did not go through; the version of before is in place. */
  | 'update-failed';

/** A broken promise of the agent. The message names the thing and the next step, for a person. */
export class AgentError extends Error {
  override readonly name = 'AgentError';
  readonly code: AgentErrorCode;

  constructor(code: AgentErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** The operating system's code of an error (`ENOENT`), or undefined where it has none. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** One line about an error for a log: its system code where it has one, else its message. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const text = error instanceof AggregateError && !error.message ? describeError(error.errors[0]) : error.message;
  return text.replace(/\s+/g, ' ').slice(0, 200);
}
