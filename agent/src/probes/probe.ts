import type { Clock, Logger } from '@wardwatch/shared/lib';
import type { EntryBody, FactName, FactValue } from '@wardwatch/shared/model';

/** One way to measure. Owns no timer: whoever runs it decides when, and aborts what takes too long. */
export interface Probe {
  /** Fixed name, for the log, the schedule and `probe`. */
  readonly name: string;
  /** After so long the run is aborted and its facts are a hole, milliseconds. */
  readonly timeoutMs: number;
  /** How often; every tick where absent. Milliseconds. */
  readonly everyMs?: number;
  /** How long after it was configured it runs for the first time; at once where absent. Spreads what would begin together. */
  readonly firstAfterMs?: number;
  /** Facts that it may state; they become a hole when it cannot be run. */
  readonly facts: readonly FactName[];
  /** Whether it is run again at once when the network changes. */
  readonly watchesNetwork: boolean;
  /** Whether what it found wrong is looked at again at once when the line out is back; no where absent. */
  readonly watchesLine?: boolean;
  /** What it reaches for, where others may do so under another name: a change of names is no reason to do it sooner. */
  readonly target?: string;
  /** Measures once. A failure that was measured is data; only what is broken in the probe itself rejects. */
  run(signal: AbortSignal): Promise<Reading>;
}

/** A fact as measured; null is a hole: it could not be measured. `detail` says why, in few words. */
export interface FactReading {
  value: FactValue | null;
  detail?: string;
}

/** An event that a probe may report: what happened at one instant. */
export type EventBody = Extract<EntryBody, { kind: 'event' }>;

/** What one run saw. A fact that does not apply to this machine is absent. */
export interface Reading {
  facts?: Partial<Record<FactName, FactReading>>;
  /** By metric name, in the unit of the metric. */
  metrics?: Record<string, number>;
  /** What happened since the run before; each is written down once. A probe that describes a state reports a change of it alone. */
  events?: readonly EventBody[];
}

/** What became of one try to reach something. */
export type Attempt =
  | { outcome: 'answered'; ms: number; detail?: string }
  /**
   * It was tried and no good answer came. Definite: something said so, it is not mere silence. `refusedMs` is the time
   * after which the connection was refused.
   */
  | { outcome: 'failed'; detail: string; isDefinite: boolean; refusedMs?: number }
  /** It could not be tried: no permission, no program, not allowed. */
  | { outcome: 'impossible'; detail: string };

/** What probes share. */
export interface ProbeContext {
  clock: Clock;
  /** Fractional milliseconds from an arbitrary origin. */
  stopwatch: () => number;
  log: Logger;
  /** For a person who waits for the answer: what else would spread over the minutes after a start runs at once. */
  atOnce?: boolean;
}

/**
 * Signals abort after `ms` on the clock, or with `parent`. Call `done` when the work is over; what then still runs
 * under the signal is aborted too.
 */
export function deadline(clock: Clock, ms: number, parent: AbortSignal): { signal: AbortSignal; done: () => void } {
  const controller = new AbortController();
  const abort = (): void =>
    controller.abort(parent.aborted ? parent.reason : new DOMException('timeout', 'TimeoutError'));
  if (parent.aborted) abort();
  const cancel = clock.after(ms, abort);
  parent.addEventListener('abort', abort);
  const done = (): void => {
    cancel();
    parent.removeEventListener('abort', abort);
    controller.abort();
  };
  return { signal: controller.signal, done };
}
