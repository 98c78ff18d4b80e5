/** How a service fails; the first word of the fact's detail. */
export type FailureKind =
  /** The name does not resolve. */
  | 'dns'
  /** No connection: refused, unreachable, or no answer to it. */
  | 'connect'
  /** Connected, and then nothing for too long. */
  | 'timeout'
  /** The encryption or the certificate. */
  | 'tls'
  /** The answer's status says so, or the answer is none. */
  | 'status'
  /** The page sends elsewhere: too often, in a circle, or to nowhere. */
  | 'redirect'
  /** The text that the page must hold is not there. */
  | 'content';

/** What one look measured besides its outcome. */
export interface LookFigures {
  /** Milliseconds until the answer, the look-up of the name included. */
  ms?: number;
  /** Whole days that the certificate is still good for; negative once it has ended. */
  certificateDays?: number;
  /** What is wrong with how the service proves who it is, although people's browsers get there. */
  flaw?: string;
}

/** What came of one look at a service. */
export type ServiceLook = LookFigures &
  (
    | { outcome: 'answered'; ms: number; /** What was odd about the answer. */ note?: string }
    | { outcome: 'failed'; kind: FailureKind; detail: string }
    /** Not tried, or trouble of this machine: says nothing of the service. `denied` by the local policy. */
    | { outcome: 'impossible'; detail: string }
  );

/** A look that failed. */
export function failed(kind: FailureKind, detail: string, figures: LookFigures = {}): ServiceLook {
  return { outcome: 'failed', kind, detail, ...figures };
}

/** A look that the local policy does not allow. */
export const DENIED: ServiceLook = { outcome: 'impossible', detail: 'denied by local policy' };
