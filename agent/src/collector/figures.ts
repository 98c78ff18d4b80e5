import type { Logger } from '@wardwatch/shared/lib';
import { type FactName, MAX_METRIC_FIGURE, metricName, type MetricValues } from '@wardwatch/shared/model';
import * as v from 'valibot';
import { addMetrics, closeWindow, type OpenWindow, roundMetric, type Told } from './aggregate.ts';

/** A value older than this is no longer the device's present. */
const LATEST_LIFETIME_MS = 900_000;
/** Names of figures that are followed at a time: what 16 services, 16 watched devices and the machine itself give, twice. */
export const MAX_FIGURES = 256;
/** Most figures of the device's present. */
const MAX_LATEST = 64;

/** Collects what probes measured: by the minute, and as it is now. A figure that cannot be told costs no other. */
export class Figures {
  readonly #log: Logger;
  #window: OpenWindow = new Map();
  #windowFrom: number;
  #told: Told = new Map();
  readonly #latest = new Map<string, { value: number; mono: number }>();
  /** Figures that were left out: no number, out of bounds, a name that is none, or too many names. */
  dropped = 0;

  constructor(log: Logger, mono: number) {
    this.#log = log;
    this.#windowFrom = mono;
  }

  /** Takes the figures of one reading. */
  add(metrics: Readonly<Record<string, number>>, mono: number): void {
    const good = Object.entries(metrics).filter(([name, value]) => this.#takes(name, value, mono));
    this.#window = addMetrics(this.#window, Object.fromEntries(good));
    for (const [name, value] of good) this.#latest.set(name, { value, mono });
  }

  /** What of the time since the last call is worth telling, in parts that each fit an entry, and how long that was. */
  close(mono: number): { parts: MetricValues[]; spanMs: number } {
    const { parts, told } = closeWindow(this.#window, this.#told, mono);
    const spanMs = Math.max(1, mono - this.#windowFrom);
    this.#told = told;
    this.restart(mono);
    return { parts, spanMs };
  }

  /** Throws away what was collected since the last `close`. */
  restart(mono: number): void {
    this.#window = new Map();
    this.#windowFrom = mono;
  }

  /** Figures as they are now. */
  latest(mono: number): Record<string, number> {
    this.#prune(mono);
    const fresh = [...this.#latest].slice(0, MAX_LATEST);
    return Object.fromEntries(fresh.map(([name, { value }]) => [name, roundMetric(name, value)]));
  }

  /** Forgets what belongs to facts that nobody measures any more. */
  forget(facts: readonly FactName[]): void {
    const isKept = (name: string): boolean => !facts.some((fact) => belongsTo(name, fact));
    this.#told = new Map([...this.#told].filter(([name]) => isKept(name)));
    for (const name of this.#latest.keys()) if (!isKept(name)) this.#latest.delete(name);
  }

  #takes(name: string, value: number, mono: number): boolean {
    const isKnown = this.#latest.has(name);
    if (!isKnown && this.#latest.size >= MAX_FIGURES) this.#prune(mono);
    const isGood =
      Math.abs(value) <= MAX_METRIC_FIGURE && (isKnown || (this.#latest.size < MAX_FIGURES && v.is(metricName, name)));
    if (!isGood) this.#drop(name, value);
    return isGood;
  }

  /** Logged once: what is wrong is wrong again a tick later. */
  #drop(name: string, value: number): void {
    this.dropped += 1;
    if (this.dropped === 1) this.#log.warn('figure-dropped', { metric: name, value: String(value) });
  }

  #prune(mono: number): void {
    for (const [name, known] of this.#latest) {
      if (mono - known.mono > LATEST_LIFETIME_MS) this.#latest.delete(name);
    }
    // What is no longer seen is told again when it comes back, so it need not be remembered.
    this.#told = new Map([...this.#told].filter(([name]) => this.#latest.has(name)));
  }
}

/** Whether a metric is of what the fact is about: `service.time:portal` of `service:portal`, `gateway.rtt` of `gateway`. */
function belongsTo(metric: string, fact: FactName): boolean {
  const [base, id] = split(metric);
  const [family, factId] = split(fact);
  return base.startsWith(`${family}.`) && id === factId;
}

function split(name: string): [string, string | undefined] {
  const colon = name.indexOf(':');
  return colon < 0 ? [name, undefined] : [name.slice(0, colon), name.slice(colon + 1)];
}
