import type { Clock, Interval, Logger } from '@wardwatch/shared/lib';
import type { Metrics } from '../metrics/metrics.ts';
import type { Ask, Canary } from './canary.ts';

/** From the start of one round to that of the next. */
export const ROUND_EVERY_MS = 15_000;
/** What has not answered by then does not answer in this round. */
export const ANSWER_WITHIN_MS = 3_000;
/** A hole between two failed rounds that is longer than this was not watched: the machine slept, or its clock was set. */
const JOIN_MS = 45_000;

/** What the canaries need. */
export interface CanariesDeps {
  /** None: nothing is ever asked, and the server never takes itself for blind. */
  canaries: readonly Canary[];
  ask: Ask;
  /** Told after each failed round of the time since a canary last answered, wall clock. */
  onDown: (span: Interval) => Promise<void>;
  clock: Clock;
  metrics: Metrics;
  log: Logger;
}

/**
 * Tells whether this server itself has a network: the canaries are asked all at once every 15 s, and while none of them
 * answers the server is blind. What looks like a dark ward then is nobody's outage.
 */
export class Canaries {
  readonly #deps: CanariesDeps;
  readonly #stopping = new AbortController();
  /** The run of failed rounds that goes on: from the last answer before it to the end of the last round. */
  #down: Interval | undefined;
  #lastAnswerAt: number | undefined;
  #failedRounds = 0;
  #stopTimer: (() => void) | undefined;
  #running: Promise<void> | undefined;

  constructor(deps: CanariesDeps) {
    this.#deps = deps;
    deps.metrics.export(
      'wardwatch_canary_rounds_failed_total',
      'Rounds in which no canary answered',
      () => this.#failedRounds,
    );
  }

  /** Whether no canary answered in the last round. */
  get isBlind(): boolean {
    return this.#down !== undefined;
  }

  /** Begins with a round at once. */
  start(): void {
    if (this.#deps.canaries.length > 0) this.#tick();
  }

  /** Cuts the round under way short; it does not count. */
  async stop(): Promise<void> {
    this.#stopTimer?.();
    this.#stopping.abort();
    await this.idle();
  }

  /** Waits for the round under way. */
  async idle(): Promise<void> {
    await this.#running;
  }

  #tick(): void {
    if (this.#stopping.signal.aborted) return;
    this.#stopTimer = this.#deps.clock.after(ROUND_EVERY_MS, () => this.#tick());
    this.#running ??= this.#round().finally(() => {
      this.#running = undefined;
    });
  }

  async #round(): Promise<void> {
    const { clock } = this.#deps;
    const from = clock.now();
    const isAnswered = await this.#askAll();
    if (this.#stopping.signal.aborted) return;
    if (isAnswered) this.#up(clock.now());
    else await this.#fail({ from, until: clock.now() });
  }

  /** Whether any canary answers; the first answer ends the round. */
  async #askAll(): Promise<boolean> {
    const { canaries, ask, clock } = this.#deps;
    const ending = new AbortController();
    const end = (): void => ending.abort();
    const cancelTimeout = clock.after(ANSWER_WITHIN_MS, end);
    this.#stopping.signal.addEventListener('abort', end, { once: true });
    try {
      const asked = canaries.map(async (canary) => {
        const isThere = await ask(canary, ending.signal);
        if (isThere) end();
        return isThere;
      });
      return (await Promise.all(asked)).includes(true);
    } finally {
      cancelTimeout();
      this.#stopping.signal.removeEventListener('abort', end);
    }
  }

  #up(at: number): void {
    this.#lastAnswerAt = at;
    if (this.#down) this.#deps.log.info('canaries.answer-again', { ...this.#down });
    this.#down = undefined;
  }

  async #fail(round: Interval): Promise<void> {
    const { log, metrics, onDown } = this.#deps;
    this.#failedRounds += 1;
    const known = this.#down;
    const goesOn = known && round.from >= known.until && round.from - known.until <= JOIN_MS;
    if (!known) log.warn('canaries.silent', { from: round.from });
    // Since the last answer nothing shows that there was a network.
    const isRecent = this.#lastAnswerAt !== undefined && round.from - this.#lastAnswerAt <= JOIN_MS;
    const began = isRecent ? Math.min(this.#lastAnswerAt ?? round.from, round.from) : round.from;
    this.#down = { from: goesOn ? known.from : began, until: round.until };
    try {
      await onDown({ ...this.#down });
    } catch (error) {
      // The next round tells of the whole span again.
      metrics.storeFailures.inc({ operation: 'canaries-down' });
      log.error('canaries.not-written', { error });
    }
  }
}
