import type { Clock, Logger } from '@wardwatch/shared/lib';
import { describeError } from '../lib/errors.ts';
import { deadline, type Probe, type Reading } from '../probes/probe.ts';
import { holes } from './facts.ts';

/** Runs one probe, never twice at a time, and never for longer than it may. */
export class ProbeRunner {
  readonly probe: Probe;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #stop = new AbortController();
  #isBusy = false;
  /** Runs left out because the one before had not ended. */
  skipped = 0;
  /** When it ran last; of a probe whose first run is put off, when it would have run to be due then. */
  lastRunAt: number | undefined;

  constructor(probe: Probe, options: { clock: Clock; log: Logger }) {
    this.probe = probe;
    this.#clock = options.clock;
    this.#log = options.log;
    const { firstAfterMs, everyMs = 0 } = probe;
    if (firstAfterMs !== undefined) this.lastRunAt = options.clock.mono() - everyMs + firstAfterMs;
  }

  /** What the probe saw; holes where it ran out of time or broke; undefined where the run before still holds it up. */
  async run(): Promise<Reading | undefined> {
    if (this.#isBusy) {
      this.skipped += 1;
      return undefined;
    }
    this.#isBusy = true;
    this.lastRunAt = this.#clock.mono();
    const limit = deadline(this.#clock, this.probe.timeoutMs, this.#stop.signal);
    try {
      return await Promise.race([this.#guarded(limit.signal), this.#onAbort(limit.signal)]);
    } finally {
      limit.done();
    }
  }

  /** Ends a run in progress. */
  stop(): void {
    this.#stop.abort();
  }

  /** The probe is busy until its own promise settles, even when nobody waits for it any more. */
  async #guarded(signal: AbortSignal): Promise<Reading> {
    try {
      return await this.probe.run(signal);
    } catch (error) {
      this.#log.error('probe-broken', { probe: this.probe.name, message: describeError(error) });
      return holes(this.probe.facts, 'the probe failed');
    } finally {
      this.#isBusy = false;
    }
  }

  #onAbort(signal: AbortSignal): Promise<Reading> {
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve(holes(this.probe.facts, 'took too long')), { once: true });
    });
  }
}
