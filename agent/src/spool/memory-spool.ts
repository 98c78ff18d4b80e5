import type { Entry, StampedEntry } from '@wardwatch/shared/model';
import {
  addDropped,
  type Appended,
  type BatchLimits,
  type Dropped,
  droppedEvent,
  isExpendable,
  type Spool,
  type SpoolBatch,
  type SpoolBounds,
  type SpoolStats,
} from './spool.ts';

interface Held {
  entry: Entry;
  bootId: string;
  bytes: number;
}

/** A journal that lives as long as its process, for tests and for machines without a disk. Same promises otherwise. */
export class MemorySpool implements Spool {
  epoch: string;
  readonly #newEpoch: () => string;
  readonly #bounds: SpoolBounds;
  #held: Held[] = [];
  #last = 0;
  #shown = 0;
  #acknowledged = 0;
  #bytes = 0;
  #droppedMetrics = 0;
  #droppedOthers = 0;

  constructor(options: { newEpoch: () => string; bounds: SpoolBounds }) {
    this.#newEpoch = options.newEpoch;
    this.#bounds = options.bounds;
    this.epoch = options.newEpoch();
  }

  get shown(): number {
    return this.#shown;
  }

  async append(entry: StampedEntry, bootId: string): Promise<Appended> {
    const seq = this.#push(entry, bootId);
    const dropped = this.#makeRoom(entry.at);
    if (dropped) this.#push(droppedEvent(dropped, entry), bootId);
    return { ok: true, seq };
  }

  async readBatch(after: number, limits: BatchLimits): Promise<SpoolBatch | undefined> {
    const entries: Entry[] = [];
    let bytes = 0;
    let boot: string | undefined;
    for (const held of this.#held) {
      if (held.entry.seq <= after) continue;
      bytes += held.bytes;
      boot ??= held.bootId;
      const isFull = entries.length >= limits.maxEntries || bytes > limits.maxBytes || held.bootId !== boot;
      if (entries.length > 0 && isFull) break;
      entries.push(held.entry);
    }
    const to = entries.at(-1)?.seq;
    if (boot === undefined || to === undefined) return undefined;
    this.#shown = Math.max(this.#shown, to);
    return { epoch: this.epoch, bootId: boot, from: after + 1, to, entries };
  }

  async acknowledge(upTo: number): Promise<void> {
    this.#acknowledged = Math.max(this.#acknowledged, Math.min(upTo, this.#last));
    this.#keep((held) => held.entry.seq > this.#acknowledged);
  }

  async sync(): Promise<void> {
    // Memory has nothing more durable than itself.
  }

  async renewEpoch(): Promise<void> {
    const held = this.#held;
    this.epoch = this.#newEpoch();
    this.#held = [];
    this.#last = 0;
    this.#shown = 0;
    this.#acknowledged = 0;
    this.#bytes = 0;
    for (const { entry, bootId } of held) this.#push(withoutSeq(entry), bootId);
  }

  stats(): SpoolStats {
    return {
      first: this.#held[0]?.entry.seq ?? this.#last + 1,
      last: this.#last,
      acknowledged: this.#acknowledged,
      entries: this.#held.length,
      bytes: this.#bytes,
      droppedMetrics: this.#droppedMetrics,
      droppedOthers: this.#droppedOthers,
      failedAppends: 0,
      damaged: 0,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#held = [];
  }

  #push(entry: StampedEntry, bootId: string): number {
    this.#last += 1;
    const numbered = { seq: this.#last, ...entry };
    const bytes = Buffer.byteLength(JSON.stringify(numbered));
    this.#held.push({ entry: numbered, bootId, bytes });
    this.#bytes += bytes;
    return this.#last;
  }

  #makeRoom(now: number): Dropped | undefined {
    let dropped: Dropped | undefined;
    const drop = (isUnwanted: (held: Held) => boolean): void =>
      this.#keep((held) => {
        if (!isUnwanted(held)) return true;
        dropped = addDropped(dropped, { expendable: isExpendable(held.entry.kind), at: held.entry.at });
        return false;
      });
    drop(({ entry }) => isExpendable(entry.kind) && entry.at < now - this.#bounds.maxAgeMs);
    if (this.#bytes > this.#bounds.maxBytes) {
      drop(({ entry }) => this.#bytes > this.#bounds.maxBytes && isExpendable(entry.kind));
      drop(() => this.#bytes > this.#bounds.maxBytes);
    }
    this.#droppedMetrics += dropped?.metrics ?? 0;
    this.#droppedOthers += dropped?.others ?? 0;
    return dropped;
  }

  #keep(isWanted: (held: Held) => boolean): void {
    this.#held = this.#held.filter((held) => {
      const wanted = isWanted(held);
      if (!wanted) this.#bytes -= held.bytes;
      return wanted;
    });
  }
}

function withoutSeq(entry: Entry): StampedEntry {
  const { seq: _seq, ...stamped } = entry;
  return stamped;
}
