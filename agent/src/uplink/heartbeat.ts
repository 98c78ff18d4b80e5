import type { Clock } from '@wardwatch/shared/lib';
import { LIMITS } from '@wardwatch/shared/protocol';

/** Patience after a change of the network, milliseconds: the line is suspect already. */
const CHECK_MS = 3_000;

/** What a heartbeat does by others. */
export interface HeartbeatTasks {
  /** Sends what waits for company; tells whether anything does. */
  sendWaiting: () => boolean;
  /** Sends a beat, which is answered at once. */
  beat: () => void;
  /** No answer came. */
  dead: () => void;
}

/**
 * Sees to it that the server hears from us, and notices when it does not answer: a half-open line looks alive for a
 * quarter of an hour to whoever only listens. Any frame sent counts as a beat, any frame heard as an answer.
 */
export class Heartbeat {
  readonly #clock: Clock;
  readonly #on: HeartbeatTasks;
  #everyMs = 0;
  #sentAt = 0;
  #cancelBeat: (() => void) | undefined;
  #cancelPatience: (() => void) | undefined;

  constructor(clock: Clock, on: HeartbeatTasks) {
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
    this.#cancelBeat?.();
    this.#cancelBeat = this.#clock.after(this.#everyMs, () => this.#due());
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
    if (this.#everyMs > 0 && this.#clock.mono() - this.#sentAt >= this.#everyMs / 2) this.#due();
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

  /** What waits to be sent anyhow is as good a sign of life as a beat; it counts as sent from now on. */
  #due(): void {
    if (this.#on.sendWaiting()) this.sent();
    else this.#ask(LIMITS.heartbeatAckMs);
  }

  #ask(patienceMs: number): void {
    this.#cancelPatience ??= this.#clock.after(patienceMs, () => this.#on.dead());
    this.#on.beat();
  }
}
