import type { Clock } from '@wardwatch/shared/lib';

/** Lets a few work at a time; whoever waits too long goes without. */
export class Turns {
  readonly #clock: Clock;
  readonly #most: number;
  readonly #maxWaitMs: number;
  readonly #waiting = new Set<() => void>();
  #running = 0;
  /** Turns that were not given in time. */
  refused = 0;

  constructor(clock: Clock, options: { most: number; maxWaitMs: number }) {
    this.#clock = clock;
    this.#most = options.most;
    this.#maxWaitMs = options.maxWaitMs;
  }

  /**
   * Does the work when it is its turn; undefined where the wait was too long or the signal aborted. Once the signal
   * aborts the turn is over, even of work that does not heed it: one that hangs must not take a place for ever.
   */
  async take<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T | undefined> {
    if (this.#running < this.#most) this.#running += 1;
    else if (!(await this.#wait(signal))) {
      this.refused += 1;
      return undefined;
    }
    let isOver = false;
    const end = (): void => {
      if (!isOver) this.#handOver();
      isOver = true;
    };
    signal.addEventListener('abort', end);
    try {
      return await work();
    } finally {
      signal.removeEventListener('abort', end);
      end();
    }
  }

  /** The turn is handed over, not given back: nobody slips in between. */
  #handOver(): void {
    const [next] = this.#waiting;
    if (next) next();
    else this.#running -= 1;
  }

  /** True once it is this one's turn. */
  #wait(signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const leave = (hasTurn: boolean): void => {
        this.#waiting.delete(enter);
        cancel();
        signal.removeEventListener('abort', giveUp);
        resolve(hasTurn);
      };
      const enter = (): void => leave(true);
      const giveUp = (): void => leave(false);
      const cancel = this.#clock.after(this.#maxWaitMs, giveUp);
      this.#waiting.add(enter);
      signal.addEventListener('abort', giveUp);
    });
  }
}
