import type { Clock, Logger } from '@wardwatch/shared/lib';
import type { Metrics } from '../metrics/metrics.ts';
import type { FleetStore } from '../store/store.ts';
import type { SessionRegistry } from './registry.ts';

/** How often the server writes down that it lives and whom it hears. */
export const PRESENCE_TICK_MS = 15_000;

/** What the tick needs. */
export interface PresenceDeps {
  fleet: Pick<FleetStore, 'serverTick'>;
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

  /** Writes one tick. A store that is away is counted; the next tick tries again. */
  async tick(): Promise<void> {
    const { fleet, registry, clock, metrics, log } = this.#deps;
    const heard = [...registry.all()].map(({ agentId, lastHeardAt }) => ({ agentId, lastHeardAt }));
    try {
      await fleet.serverTick(clock.now(), heard);
    } catch (error) {
      metrics.storeFailures.inc({ operation: 'tick' });
      log.error('presence.tick-not-written', { error });
    }
  }
}
