import { randomBytes } from 'node:crypto';
import { type ExchangeRequest, type ExchangeResponse, LIMITS, type ServerFrame } from '@wardwatch/shared/protocol';
import { AgentSession, type SessionDeps } from './agent-session.ts';

/** HTTPS sessions at once; a further one is refused. */
export const MAX_EXCHANGES = 2_000;
const SWEEP_MS = 1_000;

interface Exchange {
  session: AgentSession;
  /** Frames that wait for the agent's next request. */
  outbox: ServerFrame[];
  touchedAt: number;
  /** A request of this session is under way. */
  isBusy: boolean;
}

/**
 * The intake for agents whose network blocks WebSocket: the same sessions, carried by one HTTPS request after
 * another. An exchange returns when all of its frames have had their effect.
 */
export class AgentExchanges {
  readonly #deps: SessionDeps;
  readonly #open = new Map<string, Exchange>();
  #stopSweep: (() => void) | undefined;

  constructor(deps: SessionDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#stopSweep = this.#deps.clock.after(SWEEP_MS, () => {
      const now = this.#deps.clock.now();
      for (const [id, exchange] of this.#open) {
        exchange.session.sweep(now);
        // A session that was refused after its welcome stays for one more request, so that the agent can read why; a
        // place that nobody proved a key for is free again at once.
        const isStale = exchange.session.agentId === '' || now - exchange.touchedAt > LIMITS.exchangeIdleMs;
        if (!exchange.session.isOpen && isStale) this.#open.delete(id);
      }
      this.start();
    });
  }

  shutDown(): void {
    this.#stopSweep?.();
    for (const { session } of this.#open.values()) session.shutDown();
    this.#open.clear();
  }

  /**
   * Carries frames up and brings the answers back. `busy` where no further session can be opened, `overlapping` where
   * another request of the same session is under way: its answers would get mixed up.
   */
  async exchange(request: ExchangeRequest): Promise<ExchangeResponse | 'busy' | 'overlapping'> {
    const known = request.session === undefined ? undefined : this.#open.get(request.session);
    if (request.session !== undefined && !known) return { session: null, frames: [] };
    const id = request.session ?? randomBytes(18).toString('base64url');
    const exchange = known ?? this.#begin(id);
    if (!exchange) return 'busy';
    if (exchange.isBusy) return 'overlapping';
    exchange.isBusy = true;
    exchange.touchedAt = this.#deps.clock.now();
    try {
      for (const frame of request.frames) await exchange.session.receive(JSON.stringify(frame));
    } finally {
      exchange.isBusy = false;
    }
    const frames = exchange.outbox.splice(0);
    if (!exchange.session.isOpen) this.#open.delete(id);
    return { session: exchange.session.isOpen ? id : null, frames };
  }

  #begin(id: string): Exchange | undefined {
    if (this.#open.size >= MAX_EXCHANGES) {
      this.#deps.metrics.connectionsRefused.inc();
      return undefined;
    }
    const outbox: ServerFrame[] = [];
    const wire = {
      transport: 'exchange' as const,
      send: (frame: ServerFrame) => void outbox.push(frame),
      close: () => undefined,
      pause: () => undefined,
      resume: () => undefined,
    };
    const session = new AgentSession(wire, this.#deps);
    const exchange = { session, outbox, touchedAt: this.#deps.clock.now(), isBusy: false };
    this.#open.set(id, exchange);
    session.start();
    return exchange;
  }
}
