import { open, rm, type FileHandle } from 'node:fs/promises';
import type { Logger } from '@wardwatch/shared/lib';
import type { StampedEntry } from '@wardwatch/shared/model';
import { describeError, systemCode } from '../lib/errors.ts';
import { Serial } from '../lib/serial.ts';
import { SegmentReader } from './reader.ts';
import { encodeBoot, encodeEntry } from './record.ts';
import { compactSegment, deleteSegment, pickVictim } from './room.ts';
import { loadSegment, type Segment, writeAt, writeSegment } from './segment.ts';
import { openFolder, type OpenedFolder, writeAcknowledged, writeFolder } from './spool-folder.ts';
import {
  type Appended,
  type BatchLimits,
  type Dropped,
  droppedEvent,
  isDurable,
  isExpendable,
  mergeDropped,
  type Spool,
  type SpoolBatch,
  type SpoolBounds,
  type SpoolStats,
} from './spool.ts';

/** Bytes at which a segment is full; a new one follows. */
const SEGMENT_BYTES = 1_048_576;

/** A drained segment above this size is given up at once, so that a start has little to read. */
const TIDY_BYTES = 65_536;

const FULL_DISK_CODES = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

export interface DiskSpoolOptions {
  folder: string;
  bounds: SpoolBounds;
  newEpoch: () => string;
  log: Logger;
  segmentBytes?: number;
}

/** The journal on disk; FORMAT.md describes its files. One process at a time (`lock.ts`). */
export class DiskSpool implements Spool {
  readonly #options: Required<DiskSpoolOptions>;
  readonly #serial = new Serial();
  #state: OpenedFolder;
  #active: FileHandle;
  #next = 1;
  #shown = 0;
  #isUnsynced = false;
  /** The tail of the active segment may hold a part of a failed write. */
  #isTorn = false;
  #unreported: Dropped | undefined;
  #reader = new SegmentReader();
  #syncing: Promise<void> | undefined;
  #isClosed = false;
  readonly #counts = { droppedMetrics: 0, droppedOthers: 0, failedAppends: 0 };

  private constructor(options: Required<DiskSpoolOptions>, state: OpenedFolder, active: FileHandle) {
    this.#options = options;
    this.#state = state;
    this.#active = active;
    this.#adopt();
  }

  /** Opens the journal, mending what a kill or a power cut left. Rejects where the folder cannot be used. */
  static async open(given: DiskSpoolOptions): Promise<DiskSpool> {
    const segmentBytes = given.segmentBytes ?? SEGMENT_BYTES;
    // The segment being written never goes, so the bound must leave room for it and one more.
    const maxBytes = Math.max(given.bounds.maxBytes, 2 * segmentBytes);
    const options = { ...given, segmentBytes, bounds: { ...given.bounds, maxBytes } };
    const state = await openFolder(options);
    const spool = new DiskSpool(options, state, await open(lastOf(state.segments).file, 'r+'));
    spool.#shown = spool.#next - 1;
    await spool.#forgetAcknowledged();
    return spool;
  }

  get epoch(): string {
    return this.#state.epoch;
  }

  get shown(): number {
    return this.#shown;
  }

  async append(entry: StampedEntry, bootId: string): Promise<Appended> {
    const appended = await this.#serial.run(() => this.#append(entry, bootId));
    if (appended.ok && isDurable(entry.kind)) await this.sync();
    return appended;
  }

  /** Callers that arrive while a sync waits for its turn share it. */
  sync(): Promise<void> {
    this.#syncing ??= this.#serial.run(() => {
      this.#syncing = undefined;
      return this.#syncNow();
    });
    return this.#syncing;
  }

  readBatch(after: number, limits: BatchLimits): Promise<SpoolBatch | undefined> {
    return this.#serial.run(async () => {
      await this.#syncNow();
      const read = await this.#reader.read(this.#state.segments, after, limits);
      if (!read) return undefined;
      const to = read.entries.at(-1)?.seq ?? after;
      this.#shown = Math.max(this.#shown, to);
      return { epoch: this.epoch, from: after + 1, to, ...read };
    });
  }

  acknowledge(upTo: number): Promise<void> {
    return this.#serial.run(async () => {
      const position = Math.min(upTo, this.#next - 1);
      if (position <= this.#state.acknowledged) return;
      this.#state.acknowledged = position;
      await writeAcknowledged(this.#state.ackSlots, this.epoch, position);
      await this.#forgetAcknowledged();
    });
  }

  renewEpoch(): Promise<void> {
    return this.#serial.run(async () => {
      const loaded = await Promise.all(this.#state.segments.map((segment) => loadSegment(segment.file)));
      const records = loaded.flatMap((one) => one?.records ?? []).filter((r) => r.seq > this.#state.acknowledged);
      await this.#close();
      this.#state = await writeFolder(this.#options, records);
      this.#active = await open(this.#tail.file, 'r+');
      this.#adopt();
      this.#shown = 0;
    });
  }

  stats(): SpoolStats {
    const { acknowledged, segments } = this.#state;
    const entries = segments.reduce((sum, segment) => sum + heldIn(segment, acknowledged), 0);
    const oldest = segments.find((segment) => segment.last > acknowledged);
    return {
      first: oldest ? Math.max(oldest.base, acknowledged + 1) : this.#next,
      last: this.#next - 1,
      acknowledged,
      entries,
      bytes: this.#bytes,
      damaged: this.#state.damaged,
      ...this.#counts,
    };
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#serial.run(async () => {
      if (this.#isClosed) return;
      this.#isClosed = true;
      await this.#syncNow();
      await this.#close();
    });
  }

  get #tail(): Segment {
    return lastOf(this.#state.segments);
  }

  get #bytes(): number {
    return this.#state.segments.reduce((sum, segment) => sum + segment.bytes, 0);
  }

  /**
   * The name of the newest segment keeps the numbering even when nothing is left in it. An older one may reach
   * further, where the newest is a stray that a failed roll left.
   */
  #adopt(): void {
    const { segments, acknowledged } = this.#state;
    this.#next = Math.max(acknowledged, ...segments.map((segment) => segment.last)) + 1;
    this.#reader = new SegmentReader();
    this.#isUnsynced = false;
    this.#isTorn = false;
  }

  async #append(entry: StampedEntry, bootId: string): Promise<Appended> {
    try {
      if (this.#isTorn || this.#tail.bytes >= this.#options.segmentBytes) await this.#roll();
      const seq = await this.#write(entry, bootId);
      await this.#tryMakeRoom(entry, bootId);
      return { ok: true, seq };
    } catch (error) {
      const code = systemCode(error);
      if (code === undefined) throw error;
      this.#counts.failedAppends += 1;
      return {
        ok: false,
        problem: FULL_DISK_CODES.has(code) ? 'disk-full' : 'io-error',
        message: describeError(error),
      };
    }
  }

  async #write(entry: StampedEntry, bootId: string): Promise<number> {
    const tail = this.#tail;
    const seq = this.#next;
    const boot = tail.bootId === bootId ? '' : encodeBoot(bootId);
    const bytes = Buffer.from(boot + encodeEntry(entry, seq));
    try {
      await writeAt(this.#active, bytes, tail.bytes);
    } catch (error) {
      this.#isTorn = true;
      await this.#active.truncate(tail.bytes);
      this.#isTorn = false;
      throw error;
    }
    tail.bytes += bytes.length;
    tail.bootId = bootId;
    tail.last = seq;
    tail.newestAt = Math.max(tail.newestAt, entry.at);
    if (isExpendable(entry.kind)) tail.metrics += 1;
    else tail.others += 1;
    this.#next += 1;
    this.#isUnsynced = true;
    return seq;
  }

  async #syncNow(): Promise<void> {
    if (!this.#isUnsynced) return;
    await this.#active.datasync();
    this.#isUnsynced = false;
  }

  /** Goes on in a new segment, on the disk under its name before anything is written to it. */
  async #roll(): Promise<void> {
    const segment = await writeSegment(this.#options.folder, this.epoch, this.#next);
    const handle = await open(segment.file, 'r+');
    await this.#syncNow();
    await this.#active.close();
    this.#active = handle;
    this.#isTorn = false;
    if (this.#tail.file === segment.file) this.#state.segments.pop();
    this.#state.segments.push(segment);
  }

  async #forgetAcknowledged(): Promise<void> {
    const { acknowledged } = this.#state;
    if (this.#tail.last <= acknowledged && this.#tail.bytes > TIDY_BYTES) await this.#roll();
    const tail = this.#tail;
    const done = this.#state.segments.filter((segment) => segment !== tail && segment.last <= acknowledged);
    await Promise.all(done.map((segment) => rm(segment.file, { force: true })));
    this.#state.segments = this.#state.segments.filter((segment) => !done.includes(segment));
  }

  /** The entry is written already, so trouble here is logged and met again at the next append. */
  async #tryMakeRoom(stamp: StampedEntry, bootId: string): Promise<void> {
    try {
      await this.#report(stamp, bootId);
      await this.#makeRoom(stamp, bootId);
    } catch (error) {
      this.#options.log.warn('spool-room-failed', { message: describeError(error) });
    }
  }

  /** Keeps the journal within its bounds. The notice is on the disk before what it speaks of goes. */
  async #makeRoom(stamp: StampedEntry, bootId: string): Promise<void> {
    const { bounds } = this.#options;
    for (;;) {
      const victim = pickVictim(this.#state.segments, this.#bytes, bounds, stamp.at);
      if (!victim) return;
      const plan = await (victim.metrics > 0 ? compactSegment : deleteSegment)(victim, this.#state.acknowledged);
      this.#count(plan.dropped);
      await this.#report(stamp, bootId);
      const left = await plan.carryOut(this.#options.folder, this.epoch);
      this.#state.segments = this.#state.segments.flatMap((one) => (one === victim ? left : one));
    }
  }

  #count(dropped: Dropped | undefined): void {
    this.#counts.droppedMetrics += dropped?.metrics ?? 0;
    this.#counts.droppedOthers += dropped?.others ?? 0;
    this.#unreported = mergeDropped(this.#unreported, dropped);
  }

  async #report(stamp: StampedEntry, bootId: string): Promise<void> {
    if (!this.#unreported) return;
    this.#options.log.warn('spool-dropped', { ...this.#unreported });
    await this.#write(droppedEvent(this.#unreported, stamp), bootId);
    await this.#syncNow();
    this.#unreported = undefined;
  }

  async #close(): Promise<void> {
    await this.#active.close();
    await this.#state.ackSlots.close();
  }
}

function lastOf(segments: readonly Segment[]): Segment {
  const last = segments.at(-1);
  if (!last) throw new Error('a journal has at least one segment');
  return last;
}

function heldIn(segment: Segment, acknowledged: number): number {
  const count = segment.metrics + segment.others;
  if (segment.last <= acknowledged) return 0;
  if (segment.base > acknowledged) return count;
  return Math.min(count, segment.last - acknowledged);
}
