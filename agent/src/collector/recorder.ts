import type { Clock, Logger } from '@wardwatch/shared/lib';
import type { EntryBody, StampedEntry } from '@wardwatch/shared/model';
import { describeError } from '../lib/errors.ts';
import { isExpendable, type Spool } from '../spool/spool.ts';

/** Entries kept in memory while the disk refuses them. */
const MAX_WAITING = 1_000;

/** Stamps entries and hands them to the journal in order. While the disk is full they wait in memory, bounded. */
export class Recorder {
  readonly #spool: Spool;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #bootId: string;
  readonly #onAppended: (entry: StampedEntry) => void;
  #waiting: StampedEntry[] = [];
  #draining: Promise<void> | undefined;
  /** Entries lost because the disk refused them for too long. */
  lost = 0;
  lastError: string | undefined;

  constructor(options: {
    spool: Spool;
    clock: Clock;
    log: Logger;
    bootId: string;
    onAppended: (entry: StampedEntry) => void;
  }) {
    this.#spool = options.spool;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#bootId = options.bootId;
    this.#onAppended = options.onAppended;
  }

  /**
   * Adds an entry as of now, or of an earlier moment of this boot. Resolves when it is in the journal, or when the
   * journal refuses for now.
   */
  record(body: EntryBody, mono = this.#clock.mono()): Promise<void> {
    const at = Math.round(this.#clock.now() - (this.#clock.mono() - mono));
    this.#waiting.push({ ...body, at: Math.max(0, at), mono });
    if (this.#waiting.length > MAX_WAITING) this.#loseOne();
    return this.drain();
  }

  /** Tries again what the disk refused. */
  drain(): Promise<void> {
    this.#draining ??= this.#drain().finally(() => {
      this.#draining = undefined;
    });
    return this.#draining;
  }

  async #drain(): Promise<void> {
    for (let entry = this.#waiting[0]; entry; entry = this.#waiting[0]) {
      if (!(await this.#append(entry))) return;
      this.#waiting.shift();
      this.#onAppended(entry);
    }
  }

  async #append(entry: StampedEntry): Promise<boolean> {
    try {
      const appended = await this.#spool.append(entry, this.#bootId);
      if (!appended.ok && this.lastError === undefined) {
        this.#log.error('journal-refuses', { problem: appended.problem, message: appended.message });
      }
      if (appended.ok && this.lastError !== undefined) this.#log.info('journal-accepts-again');
      this.lastError = appended.ok ? undefined : appended.message;
      return appended.ok;
    } catch (error) {
      // The disk took the entry and failed to confirm it; giving it again could store it twice.
      this.lastError = describeError(error);
      this.#log.error('journal-unconfirmed', { message: this.lastError });
      return true;
    }
  }

  /** The first may be on its way to the disk, so it stays. */
  #loseOne(): void {
    const index = this.#waiting.findIndex((entry, place) => place > 0 && isExpendable(entry.kind));
    this.#waiting.splice(Math.max(1, index), 1);
    this.lost += 1;
  }
}
