import { randomBytes } from 'node:crypto';
import { type Clock, KeyedBuckets, type Logger, takeToken } from '@wardwatch/shared/lib';
import type { PushError, PushRequest } from '@wardwatch/shared/protocol';
import type { Ingest } from '../ingest/ingest.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { PointRecord, PointStore } from '../store/point-store.ts';
import type { FleetStore, JournalStore } from '../store/store.ts';
import { secretHash } from './keys.ts';
import { PointSession } from './point-session.ts';
import type { Presence } from './presence.ts';
import { type PushReading, readPush } from './push-entries.ts';
import type { SessionRegistry } from './registry.ts';

/** Pushes of one key: a burst after a cut, then one in five seconds. */
export const PUSH_RATE = { burst: 5, perSecond: 1 / 5 };
/** Seconds after which a point that pushes too often may try again. */
export const RETRY_AFTER_S = 5;
const SWEEP_MS = 5_000;

/** What the pushes need. */
export interface PushDeps {
  points: Pick<PointStore, 'byKey'>;
  fleet: Pick<FleetStore, 'agent' | 'sessionOpened'>;
  journal: Pick<JournalStore, 'acknowledged'>;
  ingest: Ingest;
  registry: SessionRegistry;
  presence: Presence;
  clock: Clock;
  metrics: Metrics;
  log: Logger;
}

/** What the point is told. */
export type PushOutcome = { ok: true; everyMs: number } | { ok: false; error: PushError };

/**
 * The intake for points that report by push: each push becomes entries of a journal that the server keeps for the
 * point, and a run of pushes is a session.
 */
export class PushIntake {
  readonly #deps: PushDeps;
  readonly #rates = new KeyedBuckets(PUSH_RATE);
  readonly #sessions = new Map<string, PointSession>();
  /** Pushes of one point come one after the other; what waits is bounded by the rate. */
  readonly #turns = new Map<string, Promise<unknown>>();
  #stopSweep: (() => void) | undefined;

  constructor(deps: PushDeps) {
    this.#deps = deps;
  }

  /** Begins to look for points that have gone silent. */
  start(): void {
    this.#stopSweep = this.#deps.clock.after(SWEEP_MS, () => {
      const now = this.#deps.clock.now();
      for (const session of this.#sessions.values()) if (session.isOver(now)) session.end();
      this.start();
    });
  }

  /** Ends every run: whoever pushes later is heard anew. */
  shutDown(): void {
    this.#stopSweep?.();
    for (const session of this.#sessions.values()) session.end();
  }

  /**
   * Takes one push; resolves when what it says is on disk. Rejects with `StoreUnavailable` where the store is away:
   * nothing of it has happened then.
   */
  async take(key: string, push: PushRequest, bytes: number): Promise<PushOutcome> {
    const keyHash = secretHash(key);
    const now = this.#deps.clock.now();
    if (!takeToken(this.#rates.of(keyHash, now), PUSH_RATE, now) || this.#deps.ingest.full) {
      return this.#refused('rate-limited');
    }
    const point = await this.#deps.points.byKey(keyHash);
    if (!point) return this.#refused('key-unknown');
    if (point.status !== 'active') return this.#refused('key-revoked');
    return this.#inTurn(point.agentId, () => this.#read(keyHash, push, bytes));
  }

  #refused(error: PushError): PushOutcome {
    this.#deps.metrics.pushes.inc({ outcome: error });
    return { ok: false, error };
  }

  async #inTurn<Result>(agentId: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#turns.get(agentId) ?? Promise.resolve();
    const turn = before.then(work, work);
    this.#turns.set(agentId, turn);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(agentId) === turn) this.#turns.delete(agentId);
    }
  }

  async #read(keyHash: string, push: PushRequest, bytes: number): Promise<PushOutcome> {
    const { points, clock, metrics } = this.#deps;
    // Read in its turn: the push before has changed it.
    const point = await points.byKey(keyHash);
    if (!point) return this.#refused('key-unknown');
    const at = clock.now();
    const reading = readPush(point, push, at, randomBytes(12).toString('base64url'));
    const everyMs = push.everyMs ?? point.everyMs;
    const session = await this.#session(point, at);
    if (!session) return this.#refused('key-revoked');
    if (reading.kind === 'news') await this.#store(point, reading, { at, bytes });
    session.heard({ at, everyMs, ...(reading.kind === 'news' && { bootId: reading.progress.bootId }) });
    metrics.pushes.inc({ outcome: reading.kind === 'news' ? 'stored' : 'repeat' });
    return { ok: true, everyMs };
  }

  async #store(
    { agentId, epoch }: PointRecord,
    { entries, monoMs, progress, dropped }: Extract<PushReading, { kind: 'news' }>,
    { at, bytes }: { at: number; bytes: number },
  ): Promise<void> {
    const { journal, ingest, metrics } = this.#deps;
    const from = (await journal.acknowledged(agentId, epoch, 1)) + 1;
    const { bootId } = progress;
    await ingest.submit({
      agentId,
      epoch,
      bootId,
      batch: {
        t: 'batch',
        from,
        to: from + entries.length - 1,
        entries: entries.map((entry, index) => Object.assign({ seq: from + index }, entry)),
      },
      bytes,
      anchor: { bootId, mono: monoMs, serverMs: at, offsetMs: 0, errorMs: 0 },
      receivedAt: at,
      backlog: 0,
      point: progress,
    });
    metrics.pushChangesDropped.inc(dropped);
  }

  /** The point's run of pushes, begun where there is none; undefined where its key was revoked meanwhile. */
  async #session(point: PointRecord, now: number): Promise<PointSession | undefined> {
    const { agentId, epoch } = point;
    const open = this.#sessions.get(agentId);
    if (open) return open;
    const { fleet, registry, metrics, log } = this.#deps;
    const session = new PointSession({ agentId, epoch, now }, (ended) => this.#end(ended));
    session.heard({ at: now, everyMs: point.everyMs });
    this.#sessions.set(agentId, session);
    registry.put(session, { now, bootedAt: now });
    try {
      await fleet.sessionOpened({
        agentId,
        sessionId: session.sessionId,
        at: now,
        agentVersion: 'push',
        backlog: 0,
        clockOffsetMs: 0,
        cloneSuspected: false,
      });
    } catch (error) {
      this.#sessions.delete(agentId);
      registry.remove(session);
      throw error;
    }
    // A key revoked since it was looked up: whoever revoked it could not see this run yet, or ends it.
    if ((await fleet.agent(agentId))?.status !== 'active') session.end();
    if (this.#sessions.get(agentId) !== session) return undefined;
    metrics.sessionsOpened.inc({ transport: 'push' });
    log.info('point.heard', { agentId });
    return session;
  }

  #end(session: PointSession): void {
    if (this.#sessions.get(session.agentId) !== session) return;
    this.#sessions.delete(session.agentId);
    this.#deps.registry.remove(session);
    const { agentId, sessionId, lastHeardAt } = session;
    this.#deps.log.info('point.silent', { agentId, lastHeardAt });
    void this.#deps.presence.close({ agentId, sessionId, at: this.#deps.clock.now(), lastHeardAt });
  }
}
