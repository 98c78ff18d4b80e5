import { LIVE_CLOSE, LIVE_TICK_MS, type LiveFrame } from '@wardwatch/shared/api';
import { backoffMs, type BackoffPolicy, type Clock } from '@wardwatch/shared/lib';
import type { ApiClient } from './api-client.ts';
import type { ApiFailure } from './api-failure.ts';
import { type Fleet, fleetOf, withChanges } from './fleet.ts';
import { readLiveFrame } from './live-frame.ts';
import type { ServerTime } from './server-time.ts';

/** Bounds of the reconnects. Short: a person looks on. */
export const LIVE_BACKOFF: BackoffPolicy = { firstMs: 1_000, maxMs: 15_000 };

/** Nothing heard for so long: the figures are stale and the socket is given up. */
export const LIVE_SILENCE_MS = 2 * LIVE_TICK_MS;

/** How the console hears from the server. Instants are the server's. */
export type ConnectionState =
  | { kind: 'connecting'; failure?: ApiFailure }
  | { kind: 'live' }
  | { kind: 'stale'; since: number }
  | { kind: 'signed-out' };

/** What a live socket reports. */
export interface LiveSocketEvents {
  onMessage(text: string): void;
  onClose(code: number): void;
}

/** Opens the live socket at a path of the server; the returned function closes it. The browser's WebSocket fits. */
export type OpenLiveSocket = (path: string, events: LiveSocketEvents) => () => void;

/** What the client needs and whom it tells. */
export interface LiveDependencies {
  api: Pick<ApiClient, 'board' | 'session'>;
  open: OpenLiveSocket;
  clock: Clock;
  random: () => number;
  serverTime: ServerTime;
  onState(state: ConnectionState): void;
  onFleet(fleet: Fleet): void;
  /** After each word of the server, with its time. */
  onHeard(): void;
}

/** How one connection ended. */
type Ending = 'signed-out' | 'never-live' | 'lost' | 'stopped';

/**
 * Keeps the fleet as the server has it: the whole board once, then changes from its revision. It reconnects with
 * back-off for as long as it runs, always from the last revision, and says how sure the figures are.
 *
 *     connecting ──board──> live <──frame── stale      any ──4401 or no session──> signed-out
 *                             └──close, silence──^
 */
export class LiveClient {
  readonly #deps: LiveDependencies;
  #fleet: Fleet | undefined;
  #stop: AbortController | undefined;
  #wake: (() => void) | undefined;
  /** Frames that could not be read, since the start. */
  unreadFrames = 0;

  constructor(dependencies: LiveDependencies) {
    this.#deps = dependencies;
  }

  /** Begins to listen. Does nothing where it already does. */
  start(): void {
    if (this.#stop) return;
    this.#stop = new AbortController();
    void this.#run(this.#stop.signal);
  }

  /** Stops listening and forgets what was heard. */
  stop(): void {
    this.#stop?.abort();
    this.#stop = undefined;
    this.#fleet = undefined;
  }

  /** Tries now instead of waiting: the network came back, or a person asked. */
  wake(): void {
    this.#wake?.();
  }

  async #run(signal: AbortSignal): Promise<void> {
    if (!this.#fleet) this.#deps.onState({ kind: 'connecting' });
    for (let attempt = 0; !signal.aborted; attempt++) {
      const ending = await this.#connect(signal);
      if (ending === 'stopped') return;
      if (ending === 'signed-out') {
        this.#stop = undefined;
        this.#deps.onState({ kind: 'signed-out' });
        return;
      }
      if (ending === 'lost') attempt = 0;
      await this.#pause(backoffMs(LIVE_BACKOFF, attempt, this.#deps.random()), signal);
    }
  }

  /** One connection from its beginning to its end. */
  async #connect(signal: AbortSignal): Promise<Ending> {
    if (!this.#fleet) {
      const loaded = await this.#loadBoard(signal);
      if (loaded !== 'loaded') return loaded;
    }
    const ending = await this.#listen(signal);
    if (ending === 'lost' || ending === 'never-live') this.#deps.onState(this.#staleness());
    return ending === 'never-live' ? this.#askWhy(signal) : ending;
  }

  async #loadBoard(signal: AbortSignal): Promise<Ending | 'loaded'> {
    const result = await this.#deps.api.board(signal);
    if (signal.aborted) return 'stopped';
    if (!result.ok) {
      if (result.failure.code === 'not-signed-in') return 'signed-out';
      this.#deps.onState(this.#staleness(result.failure));
      return 'never-live';
    }
    this.#deps.serverTime.observe(result.value.serverTime);
    this.#keep(fleetOf(result.value));
    this.#deps.onHeard();
    return 'loaded';
  }

  /** Listens until the socket closes, falls silent, or the client stops. */
  #listen(signal: AbortSignal): Promise<Ending> {
    return new Promise((resolve) => {
      let heard = false;
      let cancelSilence: (() => void) | undefined;
      const end = (ending: Ending): void => {
        cancelSilence?.();
        signal.removeEventListener('abort', onAbort);
        close();
        resolve(ending);
      };
      const onAbort = (): void => end('stopped');
      const awaitWord = (): void => {
        cancelSilence?.();
        cancelSilence = this.#deps.clock.after(LIVE_SILENCE_MS, () => end(heard ? 'lost' : 'never-live'));
      };
      const close = this.#deps.open(`/api/live?since=${this.#fleet?.revision ?? 0}`, {
        onMessage: (text) => {
          heard = true;
          awaitWord();
          if (this.#receive(text) === 'rewound') end('lost');
        },
        onClose: (code) => end(code === LIVE_CLOSE.signedOut ? 'signed-out' : heard ? 'lost' : 'never-live'),
      });
      signal.addEventListener('abort', onAbort);
      awaitWord();
    });
  }

  #receive(text: string): 'taken' | 'rewound' {
    const frame = readLiveFrame(text);
    if (!frame) {
      this.unreadFrames += 1;
      return 'taken';
    }
    if (this.#isRewound(frame)) {
      this.#fleet = undefined;
      return 'rewound';
    }
    this.#deps.serverTime.observe(frame.serverTime);
    if (frame.t === 'changes' && this.#fleet) this.#keep(withChanges(this.#fleet, frame));
    this.#deps.onState({ kind: 'live' });
    this.#deps.onHeard();
    return 'taken';
  }

  /** A server restored from a back-up counts from an earlier revision: what is held here no longer fits. */
  #isRewound(frame: LiveFrame): boolean {
    return this.#fleet !== undefined && frame.revision < this.#fleet.revision;
  }

  /** A refused handshake does not say why; the session does. */
  async #askWhy(signal: AbortSignal): Promise<Ending> {
    const session = await this.#deps.api.session(signal);
    if (signal.aborted) return 'stopped';
    return session.ok && session.value.person === null ? 'signed-out' : 'never-live';
  }

  #staleness(failure?: ApiFailure): ConnectionState {
    const since = this.#deps.serverTime.lastHeardAt;
    if (since !== undefined) return { kind: 'stale', since };
    return failure ? { kind: 'connecting', failure } : { kind: 'connecting' };
  }

  #keep(fleet: Fleet): void {
    this.#fleet = fleet;
    this.#deps.onFleet(fleet);
  }

  #pause(delayMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        cancel();
        signal.removeEventListener('abort', end);
        this.#wake = undefined;
        resolve();
      };
      const cancel = this.#deps.clock.after(delayMs, end);
      this.#wake = end;
      signal.addEventListener('abort', end);
    });
  }
}
