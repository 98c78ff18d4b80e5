/**
 * The time and timers that a layer may use. Passed in everywhere below a composition root, so that tests decide
 * what time it is and nothing sleeps.
 */
export interface Clock {
  /** Wall time, UTC milliseconds since 1970. May step. */
  now(): number;
  /** Milliseconds since this machine booted, sleep included where the system counts it. Never steps back within a boot. */
  mono(): number;
  /** Runs `task` once after `delayMs`. The returned function cancels it; cancelling twice is harmless. */
  after(delayMs: number, task: () => void): () => void;
}

/** Resolves after `delayMs` on the given clock, or rejects with the signal's reason as soon as it aborts. */
export function pause(clock: Clock, delayMs: number, signal?: AbortSignalLike): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const onAbort = (): void => {
      cancel();
      reject(signal?.reason);
    };
    const cancel = clock.after(delayMs, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort);
  });
}

/** The part of the platform's AbortSignal that pure code needs; the real one fits. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
