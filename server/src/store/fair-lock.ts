import { StoreUnavailable } from './errors.ts';

interface Waiter {
  resolve: () => void;
  reject: (error: Error) => void;
}

/** A lock that is handed on in the order of asking, with a bounded queue. */
export class FairLock {
  readonly #maxWaiting: number;
  readonly #waiting: Waiter[] = [];
  #held = false;
  #onIdle: (() => void) | undefined;
  #closed = false;

  constructor(maxWaiting: number) {
    this.#maxWaiting = maxWaiting;
  }

  /** Whether the next to ask would be refused. */
  get isFull(): boolean {
    return this.#held && this.#waiting.length >= this.#maxWaiting;
  }

  /** Resolves when the lock is the caller's. Rejects with `StoreUnavailable` where the queue is full or closed. */
  acquire(): Promise<void> {
    if (this.#closed) return Promise.reject(new StoreUnavailable('the store is closed'));
    if (!this.#held) {
      this.#held = true;
      return Promise.resolve();
    }
    if (this.isFull) {
      return Promise.reject(new StoreUnavailable(`more than ${this.#maxWaiting} calls wait for the database`));
    }
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  /** Hands the lock to the next in the queue. */
  release(): void {
    const next = this.#waiting.shift();
    if (next) {
      next.resolve();
      return;
    }
    this.#held = false;
    this.#onIdle?.();
  }

  /** Refuses whoever asks from now on; resolves when those who asked before have had their turn. */
  close(): Promise<void> {
    this.#closed = true;
    return this.#held ? new Promise((resolve) => (this.#onIdle = resolve)) : Promise.resolve();
  }
}
