import { type Clock, type Logger, pause } from '@wardwatch/shared/lib';
import type { Batch, Verdict } from '@wardwatch/shared/protocol';
import type { Metrics } from '../metrics/metrics.ts';
import { StoreUnavailable } from '../store/errors.ts';
import type { PointProgress } from '../store/point-store.ts';
import type { JournalCommit, JournalOutcome, JournalStore } from '../store/store.ts';
import type { ClockAnchor } from './correct-time.ts';
import { judgeBatch, type Refused } from './steps.ts';

/** Batches of one transaction. */
const MAX_GROUP = 500;
/** Bytes of batches that may wait; beyond, senders are held back until half of it is written. */
export const MAX_QUEUED_BYTES = 64 * 1024 * 1024;
/** Tries of one commit before its senders are told that the store is away, and the pauses between. */
const COMMIT_TRIES = 3;
const RETRY_PAUSE_MS = 1_000;

/** A batch as the intake hands it over. */
export interface IngestJob {
  agentId: string;
  /** The session's journal. */
  epoch: string;
  /** The boot in which the entries were written. */
  bootId: string;
  batch: Batch;
  /** Size of the frame, for the limit on what may wait. */
  bytes: number;
  anchor: ClockAnchor;
  receivedAt: number;
  /** Entries that the agent still holds after this batch. */
  backlog: number;
  /** Of a push: what it says of its point. */
  point?: PointProgress;
}

/** What the agent is told once everything is on disk. */
export interface IngestResult {
  upTo: number;
  verdicts: Verdict[];
}

interface Waiting {
  commit: JournalCommit;
  refused: Refused[];
  batch: Batch;
  bytes: number;
  resolve(result: IngestResult): void;
  reject(error: unknown): void;
}

/**
 * Judges batches and writes them in groups: while one transaction runs, the next group gathers, so that the cost of a
 * commit is shared by all who wait. A result is given only after the commit.
 */
export class Ingest {
  readonly #journal: Pick<JournalStore, 'commit'>;
  readonly #clock: Clock;
  readonly #metrics: Metrics;
  readonly #log: Logger;
  readonly #waiting: Waiting[] = [];
  readonly #drained = new Set<() => void>();
  #queuedBytes = 0;
  #running: Promise<void> | undefined;

  constructor(deps: { journal: Pick<JournalStore, 'commit'>; clock: Clock; metrics: Metrics; log: Logger }) {
    this.#journal = deps.journal;
    this.#clock = deps.clock;
    this.#metrics = deps.metrics;
    this.#log = deps.log;
  }

  /** Whether senders should be held back. */
  get full(): boolean {
    return this.#queuedBytes > MAX_QUEUED_BYTES;
  }

  /** Calls back once, when there is room again. */
  onceDrained(listener: () => void): void {
    this.#metrics.pauses.inc();
    this.#drained.add(listener);
  }

  /** Resolves after the commit. Rejects with `StoreUnavailable` where the store stayed away; nothing is stored then. */
  submit(job: IngestJob): Promise<IngestResult> {
    const { agentId, epoch, bootId, batch, anchor, receivedAt, backlog } = job;
    const judged = judgeBatch({ batch, bootId, anchor, nowMs: receivedAt });
    const commit: JournalCommit = {
      agentId,
      epoch,
      bootId,
      from: batch.from,
      to: batch.to,
      receivedAt,
      accepted: judged.accepted,
      rejected: judged.refused.map(({ seq, reason, text }) => ({ seq, reason, text })),
      backlog,
      ...(job.point && { point: job.point }),
    };
    return new Promise((resolve, reject) => {
      this.#waiting.push({ commit, refused: judged.refused, batch, bytes: job.bytes, resolve, reject });
      this.#setQueued(this.#queuedBytes + job.bytes);
      this.#running ??= this.#run().finally(() => (this.#running = undefined));
    });
  }

  /** Resolves when everything that waits is written or refused. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    // One turn of the event loop, so that whatever arrived together is written together.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, MAX_GROUP);
      await this.#write(group);
      this.#setQueued(this.#queuedBytes - group.reduce((sum, waiting) => sum + waiting.bytes, 0));
    }
  }

  async #write(group: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.#commit(group.map((waiting) => waiting.commit));
      for (const [index, waiting] of group.entries()) {
        const outcome = outcomes[index];
        if (outcome) this.#settle(waiting, outcome);
        else waiting.reject(new Error(`the store gave ${outcomes.length} outcomes for ${group.length} batches`));
      }
    } catch (error) {
      // A batch that the store cannot take must not cost the others of its group: each is tried alone.
      if (group.length > 1 && !(error instanceof StoreUnavailable))
        for (const waiting of group) await this.#write([waiting]);
      else for (const waiting of group) waiting.reject(error);
    }
  }

  async #commit(commits: JournalCommit[]): Promise<JournalOutcome[]> {
    for (let attempt = 1; ; attempt++) {
      const stop = this.#metrics.commitSeconds.startTimer();
      try {
        const outcomes = await this.#journal.commit(commits);
        stop();
        this.#metrics.commitBatches.observe(commits.length);
        return outcomes;
      } catch (error) {
        this.#metrics.storeFailures.inc({ operation: 'journal-commit' });
        if (!(error instanceof StoreUnavailable) || attempt >= COMMIT_TRIES) {
          this.#log.error('ingest.commit-failed', { batches: commits.length, error });
          throw error;
        }
        await pause(this.#clock, RETRY_PAUSE_MS * 2 ** (attempt - 1));
      }
    }
  }

  #settle(waiting: Waiting, outcome: JournalOutcome): void {
    const duplicates = new Set(outcome.duplicates);
    const verdicts: Verdict[] = waiting.refused
      .filter((refused) => refused.seq === null || !duplicates.has(refused.seq))
      .map(({ index, seq, code, reason }) => {
        this.#metrics.entriesRejected.inc({ reason: code });
        return { index, seq: seq !== null && seq >= 1 ? seq : null, verdict: 'rejected', reason };
      });
    if (duplicates.size > 0) verdicts.push(...duplicateVerdicts(waiting.batch, duplicates));
    this.#metrics.entries.inc({ outcome: 'duplicate' }, duplicates.size);
    this.#metrics.entries.inc({ outcome: 'rejected' }, waiting.refused.length);
    this.#metrics.entries.inc({ outcome: 'stored' }, Math.max(0, waiting.commit.accepted.length - duplicates.size));
    waiting.resolve({ upTo: outcome.upTo, verdicts });
  }

  #setQueued(bytes: number): void {
    this.#queuedBytes = bytes;
    this.#metrics.queuedBytes.set(bytes);
    if (bytes > MAX_QUEUED_BYTES / 2) return;
    for (const listener of this.#drained) listener();
    this.#drained.clear();
  }
}

/** One verdict for each entry whose number was settled before. */
function duplicateVerdicts(batch: Batch, duplicates: ReadonlySet<number>): Verdict[] {
  return batch.entries.flatMap((raw, index) => {
    const seq = typeof raw === 'object' && raw !== null && 'seq' in raw ? raw.seq : undefined;
    if (typeof seq !== 'number' || !duplicates.has(seq)) return [];
    return [{ index, seq, verdict: 'duplicate' as const, reason: 'settled already' }];
  });
}
