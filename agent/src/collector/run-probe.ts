import type { Clock, Logger } from '@wardwatch/shared/lib';
import { describeError } from '../lib/errors.ts';
import { deadline, type Probe, type Reading } from '../probes/probe.ts';
import { holes } from './facts.ts';

/** After a run that was broken off, the next may come so long after its beginning, milliseconds. */
const BROKEN_OFF_MS = 60_000;

/** Runs one probe, never twice at a time, and never for longer than it may. */
export class ProbeRunner {
  readonly probe: Probe;
  readonly #clock: Clock;
  readonly #log: Logger;
  #isStopped = false;
  #run: { abandon: AbortController; ended: Promise<Reading> } | undefined;
  /** Runs left out because the one before had not ended. */
  skipped = 0;
  /** When it ran last; of a probe whose first run is put off, when it would have run to be due then. */
  lastRunAt: number | undefined;

  constructor(probe: Probe, options: { clock: Clock; log: Logger }) {
    this.probe = probe;
    this.#clock = options.clock;
    this.#log = options.log;
    this.putOff();
  }

  /** Whether a run has not ended. */
  get isBusy(): boolean {
    return this.#run !== undefined;
  }

  /** As if configured now: a probe that shares its beginning with others comes at its own place again. */
  putOff(): void {
    const { firstAfterMs, everyMs = 0 } = this.probe;
    if (firstAfterMs !== undefined) this.lastRunAt = this.#clock.mono() - everyMs + firstAfterMs;
  }

  /**
   * Takes over from one that ran the same before a change of the configuration: it comes no sooner for that. One whose
   * run was broken off has still to show something.
   */
  follow(before: ProbeRunner): void {
    const { everyMs = 0 } = this.probe;
    const { lastRunAt } = before;
    if (lastRunAt === undefined) return;
    this.lastRunAt = before.isBusy ? lastRunAt - everyMs + Math.min(everyMs, BROKEN_OFF_MS) : lastRunAt;
  }

  /**
   * What the probe saw; holes where it ran out of time or broke; undefined where the run before still holds it up, or
   * where this one was abandoned.
   */
  async run(): Promise<Reading | undefined> {
    if (this.#isStopped) return undefined;
    if (this.#run) {
      this.skipped += 1;
      return undefined;
    }
    this.lastRunAt = this.#clock.mono();
    const abandon = new AbortController();
    const limit = deadline(this.#clock, this.probe.timeoutMs, abandon.signal);
    const late = this.#onAbort(limit.signal);
    const run = { abandon, ended: this.#guarded(limit.signal) };
    this.#run = run;
    try {
      const reading = await Promise.race([run.ended, late]);
      return abandon.signal.aborted ? undefined : reading;
    } finally {
      limit.done();
    }
  }

  /**
   * Ends a run in progress, whose reading then counts for nothing. True once the probe may run anew; false where
   * somebody else waits for that already.
   */
  async abandon(): Promise<boolean> {
    const run = this.#run;
    if (!run) return true;
    if (run.abandon.signal.aborted) return false;
    run.abandon.abort();
    await run.ended;
    return true;
  }

  /** Ends a run in progress, whose reading then counts for nothing, and runs no more. */
  stop(): void {
    this.#isStopped = true;
    this.#run?.abandon.abort();
  }

  /** The probe is busy until its own promise settles, even when nobody waits for it any more. */
  async #guarded(signal: AbortSignal): Promise<Reading> {
    try {
      return await this.probe.run(signal);
    } catch (error) {
      // Broken off from here, which is no fault of the probe.
      if (isAbort(error, signal)) return holes(this.probe.facts, 'took too long');
      this.#log.error('probe-broken', { probe: this.probe.name, message: describeError(error) });
      return holes(this.probe.facts, 'the probe failed');
    } finally {
      this.#run = undefined;
    }
  }

  #onAbort(signal: AbortSignal): Promise<Reading> {
    return new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve(holes(this.probe.facts, 'took too long')), { once: true });
    });
  }
}

function isAbort(error: unknown, signal: AbortSignal): boolean {
  if (!signal.aborted) return false;
  return error === signal.reason || (error instanceof Error && ['AbortError', 'TimeoutError'].includes(error.name));
}
