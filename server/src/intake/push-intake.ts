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
/** How often it is written down that a script still has an old key. */
const NOTE_SPENT_MS = 5 * 60_000;
/** Keys that were good since the start of the server: they are looked up whatever the address asks besides. */
export const MAX_KNOWN_KEYS = 10_000;
/** Starts of strangers closer together than this are those of one machine, whose pushes differ on their way. */
const SAME_START_MS = 60_000;

/** What the pushes need. */
export interface PushDeps {
  points: Pick<PointStore, 'byKey' | 'spent' | 'noteSpent' | 'noteStranger'>;
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
  /** Hashes of keys, the one that was used longest ago first. */
  readonly #known = new Set<string>();
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

  /** Whether the key was good since the server started. */
  isKnown(key: string): boolean {
    return this.#known.has(secretHash(key));
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
    if (!point) return this.#refused((await this.#isSpent(keyHash, now)) ? 'key-revoked' : 'key-unknown');
    remember(this.#known, keyHash);
    if (point.status !== 'active') return this.#refused('key-revoked');
    return this.#inTurn(point.agentId, () => this.#read(keyHash, push, bytes));
  }

  /** Whether the key was replaced by another; the script that still has it is noted for whoever replaced it. */
  async #isSpent(keyHash: string, now: number): Promise<boolean> {
    const { points } = this.#deps;
    const spent = await points.spent(keyHash);
    if (!spent) return false;
    remember(this.#known, keyHash);
    const isNoted = spent.usedAt !== null && Math.abs(now - spent.usedAt) < NOTE_SPENT_MS;
    if (!isNoted) await points.noteSpent(keyHash, now);
    return true;
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
    if (reading.kind === 'stranger') {
      await this.#noteStranger(point, reading.since);
      return this.#refused('key-in-use');
    }
    const { everyMs } = point;
    if (reading.kind === 'overtaken') {
      metrics.pushes.inc({ outcome: 'repeat' });
      return { ok: true, everyMs };
    }
    const session = await this.#session(point, at);
    if (!session) return this.#refused('key-revoked');
    if (reading.kind === 'news') await this.#store(point, reading, { at, bytes });
    session.heard({ at, ...(reading.kind === 'news' && { bootId: reading.progress.bootId }) });
    metrics.pushes.inc({ outcome: reading.kind === 'news' ? 'stored' : 'repeat' });
    return { ok: true, everyMs };
  }

  /** Another machine has the point's key: shown with the device, and remembered, so that it is never taken for it. */
  async #noteStranger({ agentId, strangerSince }: PointRecord, since: number): Promise<void> {
    if (strangerSince !== null && Math.abs(strangerSince - since) < SAME_START_MS) return;
    await this.#deps.points.noteStranger(agentId, since);
    this.#deps.log.warn('point.key-in-use', { agentId, since });
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
    const { everyMs } = point;
    const session = new PointSession({ agentId, epoch, now, everyMs }, (ended) => this.#end(ended));
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
        cloneSuspected: point.strangerSince !== null,
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

/** Keeps a key as the one that was used last; forgets the one that was used longest ago where there are too many. */
function remember(keys: Set<string>, key: string): void {
  keys.delete(key);
  keys.add(key);
  const oldest = keys.values().next();
  if (keys.size > MAX_KNOWN_KEYS && !oldest.done) keys.delete(oldest.value);
}
