import { keysOf } from '../lib/index.ts';

/** What an agent does after the server closed its session. */
export type AfterClose =
  /** Reconnect with back-off. */
  | 'retry'
  /** Wait at least `retryAfterMs` of the `bye` frame, or five minutes, then reconnect. */
  | 'wait'
  /** Stop connecting until a person acts; go on recording. */
  | 'stop';

interface CloseCode {
  code: number;
  after: AfterClose;
}

/** Close codes of the agent protocol, by the name that `bye` carries as its reason. */
export const CLOSE = {
  'bad-frame': { code: 4000, after: 'wait' },
  unauthenticated: { code: 4001, after: 'wait' },
  'pending-approval': { code: 4002, after: 'wait' },
  revoked: { code: 4003, after: 'stop' },
  superseded: { code: 4004, after: 'wait' },
  'version-unsupported': { code: 4005, after: 'wait' },
  'slow-down': { code: 4006, after: 'wait' },
  'shutting-down': { code: 4007, after: 'retry' },
  'hello-timeout': { code: 4008, after: 'retry' },
  silent: { code: 4009, after: 'retry' },
  'store-unavailable': { code: 4010, after: 'wait' },
} as const satisfies Record<string, CloseCode>;

export type CloseReason = keyof typeof CLOSE;
export const CLOSE_REASONS: readonly CloseReason[] = keysOf(CLOSE);

/** How long `wait` lasts where the server did not say. */
export const DEFAULT_WAIT_MS = 300_000;

/** What to do after a close code; an unknown one, or none, is a line that broke. */
export function afterClose(code: number): AfterClose {
  return Object.values(CLOSE).find((close) => close.code === code)?.after ?? 'retry';
}
