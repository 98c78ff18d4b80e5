import type { Clock, Logger } from '@wardwatch/shared/lib';
import type { Metrics } from '../metrics/metrics.ts';
import type { FleetStore } from '../store/store.ts';
import type { SessionRegistry } from './registry.ts';

/** How often the server writes down that it lives and whom it hears. */
export const PRESENCE_TICK_MS = 15_000;

/** Ends of sessions that wait to be written: one for each agent, so no more than there are agents. */
type SessionEnd = Parameters<FleetStore['sessionClosed']>[0];

/** What presence needs. */
export interface PresenceDeps {
  fleet: Pick<FleetStore, 'serverTick' | 'sessionClosed'>;
  registry: SessionRegistry;
  clock: Clock;
  metrics: Metrics;
  log: Logger;
}

/**
 * The server's own proof of life, on disk. After a crash it tells until when the server listened, and until when each
 * agent was heard.
 */
export class Presence {
  readonly #deps: PresenceDeps;
  readonly #unwritten = new Map<string, SessionEnd>();
  #stop: (() => void) | undefined;

  constructor(deps: PresenceDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#stop = this.#deps.clock.after(PRESENCE_TICK_MS, () => {
      void this.tick();
      this.start();
    });
  }

  stop(): void {
    this.#stop?.();
  }

  /**
   * Writes down that a session ended. Where the store is away the end is kept and written with a later tick, so that
   * a dark device does not stay online.
   */
  async close(end: SessionEnd): Promise<void> {
    try {
      await this.#deps.fleet.sessionClosed(end);
      if (this.#unwritten.get(end.agentId) === end) this.#unwritten.delete(end.agentId);
    } catch (error) {
      this.#unwritten.set(end.agentId, end);
      this.#deps.metrics.storeFailures.inc({ operation: 'session' });
      this.#deps.log.error('presence.close-not-written', { agentId: end.agentId, error });
    }
  }

  /** Writes one tick. A store that is away is counted; the next tick tries again. */
  async tick(): Promise<void> {
    const { fleet, registry, clock, metrics, log } = this.#deps;
    const heard = [...registry.all()].map(({ agentId, lastHeardAt }) => ({ agentId, lastHeardAt }));
    try {
      await fleet.serverTick(clock.now(), heard);
      for (const end of this.#unwritten.values()) await this.close(end);
    } catch (error) {
      metrics.storeFailures.inc({ operation: 'tick' });
      log.error('presence.tick-not-written', { error });
    }
  }
}
