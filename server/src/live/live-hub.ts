import { type Clock, type Logger } from '@wardwatch/shared/lib';
import { LIVE_CLOSE, LIVE_TICK_MS, type LiveFrame } from '@wardwatch/shared/api';
import type { Metrics } from '../metrics/metrics.ts';
import type { FleetStore, Store } from '../store/store.ts';

/** Bytes that may wait for one reader; a browser that reads so slowly starts again from its revision. */
export const MAX_READER_BYTES = 4 * 1024 * 1024;
/** Readers at once. */
export const MAX_READERS = 500;
/** Commits that come so close together are sent as one. */
const GATHER_MS = 100;

/** One console that follows the board. */
export interface LiveReader {
  /** Identifies the signed-in session, so that signing out ends its streams. */
  readonly sessionKey: string;
  /** When the session ends, and the stream with it. */
  readonly expiresAt: number;
  send(text: string): void;
  bufferedBytes(): number;
  close(code: number, reason: string): void;
}

/** The part of the store that the hub reads. */
export type LiveStore = Pick<Store, 'onCommit' | 'revision'> & { fleet: Pick<FleetStore, 'changesSince'> };

interface Follower {
  reader: LiveReader;
  cursor: number;
}

/**
 * Sends the board's changes to every console, in three phases ordered by revision: backfill (what changed since the
 * reader's revision), cut-over, live. Commits only wake it; the rows are the truth, so nothing is missed between the
 * phases: a reader joins at the revision up to which its backfill was read.
 */
export class LiveHub {
  readonly #store: LiveStore;
  readonly #clock: Clock;
  readonly #metrics: Metrics;
  readonly #log: Logger;
  readonly #joining: Follower[] = [];
  readonly #live = new Map<LiveReader, Follower>();
  #cursor = 0;
  #dirty = false;
  #isPumping = false;
  #stopGather: (() => void) | undefined;
  #stopTick: (() => void) | undefined;
  #stopListening: (() => void) | undefined;

  constructor(deps: { store: LiveStore; clock: Clock; metrics: Metrics; log: Logger }) {
    this.#store = deps.store;
    this.#clock = deps.clock;
    this.#metrics = deps.metrics;
    this.#log = deps.log;
  }

  async start(): Promise<void> {
    this.#cursor = await this.#store.revision();
    this.#stopListening = this.#store.onCommit(() => this.#wake());
    this.#tick();
  }

  stop(): void {
    this.#stopListening?.();
    this.#stopGather?.();
    this.#stopTick?.();
    const readers = [...this.#live.keys(), ...this.#joining.splice(0).map(({ reader }) => reader)];
    for (const reader of readers) reader.close(LIVE_CLOSE.shuttingDown, 'shutting-down');
    this.#live.clear();
  }

  /** Whether there is room for one more reader. */
  get hasRoom(): boolean {
    return this.#live.size + this.#joining.length < MAX_READERS;
  }

  /** Follows the board from a revision; 0 sends everything. */
  join(reader: LiveReader, since: number): void {
    this.#joining.push({ reader, cursor: since });
    this.#pump();
  }

  leave(reader: LiveReader): void {
    this.#live.delete(reader);
    const index = this.#joining.findIndex((follower) => follower.reader === reader);
    if (index >= 0) this.#joining.splice(index, 1);
    this.#metrics.liveReaders.set(this.#live.size);
  }

  /** Ends the streams of a session that signed out. */
  endSession(sessionKey: string): void {
    for (const reader of [...this.#live.keys(), ...this.#joining.map((follower) => follower.reader)]) {
      if (reader.sessionKey === sessionKey) this.#end(reader, LIVE_CLOSE.signedOut, 'signed-out');
    }
  }

  #wake(): void {
    this.#stopGather ??= this.#clock.after(GATHER_MS, () => {
      this.#stopGather = undefined;
      this.#dirty = true;
      this.#pump();
    });
  }

  /** Runs one round at a time; what comes up meanwhile is found by a further one. */
  #pump(): void {
    if (this.#isPumping) return;
    this.#isPumping = true;
    void this.#run().finally(() => {
      this.#isPumping = false;
      if (this.#joining.length > 0) this.#pump();
    });
  }

  async #run(): Promise<void> {
    try {
      for (let next = this.#joining[0]; next; next = this.#joining[0]) {
        await this.#backfill(next);
        if (this.#joining[0] === next) this.#joining.shift();
      }
      while (this.#dirty && this.#live.size > 0) {
        this.#dirty = false;
        await this.#broadcast();
      }
    } catch (error) {
      // Readers stay; the next commit or tick tries again from the same cursor.
      this.#dirty = true;
      this.#metrics.storeFailures.inc({ operation: 'live' });
      this.#log.error('live.read-failed', { error });
      for (const { reader } of this.#joining.splice(0)) this.#end(reader, LIVE_CLOSE.shuttingDown, 'store-unavailable');
    }
  }

  async #backfill(follower: Follower): Promise<void> {
    // A reader ahead of the store met an older copy of it (a restored back-up): it starts from nothing.
    const since = follower.cursor > (await this.#store.revision()) ? 0 : follower.cursor;
    const { revision, sites, devices } = await this.#store.fleet.changesSince(since);
    if (this.#joining[0] !== follower) return;
    follower.cursor = revision;
    // The first reader after a while: what came before it is in its backfill.
    if (this.#live.size === 0) this.#cursor = Math.max(this.#cursor, revision);
    this.#live.set(follower.reader, follower);
    this.#metrics.liveReaders.set(this.#live.size);
    this.#send(follower, { t: 'changes', revision, serverTime: this.#clock.now(), sites, devices });
    this.#dirty = true;
  }

  async #broadcast(): Promise<void> {
    const { revision, sites, devices } = await this.#store.fleet.changesSince(this.#cursor);
    this.#cursor = Math.max(this.#cursor, revision);
    if (sites.length + devices.length === 0) return;
    const frame: LiveFrame = { t: 'changes', revision, serverTime: this.#clock.now(), sites, devices };
    const text = JSON.stringify(frame);
    for (const follower of this.#live.values()) {
      // Rows that its backfill brought already are sent once more: they replace themselves.
      if (follower.cursor < revision) this.#sendText(follower, text, revision);
    }
  }

  #tick(): void {
    this.#stopTick = this.#clock.after(LIVE_TICK_MS, () => {
      const now = this.#clock.now();
      for (const reader of this.#live.keys()) {
        if (reader.expiresAt <= now) this.#end(reader, LIVE_CLOSE.signedOut, 'session-expired');
      }
      const text = JSON.stringify({
        t: 'tick',
        revision: this.#cursor,
        serverTime: this.#clock.now(),
      } satisfies LiveFrame);
      for (const follower of this.#live.values()) this.#sendText(follower, text, follower.cursor);
      if (this.#dirty) this.#pump();
      this.#tick();
    });
  }

  #send(follower: Follower, frame: LiveFrame): void {
    this.#sendText(follower, JSON.stringify(frame), frame.revision);
  }

  #sendText(follower: Follower, text: string, revision: number): void {
    if (follower.reader.bufferedBytes() > MAX_READER_BYTES) {
      this.#end(follower.reader, LIVE_CLOSE.slowReader, 'slow-reader');
      return;
    }
    follower.reader.send(text);
    follower.cursor = revision;
  }

  #end(reader: LiveReader, code: number, reason: string): void {
    this.#metrics.liveCloses.inc({ reason });
    this.leave(reader);
    reader.close(code, reason);
  }
}
