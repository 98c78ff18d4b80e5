import type { Clock } from '@wardwatch/shared/lib';

/**
 * The server's time, kept from its last word by a clock that does not step: how this PC's own clock is set does not
 * matter. Before the first word it is the PC's.
 */
export class ServerTime {
  readonly #clock: Clock;
  #known: { serverAt: number; mono: number } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The server said what time it is. */
  observe(serverAt: number): void {
    this.#known = { serverAt, mono: this.#clock.mono() };
  }

  /** The server's time now, UTC milliseconds. */
  now(): number {
    if (!this.#known) return this.#clock.now();
    return this.#known.serverAt + (this.#clock.mono() - this.#known.mono);
  }

  /** When the server was last heard, by its own clock. */
  get lastHeardAt(): number | undefined {
    return this.#known?.serverAt;
  }
}
