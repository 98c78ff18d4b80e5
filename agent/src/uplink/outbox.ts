import type { Clock } from '@wardwatch/shared/lib';
import type { Snapshot, StampedEntry } from '@wardwatch/shared/model';
import { type AgentFrame, LIMITS } from '@wardwatch/shared/protocol';
import { isDurable, type Spool } from '../spool/spool.ts';
import type { Link } from './link.ts';

/** Facts and events that come together go together: so long the first waits, milliseconds. */
const FACT_DELAY_MS = 100;
/** Metrics and proofs of life are in no hurry. */
const METRICS_DELAY_MS = 2_000;
/** Above this the line is slower than we are; look again after a while. */
const MAX_BUFFERED_BYTES = 4 * LIMITS.batchBytes;
const BUFFER_CHECK_MS = 500;
/** The entries of a batch, less what the frame around them takes. */
const BATCH = { maxEntries: LIMITS.batchEntries, maxBytes: LIMITS.batchBytes - 2_048 };
/** How long a session that says goodbye waits for the last acknowledgement. */
const GOODBYE_MS = 2_000;

/** What an outbox works with. */
export interface OutboxOptions {
  clock: Clock;
  spool: Spool;
  /** The boot of this session. */
  bootId: string;
  link: Link;
  present: () => Snapshot;
  transmit: (frame: AgentFrame) => void;
  /** A batch was sent. */
  onBatch: () => void;
  /** Something broke; the session had better end. */
  onTrouble: (error: unknown) => void;
}

/**
 * Tells a welcomed server the present and the journal: one credit a batch, from what it has confirmed. What is new
 * does not queue behind what is old: while it is behind, each new fact brings a fresh snapshot first.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  #isOpen = false;
  #cursor = 0;
  #credits = 0;
  #hasNewFact = false;
  #pumping: Promise<void> | undefined;
  #pumpAgain = false;
  #cancelFlush: (() => void) | undefined;
  #flushDueAt = Number.POSITIVE_INFINITY;
  #onAck: (() => void) | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** The server welcomed us; it holds everything up to `acknowledged`. */
  async open(acknowledged: number, credits: number): Promise<void> {
    this.#isOpen = true;
    this.#cursor = Math.max(acknowledged, this.#options.spool.stats().first - 1);
    this.#credits = credits;
    this.#sendSnapshot();
    await this.pump();
  }

  /** An entry is in the journal. */
  appended(entry: StampedEntry): void {
    if (entry.kind === 'fact') this.#hasNewFact = true;
    this.#flushIn(isDurable(entry.kind) ? FACT_DELAY_MS : METRICS_DELAY_MS);
  }

  /** Sends at once what waits for company; tells whether anything does and may go. */
  sendWaiting(): boolean {
    const waits = this.#flushDueAt !== Number.POSITIVE_INFINITY && this.#options.spool.stats().last > this.#cursor;
    if (!waits || this.#credits === 0) return false;
    this.#cancelFlush?.();
    this.#flush();
    return true;
  }

  /** The server lets us send more. */
  async grant(credits: number): Promise<void> {
    this.#credits += credits;
    await this.pump();
  }

  /** The server confirmed something. */
  confirmed(): void {
    this.#onAck?.();
  }

  /** Sends as much of the journal as credits and the line allow. */
  async pump(): Promise<void> {
    if (!this.#isOpen) return;
    this.#pumpAgain = this.#pumping !== undefined;
    this.#pumping ??= this.#pumpAll().finally(() => {
      this.#pumping = undefined;
    });
    await this.#pumping;
  }

  /** Waits until the server has confirmed everything, or for a short while. */
  async drained(): Promise<void> {
    const { clock, spool } = this.#options;
    await new Promise<void>((resolve) => {
      const cancel = clock.after(GOODBYE_MS, resolve);
      const check = (): void => {
        if (this.#isOpen && spool.stats().acknowledged < spool.stats().last) return;
        cancel();
        resolve();
      };
      this.#onAck = check;
      check();
    });
    this.#onAck = undefined;
  }

  /** Nothing is sent any more. */
  close(): void {
    this.#isOpen = false;
    this.#cancelFlush?.();
    this.#onAck?.();
  }

  /** What is asked for while it runs may come too late for its last look, so it looks once more. */
  async #pumpAll(): Promise<void> {
    do {
      this.#pumpAgain = false;
      if (this.#hasNewFact && this.#isBehind) this.#sendSnapshot();
      this.#hasNewFact = false;
      await this.#sendBatches();
    } while (this.#pumpAgain);
  }

  async #sendBatches(): Promise<void> {
    while (this.#credits > 0 && this.#isOpen) {
      if (this.#options.link.bufferedBytes > MAX_BUFFERED_BYTES) {
        this.#flushIn(BUFFER_CHECK_MS);
        return;
      }
      const batch = await this.#options.spool.readBatch(this.#cursor, BATCH);
      if (!batch || !this.#canSend) return;
      this.#credits -= 1;
      this.#cursor = batch.to;
      this.#options.onBatch();
      const { bootId, from, to, entries } = batch;
      // The boot of this session goes without saying; each batch carries enough as it is.
      const other = bootId === this.#options.bootId ? {} : { bootId };
      this.#options.transmit({ t: 'batch', ...other, from, to, entries });
    }
  }

  // A getter, because the compiler takes the field for unchanged across an await.
  get #canSend(): boolean {
    return this.#isOpen;
  }

  get #isBehind(): boolean {
    return this.#credits === 0 || this.#options.spool.stats().last - this.#cursor > LIMITS.batchEntries;
  }

  #sendSnapshot(): void {
    this.#options.transmit({ t: 'snapshot', ...this.#options.present() });
  }

  /** Looks at the journal in a while; a nearer appointment stands. */
  #flushIn(delayMs: number): void {
    const dueAt = this.#options.clock.mono() + delayMs;
    if (!this.#isOpen || dueAt >= this.#flushDueAt) return;
    this.#cancelFlush?.();
    this.#flushDueAt = dueAt;
    this.#cancelFlush = this.#options.clock.after(delayMs, () => this.#flush());
  }

  #flush(): void {
    this.#flushDueAt = Number.POSITIVE_INFINITY;
    this.pump().catch((error: unknown) => this.#options.onTrouble(error));
  }
}
