import type { Clock } from '@wardwatch/shared/lib';
import { LIMITS } from '@wardwatch/shared/protocol';

/** Patience after a change of the network, milliseconds: the line is suspect already. */
const CHECK_MS = 3_000;

/**
 * Sees to it that the server hears from us, and notices when it does not answer: a half-open line looks alive for a
 * quarter of an hour to whoever only listens. Any frame sent counts as a beat, any frame heard as an answer.
 */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #on: { beat: () => void; dead: () => void };
  #everyMs = 0;
  #sentAt = 0;
  #cancelBeat: (() => void) | undefined;
  #cancelPatience: (() => void) | undefined;

  constructor(clock: Clock, on: { beat: () => void; dead: () => void }) {
    this.#clock = clock;
    this.#on = on;
  }

  start(everyMs: number): void {
    this.#everyMs = Math.max(1_000, everyMs);
    this.sent();
  }

  /** A frame was sent. */
  sent(): void {
    if (this.#everyMs === 0) return;
    this.#sentAt = this.#clock.mono();
    this.#arm();
  }

  /** A frame was heard. */
  heard(): void {
    this.#cancelPatience?.();
    this.#cancelPatience = undefined;
  }

  /**
   * The agent is awake anyhow: a beat that would soon be due goes now, because a wake of its own costs more processor
   * time than the beat.
   */
  pulse(): void {
    if (this.#everyMs > 0 && this.#clock.mono() - this.#sentAt >= this.#everyMs / 2) this.#ask(LIMITS.heartbeatAckMs);
  }

  /** Asks at once, with little patience. */
  check(): void {
    this.heard();
    this.#ask(CHECK_MS);
  }

  stop(): void {
    this.#everyMs = 0;
    this.#cancelBeat?.();
    this.#cancelPatience?.();
  }

  #arm(): void {
    this.#cancelBeat?.();
    if (this.#everyMs === 0) return;
    this.#cancelBeat = this.#clock.after(this.#everyMs, () => this.#ask(LIMITS.heartbeatAckMs));
  }

  #ask(patienceMs: number): void {
    // Armed here as well, since a beat may go out a little later than it was asked for.
    this.#arm();
    this.#cancelPatience ??= this.#clock.after(patienceMs, () => this.#on.dead());
    this.#on.beat();
  }
}
