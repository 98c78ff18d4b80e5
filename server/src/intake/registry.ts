/** A welcomed session, as others may see it. */
export interface LiveSession {
  readonly agentId: string;
  readonly sessionId: string;
  /** The agent's process and boot, to tell a reconnect from a second machine. */
  readonly instance: string;
  readonly bootId: string;
  readonly epoch: string;
  readonly lastHeardAt: number;
  /** Ends the session because a newer one with the same key was welcomed. */
  supersede(): void;
  /** Ends the session because the key was revoked. */
  revoke(): void;
  /** Sends the configuration again. */
  configure(): void;
}

/** A session heard so recently is alive beyond doubt: two heartbeats. */
const ALIVE_WITHIN_MS = 30_000;

/** The one live session of each agent. The newest always wins. */
export class SessionRegistry {
  readonly #byAgent = new Map<string, LiveSession>();

  get size(): number {
    return this.#byAgent.size;
  }

  get(agentId: string): LiveSession | undefined {
    return this.#byAgent.get(agentId);
  }

  all(): Iterable<LiveSession> {
    return this.#byAgent.values();
  }

  /**
   * Makes the session its agent's only one. Says whether another machine seems to use the same key: two boots, or two
   * journals, alive at the same time. A process that only reconnects, or was restarted, is no clone, nor is a machine
   * that booted after the old session fell silent.
   */
  put(session: LiveSession, { now, bootedAt }: { now: number; bootedAt: number }): { cloneSuspected: boolean } {
    const old = this.#byAgent.get(session.agentId);
    this.#byAgent.set(session.agentId, session);
    if (!old) return { cloneSuspected: false };
    old.supersede();
    const otherMachine = old.bootId !== session.bootId || old.epoch !== session.epoch;
    const sameProcess = old.instance === session.instance;
    const rebooted = old.bootId !== session.bootId && bootedAt >= old.lastHeardAt;
    const wasAlive = now - old.lastHeardAt < ALIVE_WITHIN_MS;
    return { cloneSuspected: otherMachine && !sameProcess && !rebooted && wasAlive };
  }

  /** Forgets the session, unless a newer one took its place. Says whether it was the agent's. */
  remove(session: LiveSession): boolean {
    if (this.#byAgent.get(session.agentId) !== session) return false;
    return this.#byAgent.delete(session.agentId);
  }
}
