import { randomBytes } from 'node:crypto';
import { type Clock, fullBucket, type Logger, takeToken } from '@wardwatch/shared/lib';
import type { ProbeConfig } from '@wardwatch/shared/model';
import {
  type Batch,
  chooseVersion,
  CLOSE,
  type CloseReason,
  type ClockReply,
  decodeAgentFrame,
  type Hello,
  helloText,
  LIMITS,
  PROTOCOL,
  type ServerFrame,
  type SnapshotFrame,
} from '@wardwatch/shared/protocol';
import { anchorOf, type ClockAnchor, placeEntry } from '../ingest/correct-time.ts';
import type { Ingest } from '../ingest/ingest.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { AgentRecord, FleetStore, JournalStore } from '../store/store.ts';
import { isSignedBy } from './keys.ts';
import type { Presence } from './presence.ts';
import type { LiveSession, SessionRegistry } from './registry.ts';

/** How frames and the end of a session reach the other side: a WebSocket, or HTTPS exchanges. */
export interface SessionWire {
  readonly transport: 'websocket' | 'exchange';
  send(frame: ServerFrame): void;
  /** Ends the connection with a close code of the protocol. */
  close(code: number, reason: string): void;
  /** Stops and resumes reading, where the transport can. */
  pause(): void;
  resume(): void;
}

/** What every session of a server shares. */
export interface SessionDeps {
  clock: Clock;
  fleet: Pick<FleetStore, 'agent' | 'sessionOpened'>;
  presence: Presence;
  journal: Pick<JournalStore, 'acknowledged' | 'present'>;
  ingest: Ingest;
  registry: SessionRegistry;
  /** What an agent is asked to measure. */
  config: (agent: AgentRecord) => ProbeConfig;
  metrics: Metrics;
  log: Logger;
}

const RATE = { burst: LIMITS.frameBurst, perSecond: LIMITS.framesPerSecond };

/** A round trip that leaves the offset less sure than this is not used. */
const MAX_CLOCK_ERROR_MS = 2_000;

/** `retryAfterMs` of a `bye`, where the agent should wait. */
const RETRY_AFTER_MS: Partial<Record<CloseReason, number>> = {
  'pending-approval': 30_000,
  superseded: 900_000,
  'slow-down': 60_000,
  'store-unavailable': 15_000,
};

/**
 * One agent's session, whatever carries it.
 *
 *     greeting ──hello──▶ checking ──welcome──▶ live ──▶ closed
 *        └────────┴──── refused, silent, superseded … ───┘
 *
 * It knows the protocol and its limits, and hands batches to `ingest`; acks leave only when ingest says that the
 * batch is on disk.
 */
export class AgentSession implements LiveSession {
  readonly sessionId = randomBytes(12).toString('base64url');
  readonly #wire: SessionWire;
  readonly #deps: SessionDeps;
  readonly #nonce = randomBytes(32).toString('base64url');
  readonly #bucket;
  readonly #openedAt: number;
  #state: 'greeting' | 'checking' | 'live' | 'closed' = 'greeting';
  #hello: Hello | undefined;
  #anchor: ClockAnchor | undefined;
  #lastHeardAt: number;
  #credits = 0;
  #clockRequest: { id: number; sentAt: number } | undefined;
  #nextClockAt = 0;
  /** Revision of the configuration that the agent was last told of. */
  #configRevision: number | undefined;

  constructor(wire: SessionWire, deps: SessionDeps) {
    this.#wire = wire;
    this.#deps = deps;
    this.#openedAt = deps.clock.now();
    this.#lastHeardAt = this.#openedAt;
    this.#bucket = fullBucket(RATE, this.#openedAt);
  }

  get agentId(): string {
    return this.#hello?.agentId ?? '';
  }
  get instance(): string {
    return this.#hello?.instance ?? '';
  }
  get bootId(): string {
    return this.#hello?.bootId ?? '';
  }
  get epoch(): string {
    return this.#hello?.epoch ?? '';
  }
  get lastHeardAt(): number {
    return this.#lastHeardAt;
  }
  get isOpen(): boolean {
    return this.#state !== 'closed';
  }

  /** Sends the challenge. */
  start(): void {
    this.#wire.send({ t: 'challenge', nonce: this.#nonce, serverTime: this.#openedAt, protocol: PROTOCOL });
  }

  /** Takes one frame; resolves when its effect, an ack included, is done. Never rejects. */
  async receive(text: string): Promise<void> {
    if (this.#state === 'closed') return;
    this.#lastHeardAt = this.#deps.clock.now();
    if (!takeToken(this.#bucket, RATE, this.#lastHeardAt)) {
      this.#refuse('slow-down', `more than ${LIMITS.framesPerSecond} frames a second`);
      return;
    }
    const decoded = decodeAgentFrame(text);
    if (!decoded.ok) {
      this.#deps.metrics.framesRefused.inc({ reason: decoded.problem });
      if (decoded.problem !== 'unknown-type') this.#refuse('bad-frame', decoded.message);
      return;
    }
    const { frame } = decoded;
    this.#deps.metrics.framesReceived.inc({ type: frame.t });
    if (frame.t === 'hello' || this.#state !== 'live') {
      if (frame.t === 'hello' && this.#state === 'greeting') await this.#greet(frame, this.#lastHeardAt);
      else if (frame.t !== 'bye') this.#refuse('bad-frame', `${frame.t} is out of turn`);
      return;
    }
    switch (frame.t) {
      case 'batch':
        return this.#takeBatch(frame, text.length);
      case 'snapshot':
        return this.#takeSnapshot(frame);
      case 'heartbeat':
        return this.#wire.send({ t: 'heartbeat-ack' });
      case 'clock-reply':
        return this.#takeClockReply(frame);
      case 'bye':
        this.#deps.log.info('session.bye', { agentId: this.agentId, reason: frame.reason });
        // A socket is closed by its agent; an exchange has nothing to close.
        if (this.#wire.transport === 'exchange') this.#leave();
    }
  }

  /** Ends what has been silent for too long, and measures the clock again when it is time. Called every few seconds. */
  sweep(now: number): void {
    if (this.#state === 'closed') return;
    if (this.#state !== 'live') {
      if (now - this.#openedAt >= LIMITS.helloTimeoutMs) this.#refuse('hello-timeout', 'no hello within 10 s');
      return;
    }
    const silenceMs = this.#wire.transport === 'exchange' ? LIMITS.exchangeIdleMs : LIMITS.silenceMs;
    if (now - this.#lastHeardAt >= silenceMs) this.#refuse('silent', `nothing heard for ${silenceMs / 1000} s`);
    // Frames of an exchange wait for the agent's next request, which would be taken for a slow line.
    else if (now >= this.#nextClockAt && this.#wire.transport === 'websocket') this.#askClock(now);
  }

  /** The transport is gone. */
  closed(): void {
    if (this.#state === 'closed') return;
    this.#leave();
  }

  supersede(): void {
    this.#refuse('superseded', 'a newer session with the same key was welcomed');
  }

  revoke(): void {
    this.#refuse('revoked', 'the key of this agent was revoked; enrol again');
  }

  shutDown(): void {
    this.#refuse('shutting-down', 'the server stops');
  }

  configure(): void {
    if (this.#state === 'live') void this.#reconfigure();
  }

  /** Tells the agent its configuration where it is another one. The device may have moved since it was welcomed. */
  async #reconfigure(): Promise<void> {
    try {
      const agent = await this.#deps.fleet.agent(this.agentId);
      if (!agent || this.#state !== 'live') return;
      const config = this.#deps.config(agent);
      if (config.revision === this.#configRevision) return;
      this.#configRevision = config.revision;
      this.#wire.send({ t: 'config', config });
      this.#deps.metrics.configsSent.inc();
    } catch (error) {
      // It is told with its next welcome.
      this.#deps.metrics.storeFailures.inc({ operation: 'configs' });
      this.#deps.log.warn('session.config-not-read', { agentId: this.agentId, error });
    }
  }

  async #greet(frame: Hello, receivedAt: number): Promise<void> {
    this.#state = 'checking';
    try {
      const refusal = await this.#check(frame);
      if (this.#state !== 'checking') return;
      if (refusal) this.#refuse(refusal.reason, refusal.message);
      else await this.#welcome(frame, receivedAt);
    } catch (error) {
      this.#deps.metrics.storeFailures.inc({ operation: 'session' });
      this.#deps.log.error('session.check-failed', { error });
      this.#refuse('store-unavailable', 'the server cannot reach its store; try again');
    }
  }

  async #check(frame: Hello): Promise<{ reason: CloseReason; message: string } | undefined> {
    const agent = await this.#deps.fleet.agent(frame.agentId);
    // An unknown id and a wrong signature get one answer, so that nobody learns which ids exist.
    if (!agent || !isSignedBy(agent.publicKey, helloText(this.#nonce, frame.agentId), frame.signature)) {
      return { reason: 'unauthenticated', message: 'unknown agent or wrong signature; enrol again' };
    }
    if (agent.status === 'revoked') {
      return { reason: 'revoked', message: 'the key of this agent was revoked; enrol again' };
    }
    if (agent.status === 'pending') {
      return { reason: 'pending-approval', message: 'the device waits for approval in the console' };
    }
    if (chooseVersion(PROTOCOL, frame.protocol) === undefined) {
      const { min, max } = PROTOCOL;
      return { reason: 'version-unsupported', message: `this server speaks protocol ${min} to ${max}` };
    }
    return undefined;
  }

  async #welcome(frame: Hello, receivedAt: number): Promise<void> {
    const { clock, fleet, journal, registry, config, metrics } = this.#deps;
    const acknowledged = await journal.acknowledged(frame.agentId, frame.epoch, frame.journal.first);
    if (this.#state !== 'checking') return;
    const now = clock.now();
    this.#hello = frame;
    this.#anchor = anchorOf({
      bootId: frame.bootId,
      sentAt: this.#openedAt,
      agentReceivedAt: frame.challengeAt,
      agentAnsweredAt: frame.at,
      agentMono: frame.mono,
      answeredAt: receivedAt,
    });
    const { cloneSuspected } = registry.put(this, { now, bootedAt: now - frame.mono });
    this.#state = 'live';
    this.#credits = LIMITS.credits;
    this.#nextClockAt = now + LIMITS.clockIntervalMs;
    await fleet.sessionOpened({
      agentId: frame.agentId,
      sessionId: this.sessionId,
      at: now,
      agentVersion: frame.agentVersion,
      backlog: Math.max(0, frame.journal.last - Math.max(acknowledged, frame.journal.first - 1)),
      clockOffsetMs: this.#anchor.offsetMs,
      cloneSuspected,
    });
    // A key revoked since it was checked: whoever revoked it could not see this session yet, or ends it.
    const agent = await fleet.agent(frame.agentId);
    if (agent?.status !== 'active') return this.revoke();
    if (!this.isOpen) return;
    metrics.sessionsOpened.inc({ transport: this.#wire.transport });
    this.#deps.log.info('session.welcomed', {
      agentId: frame.agentId,
      cloneSuspected,
      offsetMs: this.#anchor.offsetMs,
    });
    const current = config(agent);
    this.#configRevision = current.revision;
    this.#wire.send({
      t: 'welcome',
      protocol: chooseVersion(PROTOCOL, frame.protocol) ?? PROTOCOL.max,
      sessionId: this.sessionId,
      serverTime: now,
      acknowledged,
      credits: this.#credits,
      heartbeatMs: LIMITS.heartbeatMs,
      ...(current.revision === frame.configRevision ? {} : { config: current }),
    });
  }

  async #takeBatch(frame: Batch, bytes: number): Promise<void> {
    const anchor = this.#anchor;
    if (!anchor || this.#credits < 1) return this.#refuse('slow-down', 'a batch without a credit');
    this.#credits -= 1;
    const { ingest, clock } = this.#deps;
    try {
      const submitted = ingest.submit({
        agentId: this.agentId,
        epoch: this.epoch,
        bootId: frame.bootId ?? this.bootId,
        batch: frame,
        bytes,
        anchor,
        receivedAt: clock.now(),
        backlog: Math.max(0, (this.#hello?.journal.last ?? 0) - frame.to),
      });
      if (ingest.full) this.#holdBack();
      const { upTo, verdicts } = await submitted;
      if (this.#state !== 'live') return;
      this.#credits += 1;
      this.#wire.send({ t: 'ack', upTo, ...(verdicts.length > 0 ? { verdicts } : {}), credits: 1 });
    } catch (error) {
      this.#deps.log.error('session.batch-lost', { agentId: this.agentId, error });
      this.#refuse('store-unavailable', 'the server cannot write; your entries are safe with you, try again');
    }
  }

  /** Reads nothing more from this agent until the queue has room. */
  #holdBack(): void {
    this.#wire.pause();
    this.#deps.ingest.onceDrained(() => this.#wire.resume());
  }

  async #takeSnapshot({ t: _, ...snapshot }: SnapshotFrame): Promise<void> {
    const anchor = this.#anchor;
    if (!anchor) return;
    const placed = placeEntry(snapshot, this.bootId, anchor, this.#lastHeardAt);
    if (placed.quality === 'suspect') return;
    const facts = snapshot.facts.map((fact) => ({ ...fact, since: fact.since + placed.offsetMs }));
    const bootedAt = Math.max(0, snapshot.bootedAt + placed.offsetMs);
    try {
      await this.#deps.journal.present(this.agentId, { ...snapshot, facts, bootedAt }, placed.correctedAt);
    } catch (error) {
      // The same facts are in the journal: the board is late, nothing is lost.
      this.#deps.metrics.storeFailures.inc({ operation: 'snapshot' });
      this.#deps.log.warn('session.snapshot-lost', { agentId: this.agentId, error });
    }
  }

  #askClock(now: number): void {
    this.#nextClockAt = now + LIMITS.clockIntervalMs;
    this.#clockRequest = { id: (this.#clockRequest?.id ?? 0) + 1, sentAt: now };
    this.#wire.send({ t: 'clock', id: this.#clockRequest.id, serverTime: now });
  }

  #takeClockReply(frame: ClockReply): void {
    if (frame.id !== this.#clockRequest?.id) return;
    const anchor = anchorOf({
      bootId: this.bootId,
      sentAt: this.#clockRequest.sentAt,
      agentReceivedAt: frame.receivedAt,
      agentAnsweredAt: frame.at,
      agentMono: frame.mono,
      answeredAt: this.#lastHeardAt,
    });
    // An answer that was held up says less than what is known already.
    if (anchor.errorMs <= MAX_CLOCK_ERROR_MS) this.#anchor = anchor;
  }

  /** Says goodbye with a reason and ends the session. */
  #refuse(reason: CloseReason, message: string): void {
    if (this.#state === 'closed') return;
    const retryAfterMs = RETRY_AFTER_MS[reason];
    this.#deps.metrics.sessionsClosed.inc({ reason });
    this.#deps.log.info('session.refused', { agentId: this.agentId, reason, message });
    this.#wire.send({ t: 'bye', reason, message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
    this.#leave();
    this.#wire.close(CLOSE[reason].code, reason);
  }

  /** Leaves the registry and writes down the end, unless a newer session took over. */
  #leave(): void {
    const wasLive = this.#state === 'live';
    this.#state = 'closed';
    if (!wasLive || !this.#deps.registry.remove(this)) return;
    const { agentId, sessionId, lastHeardAt } = this;
    void this.#deps.presence.close({ agentId, sessionId, at: this.#deps.clock.now(), lastHeardAt });
  }
}
