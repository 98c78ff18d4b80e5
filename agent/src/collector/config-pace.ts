import type { Clock } from '@wardwatch/shared/lib';

/** A configuration is followed by the next after so long at the soonest, milliseconds. */
export const CONFIG_PACE_MS = 30_000;

/** Lets the first value through at once and then one each span at the most: of those that come meanwhile, the latest. */
export class ConfigPace<T> {
  readonly #clock: Clock;
  readonly #apply: (value: T) => void;
  #waiting: { value: T } | undefined;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, apply: (value: T) => void) {
    this.#clock = clock;
    this.#apply = apply;
  }

  /** Applies the value now or in a while, unless a later one takes its place. */
  offer(value: T): void {
    this.#waiting = { value };
    if (!this.#cancel) this.#next();
  }

  /** Nothing is applied any more. */
  stop(): void {
    this.#waiting = undefined;
    this.#cancel?.();
  }

  #next(): void {
    const due = this.#waiting;
    this.#waiting = undefined;
    this.#cancel = due && this.#clock.after(CONFIG_PACE_MS, () => this.#next());
    if (due) this.#apply(due.value);
  }
}
