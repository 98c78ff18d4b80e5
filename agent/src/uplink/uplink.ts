import type { Clock, Logger } from '@wardwatch/shared/lib';
import type { StampedEntry } from '@wardwatch/shared/model';
import type { Link, LinkEnd, OpenLink } from './link.ts';
import { planNext } from './plan.ts';
import { type ByeReason, Session, type SessionCounts, type SessionOptions } from './session.ts';

/** WebSocket requests answered with plain HTTP in a row after which HTTPS exchanges are tried. */
const BLOCKED_AFTER = 3;
/** How long exchanges are used before WebSocket is tried again, milliseconds. */
const SOCKET_AGAIN_MS = 900_000;
/** How long a proper close may take. */
const CLOSE_MS = 1_000;
/** Between an attempt that a changed network made pointless and the next. */
const WOKEN_DELAY_MS = 200;
/** Answers that say "not now", which is not "blocked". */
const BUSY = new Set([429, 502, 503, 504]);

export type UplinkState = 'idle' | 'connecting' | 'challenged' | 'welcomed' | 'waiting' | 'stopped';

/** How the uplink stands, for `status` and the log. */
export interface UplinkStatus {
  state: UplinkState;
  /** Wall time since which it is so. */
  since: number;
  transport: 'socket' | 'exchange';
  /** Connections that failed since the last welcome. */
  attempts: number;
  /** Wall time of the next attempt, while waiting. */
  nextAttemptAt: number | undefined;
  /** Why the last connection ended, or why there is none. */
  lastError: string | undefined;
  counts: Readonly<SessionCounts>;
}

export interface UplinkOptions extends Omit<SessionOptions, 'onChallenged' | 'onWelcome'> {
  /** A draw from [0, 1). */
  random: () => number;
  socket: OpenLink;
  exchange: OpenLink;
  /** The session stands, or it does not. Called before the snapshot is made. */
  onHub: (value: 'up' | 'down', detail?: string) => void;
}

/**
 * The agent's connection to the server: opens it, keeps it, opens it again.
 *
 * ```text
 *            start                 challenge               welcome
 *   idle ───────────▶ connecting ───────────▶ challenged ───────────▶ welcomed
 *                       ▲   │                    │                       │
 *        time, network, │   │ closed             │ closed                │ closed
 *        resume         │   ▼                    ▼                       ▼
 *                       └── waiting ◀────────────┴───────────────────────┘
 *                               │ the server said "revoked", or `stop`
 *                               ▼
 *                            stopped
 * ```
 *
 * A connection that ended, however late it says so, never touches the one after it.
 */
export class Uplink {
  readonly #options: UplinkOptions;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #counts: SessionCounts = { batches: 0, rejected: 0, unknownFrames: 0, badFrames: 0 };
  #state: UplinkState = 'idle';
  #since: number;
  #link: Link | undefined;
  #session: Session | undefined;
  #attempts = 0;
  #answeredByHttp = 0;
  #exchangeUntil: number | undefined;
  #cancelWait: (() => void) | undefined;
  #isWaitOrdered = false;
  /** An attempt over the network of before was broken off; the next comes at once. */
  #isWoken = false;
  #nextAttemptAt: number | undefined;
  #lastError: string | undefined;
  #onClosed: (() => void) | undefined;

  constructor(options: UplinkOptions) {
    this.#options = options;
    this.#clock = options.clock;
    this.#log = options.log;
    this.#since = options.clock.now();
  }

  /** Connects, and goes on by itself. */
  start(): void {
    if (this.#state === 'idle') this.#connect();
  }

  /** An entry is in the journal. */
  appended(entry: StampedEntry): void {
    this.#session?.appended(entry);
  }

  /** The agent is awake anyhow: what would be sent soon is sent now. */
  pulse(): void {
    this.#session?.pulse();
  }

  /** The network changed or the machine woke up: what was waited for may be there now, what stood may be gone. */
  wake(): void {
    if (this.#state === 'waiting' && !this.#isWaitOrdered) this.#connect();
    else if (this.#state === 'welcomed') this.#session?.check();
    else if (this.#state === 'connecting' || this.#state === 'challenged') {
      this.#isWoken = true;
      this.#link?.terminate();
    }
  }

  /** Says goodbye and ends. Without a reason it ends as a broken line would. */
  async stop(reason: ByeReason | undefined): Promise<void> {
    this.#cancelWait?.();
    const [link, session] = [this.#link, this.#session];
    this.#become('stopped');
    if (!link || !session) return;
    const closed = new Promise<void>((resolve) => (this.#onClosed = resolve));
    if (reason === undefined) link.terminate();
    else await session.leave(reason);
    const cancel = this.#clock.after(CLOSE_MS, () => link.terminate());
    await closed;
    cancel();
  }

  status(): UplinkStatus {
    return {
      state: this.#state,
      since: this.#since,
      transport: this.#exchangeUntil === undefined ? 'socket' : 'exchange',
      attempts: this.#attempts,
      nextAttemptAt: this.#state === 'waiting' ? this.#nextAttemptAt : undefined,
      lastError: this.#lastError,
      counts: { ...this.#counts },
    };
  }

  #connect(): void {
    this.#cancelWait?.();
    this.#become('connecting');
    if (this.#exchangeUntil !== undefined && this.#clock.mono() > this.#exchangeUntil) this.#exchangeUntil = undefined;
    const open = this.#exchangeUntil === undefined ? this.#options.socket : this.#options.exchange;
    const link = open({
      opened: () => session.opened(),
      text: (text) => session.receive(text),
      closed: (end) => this.#closed(session, end),
    });
    const session: Session = new Session(link, this.#counts, {
      ...this.#options,
      onChallenged: () => this.#become('challenged'),
      onWelcome: () => this.#welcomed(),
    });
    this.#link = link;
    this.#session = session;
  }

  #welcomed(): void {
    this.#attempts = 0;
    this.#answeredByHttp = 0;
    this.#lastError = undefined;
    this.#become('welcomed');
    this.#log.info('session-welcomed', { transport: this.status().transport });
    this.#options.onHub('up');
  }

  #closed(session: Session, end: LinkEnd): void {
    session.end();
    if (session !== this.#session) return;
    const wasWelcomed = this.#state === 'welcomed';
    this.#link = undefined;
    this.#session = undefined;
    this.#onClosed?.();
    if (this.#state === 'stopped') return;
    this.#lastError = session.bye?.message || end.reason || `closed with ${end.code}`;
    this.#noteTransport(end);
    if (!wasWelcomed) this.#attempts += 1;
    this.#options.onHub('down', session.bye?.reason ?? this.#lastError);
    this.#follow(session, end);
  }

  #follow(session: Session, end: LinkEnd): void {
    const attempt = Math.max(0, this.#attempts - 1);
    const plan = planNext({ code: end.code, bye: session.bye }, attempt, this.#options.random());
    const fields = { code: end.code, reason: this.#lastError, attempts: this.#attempts };
    if (plan.kind === 'stop') {
      this.#log.error('uplink-stopped', { ...fields, advice: 'enrol this machine anew to report again' });
      this.#become('stopped');
      return;
    }
    const delayMs = this.#isWoken && plan.kind === 'retry' ? WOKEN_DELAY_MS : plan.delayMs;
    this.#isWoken = false;
    this.#log.info('uplink-waits', { ...fields, delayMs });
    this.#isWaitOrdered = plan.kind === 'wait';
    this.#nextAttemptAt = this.#clock.now() + delayMs;
    this.#become('waiting');
    this.#cancelWait = this.#clock.after(delayMs, () => this.#connect());
  }

  /** Changes from WebSocket to exchanges where something on the way answers in the server's place. */
  #noteTransport(end: LinkEnd): void {
    if (this.#exchangeUntil !== undefined) {
      // Exchanges do not get through either: WebSocket is as good.
      if (end.httpStatus !== undefined && !BUSY.has(end.httpStatus)) this.#exchangeUntil = undefined;
      return;
    }
    const isBlocked = end.httpStatus !== undefined && !BUSY.has(end.httpStatus);
    this.#answeredByHttp = isBlocked ? this.#answeredByHttp + 1 : 0;
    if (this.#answeredByHttp < BLOCKED_AFTER) return;
    this.#answeredByHttp = 0;
    this.#exchangeUntil = this.#clock.mono() + SOCKET_AGAIN_MS;
    this.#log.warn('websocket-blocked', { status: end.httpStatus, advice: 'going on by HTTPS requests' });
  }

  #become(state: UplinkState): void {
    if (this.#state === 'stopped' || this.#state === state) return;
    this.#state = state;
    this.#since = this.#clock.now();
  }
}
