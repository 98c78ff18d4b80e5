import type { Interval } from '@wardwatch/shared/lib';
import type { JournalStore, Store } from '../store/store.ts';

const HOUR_MS = 3_600_000;
/** How long a mean is kept: a device that catches up hardly moves it, and reading a quarter takes a while. */
const KEPT_MS = 10 * 60_000;
/** Means that are kept at the most; the oldest goes first. */
const MAX_KEPT = 64;

/** Mean latencies of devices, kept for a while: each unpacks every hour of the period. */
export class LatencyMemory {
  readonly #journal: Pick<JournalStore, 'metrics'>;
  readonly #kept = new Map<string, { at: number; mean: number | null }>();

  constructor(journal: Pick<JournalStore, 'metrics'>) {
    this.#journal = journal;
  }

  /** Mean latency beyond the gateway in the whole hours of a window, milliseconds; null where none was measured. */
  async mean(deviceId: string, { from, until }: Interval, now: number): Promise<number | null> {
    const window = { from, until: Math.floor(until / HOUR_MS) * HOUR_MS };
    if (window.from >= window.until) return null;
    const key = `${deviceId} ${window.from} ${window.until}`;
    const known = this.#kept.get(key);
    if (known && Math.abs(now - known.at) < KEPT_MS) return known.mean;
    const series = await this.#journal.metrics(deviceId, window, 1);
    const mean = series.find(({ name }) => name === 'internet.rtt')?.mean[0] ?? null;
    this.#keep(key, { at: now, mean });
    return mean;
  }

  #keep(key: string, value: { at: number; mean: number | null }): void {
    this.#kept.delete(key);
    this.#kept.set(key, value);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MAX_KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }
}

const memories = new WeakMap<JournalStore, LatencyMemory>();

/** The memory that belongs to a store, for as long as that is there. */
export function latencyMemory({ journal }: Pick<Store, 'journal'>): LatencyMemory {
  const memory = memories.get(journal) ?? new LatencyMemory(journal);
  memories.set(journal, memory);
  return memory;
}
