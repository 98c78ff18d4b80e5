import type { Clock } from '@wardwatch/shared/lib';
import type { FactValue } from '@wardwatch/shared/model';
import { deadline } from '../probe.ts';

/** How long the next look at the line is waited for: it comes every tick, and takes a while when the line is down. */
export const LINE_WAIT_MS = 30_000;
/**
 * A line that has just come back drops the first tries of much that goes through it: a failure begun within so long
 * says nothing of the other end. The rules of the ledger doubt it as well.
 */
export const LINE_SETTLE_MS = 90_000;

/**
 * What this device knows of its own line out, so that what cannot be reached while there is no line is not blamed on
 * whoever is at its other end. Written by the look at the Internet, read by those that go through it.
 */
export class LineState {
  readonly #clock: Clock;
  #seen: FactValue | null = null;
  #lastDownMono = Number.NEGATIVE_INFINITY;
  /** Aborts when the next look has ended. */
  #next = new AbortController();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A look at the line has ended. */
  note(value: FactValue | null): void {
    this.#seen = value;
    if (value === 'down') this.#lastDownMono = this.#clock.mono();
    this.#next.abort();
    this.#next = new AbortController();
  }

  /**
   * Whether there was no line at some time since `mono`. Waits for the next look, since the last may have been before
   * the cut; false where nobody looks.
   */
  async wasDownSince(mono: number, signal: AbortSignal): Promise<boolean> {
    if (this.#seen === null) return false;
    const limit = deadline(this.#clock, LINE_WAIT_MS, signal);
    const next = this.#next.signal;
    await new Promise<void>((resolve) => {
      const wake = (): void => resolve();
      next.addEventListener('abort', wake, { once: true });
      limit.signal.addEventListener('abort', wake, { once: true });
      if (limit.signal.aborted) wake();
    });
    limit.done();
    return this.isDown || this.#lastDownMono >= mono;
  }

  /** Whether the last look found no line. */
  get isDown(): boolean {
    return this.#seen === 'down';
  }
}
