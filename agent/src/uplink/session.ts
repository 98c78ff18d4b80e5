import type { Clock, Logger } from '@wardwatch/shared/lib';
import type { ProbeConfig, Snapshot, StampedEntry } from '@wardwatch/shared/model';
import {
  type Ack,
  type AgentFrame,
  type Challenge,
  chooseVersion,
  decodeServerFrame,
  encodeFrame,
  helloText,
  LIMITS,
  PROTOCOL,
  type ServerBye,
  type ServerFrame,
  type Welcome,
} from '@wardwatch/shared/protocol';
import { describeError } from '../lib/errors.ts';
import type { Spool } from '../spool/spool.ts';
import { Heartbeat } from './heartbeat.ts';
import type { Link } from './link.ts';
import { Outbox } from './outbox.ts';

/** Why an agent leaves. */
export type ByeReason = Extract<AgentFrame, { t: 'bye' }>['reason'];

/** What a session needs of the agent. */
export interface SessionOptions {
  clock: Clock;
  log: Logger;
  spool: Spool;
  identity: { agentId: string; sign(text: string): string };
  bootId: string;
  /** This process. */
  instance: string;
  agentVersion: string;
  present: () => Snapshot;
  configRevision: () => number;
  onConfig: (config: ProbeConfig) => void;
  onChallenged: () => void;
  onWelcome: () => void;
}

/** Figures of all sessions since the process began. */
export interface SessionCounts {
  batches: number;
  rejected: number;
  unknownFrames: number;
  badFrames: number;
}

/**
 * One conversation with the server over one connection.
 *
 * ```text
 * server            agent
 *   challenge  ───▶
 *              ◀───  hello       signed, or nothing more
 *   welcome    ───▶
 *              ◀───  snapshot    the present first
 *              ◀───  batch …     then history, one credit each
 *   ack        ───▶              only now may the journal forget
 * ```
 *
 * It reads the journal from what the server has confirmed, so nothing is lost with it when it ends.
 */
export class Session {
  readonly #options: SessionOptions;
  readonly #link: Link;
  readonly #counts: SessionCounts;
  readonly #heartbeat: Heartbeat;
  readonly #outbox: Outbox;
  #cancelPatience: () => void = () => undefined;
  #phase: 'opening' | 'greeted' | 'welcomed' | 'ended' = 'opening';
  /** The server's last words. */
  bye: ServerBye | undefined;

  constructor(link: Link, counts: SessionCounts, options: SessionOptions) {
    this.#link = link;
    this.#counts = counts;
    this.#options = options;
    this.#heartbeat = new Heartbeat(options.clock, {
      sendWaiting: () => this.#outbox.sendWaiting(),
      beat: () => this.#transmit({ t: 'heartbeat' }),
      dead: () => this.#giveUp('server-silent'),
    });
    this.#outbox = new Outbox({
      clock: options.clock,
      spool: options.spool,
      bootId: options.bootId,
      link,
      present: options.present,
      transmit: (frame) => this.#transmit(frame),
      onBatch: () => (counts.batches += 1),
      onTrouble: (error) => this.#break(error),
    });
  }

  /** The connection stands; the server speaks first. */
  opened(): void {
    this.#expectWithin('no-challenge');
  }

  /** A frame arrived. */
  receive(text: string): void {
    if (this.#phase === 'ended') return;
    this.#heartbeat.heard();
    const decoded = decodeServerFrame(text);
    if (decoded.ok) {
      this.#inBackground(() => this.#handle(decoded.frame));
      return;
    }
    if (decoded.problem === 'unknown-type') this.#counts.unknownFrames += 1;
    else this.#counts.badFrames += 1;
    this.#options.log.warn('frame-ignored', { problem: decoded.problem, message: decoded.message });
  }

  /** An entry is in the journal. */
  appended(entry: StampedEntry): void {
    this.#outbox.appended(entry);
  }

  /** The agent is awake anyhow: what would be sent soon is sent now. */
  pulse(): void {
    if (this.#phase === 'welcomed' && !this.#outbox.sendWaiting()) this.#heartbeat.pulse();
  }

  /** Asks the server for a sign of life now, with little patience: the network changed. */
  check(): void {
    if (this.#phase === 'welcomed') this.#heartbeat.check();
  }

  /** Sends what is left, says goodbye and closes. */
  async leave(reason: ByeReason): Promise<void> {
    if (this.#phase === 'welcomed') {
      await this.#outbox.pump();
      await this.#outbox.drained();
      this.#transmit({ t: 'bye', reason });
    }
    this.#link.close();
  }

  /** The connection is gone; nothing of this session happens any more. */
  end(): void {
    this.#phase = 'ended';
    this.#cancelPatience();
    this.#outbox.close();
    this.#heartbeat.stop();
  }

  async #handle(frame: ServerFrame): Promise<void> {
    switch (frame.t) {
      case 'challenge':
        return this.#greet(frame);
      case 'welcome':
        return this.#begin(frame);
      case 'ack':
        return this.#settle(frame);
      case 'credit':
        return this.#outbox.grant(frame.credits);
      case 'heartbeat-ack':
        return;
      case 'clock': {
        const at = this.#now();
        this.#transmit({ t: 'clock-reply', id: frame.id, receivedAt: at, at, mono: this.#options.clock.mono() });
        return;
      }
      case 'config':
        this.#options.onConfig(frame.config);
        return;
      case 'bye':
        this.bye = frame;
        this.#options.log.info('server-bye', { reason: frame.reason, message: frame.message });
        return;
    }
  }

  #greet(challenge: Challenge): void {
    if (this.#phase !== 'opening') return;
    const { clock, identity, spool, bootId, instance, agentVersion, log } = this.#options;
    const challengeAt = this.#now();
    if (chooseVersion(PROTOCOL, challenge.protocol) === undefined) {
      log.error('protocol-unsupported', { mine: PROTOCOL, theirs: challenge.protocol });
      this.bye = { t: 'bye', reason: 'version-unsupported', message: 'no common protocol version' };
      this.#link.terminate();
      return;
    }
    this.#phase = 'greeted';
    this.#expectWithin('no-welcome');
    this.#options.onChallenged();
    const { first, last } = spool.stats();
    this.#transmit({
      t: 'hello',
      agentId: identity.agentId,
      signature: identity.sign(helloText(challenge.nonce, identity.agentId)),
      protocol: PROTOCOL,
      agentVersion,
      bootId,
      epoch: spool.epoch,
      instance,
      challengeAt,
      at: this.#now(),
      mono: clock.mono(),
      journal: { first, last },
      configRevision: this.#options.configRevision(),
      capabilities: [],
    });
  }

  async #begin(welcome: Welcome): Promise<void> {
    if (this.#phase !== 'greeted') return;
    const { spool, log } = this.#options;
    this.#cancelPatience();
    if (welcome.acknowledged > spool.shown) {
      // The server holds numbers of this epoch that this disk has never shown: it was restored from a back-up. The
      // last number of now would not tell, because what was written since may have caught up with the server.
      log.error('journal-behind-server', { server: welcome.acknowledged, here: spool.shown });
      await spool.renewEpoch();
      this.#giveUp('epoch-renewed');
      return;
    }
    await spool.acknowledge(welcome.acknowledged);
    if (this.#hasEnded) return;
    this.#phase = 'welcomed';
    this.#heartbeat.start(welcome.heartbeatMs);
    if (welcome.config) this.#options.onConfig(welcome.config);
    this.#options.onWelcome();
    await this.#outbox.open(welcome.acknowledged, welcome.credits);
  }

  async #settle(ack: Ack): Promise<void> {
    const { spool, log } = this.#options;
    for (const one of ack.verdicts ?? []) {
      if (one.verdict !== 'rejected') continue;
      this.#counts.rejected += 1;
      log.warn('entry-rejected', { seq: one.seq, reason: one.reason });
    }
    await spool.acknowledge(ack.upTo);
    this.#outbox.confirmed();
    await this.#outbox.grant(ack.credits);
  }

  // A getter, because the compiler takes the phase for unchanged across an await.
  get #hasEnded(): boolean {
    return this.#phase === 'ended';
  }

  #transmit(frame: AgentFrame): void {
    this.#link.send(encodeFrame(frame));
    this.#heartbeat.sent();
  }

  #now(): number {
    return Math.max(0, Math.round(this.#options.clock.now()));
  }

  /** Gives the server a while for its next word, and then up. */
  #expectWithin(otherwise: string): void {
    this.#cancelPatience();
    this.#cancelPatience = this.#options.clock.after(LIMITS.helloTimeoutMs, () => this.#giveUp(otherwise));
  }

  #giveUp(why: string): void {
    this.#options.log.warn('session-given-up', { why });
    this.#link.terminate();
  }

  /** A session in which something broke is ended; the next begins from what was confirmed. */
  #break(error: unknown): void {
    this.#options.log.error('session-trouble', { message: describeError(error) });
    this.#link.terminate();
  }

  #inBackground(task: () => Promise<void>): void {
    task().catch((error: unknown) => this.#break(error));
  }
}
