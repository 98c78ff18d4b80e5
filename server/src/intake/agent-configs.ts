import { createHash } from 'node:crypto';
import type { ServiceRow } from '@wardwatch/shared/api';
import type { Clock, Logger } from '@wardwatch/shared/lib';
import { MAX_CONFIGURED, type ProbeConfig, type SpeedTest, type WatchedTarget } from '@wardwatch/shared/model';
import type { SecretBox } from '../lib/secret-box.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { SealedWatched, WatchingStore } from '../store/watching-store.ts';
import type { SessionRegistry } from './registry.ts';

/** Several changes within so long are told as one. */
const GATHER_MS = 2_000;
/** Agents that are told in one step, and the pause between two: all of a city within a minute or two. */
const TOLD_AT_ONCE = 100;
const STEP_MS = 500;

/** Whose configuration is asked for. */
export interface Watcher {
  deviceId: string;
  siteId: string;
}

/** What the configurations need. */
export interface ConfigDeps {
  /** What every agent measures. */
  base: ProbeConfig;
  watching: Pick<WatchingStore, 'services' | 'watched' | 'speed'>;
  box: SecretBox;
  registry: SessionRegistry;
  clock: Clock;
  metrics: Metrics;
  log: Logger;
}

interface Content {
  services: readonly ServiceRow[];
  watched: ReadonlyMap<string, SealedWatched[]>;
  speed: SpeedTest | null;
}

/**
 * What each agent is asked to measure: the server's own settings, the services of its site, the devices that it
 * watches, and the measurement of speed. Kept in memory, read anew after a change; agents that are connected are then
 * told one after the other.
 */
export class AgentConfigs {
  readonly #deps: ConfigDeps;
  #content: Content = { services: [], watched: new Map(), speed: null };
  #cancel: (() => void) | undefined;
  #isStopped = false;

  constructor(deps: ConfigDeps) {
    this.#deps = deps;
  }

  /** Reads what is to be watched. Rejects where the store is away. */
  async load(): Promise<void> {
    const { watching } = this.#deps;
    const [services, rows, speed] = await Promise.all([watching.services(), watching.watched(), watching.speed()]);
    const watched = new Map<string, SealedWatched[]>();
    for (const one of rows) {
      const known = watched.get(one.row.watcherId);
      if (known) known.push(one);
      else watched.set(one.row.watcherId, [one]);
    }
    this.#content = { services, watched, speed };
  }

  /** The agent's configuration. Its revision follows from its content. */
  of(watcher: Watcher): ProbeConfig {
    const { base } = this.#deps;
    const { services, watched, speed } = this.#content;
    const checks = servicesOf(services, watcher.siteId).map((service) => service.check);
    const targets = (watched.get(watcher.deviceId) ?? [])
      // Addresses and communities are of the site's own network: they do not follow a machine to another one.
      .filter(({ row }) => row.isActive && row.siteId === watcher.siteId)
      .map((one) => this.#target(one));
    if (checks.length === 0 && targets.length === 0 && speed === null) return base;
    const { revision: _, ...rest } = base;
    const content = {
      ...rest,
      services: checks.slice(0, MAX_CONFIGURED),
      watched: targets.slice(0, MAX_CONFIGURED),
      ...(speed && { speed }),
    };
    return { revision: revisionOf(content), ...content };
  }

  /** Something was changed: reads it, and tells every agent for which that makes a difference. */
  changed(): void {
    this.#cancel?.();
    if (this.#isStopped) return;
    this.#cancel = this.#deps.clock.after(GATHER_MS, () => void this.#tell());
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel?.();
  }

  async #tell(): Promise<void> {
    try {
      await this.load();
    } catch (error) {
      this.#deps.metrics.storeFailures.inc({ operation: 'configs' });
      this.#deps.log.error('configs.not-read', { error });
      this.changed();
      return;
    }
    this.#tellNext([...this.#deps.registry.all()].map((session) => session.agentId));
  }

  #tellNext(agentIds: readonly string[]): void {
    for (const agentId of agentIds.slice(0, TOLD_AT_ONCE)) this.#deps.registry.get(agentId)?.configure();
    const rest = agentIds.slice(TOLD_AT_ONCE);
    if (rest.length > 0 && !this.#isStopped) this.#cancel = this.#deps.clock.after(STEP_MS, () => this.#tellNext(rest));
  }

  #target({ row, community: sealed }: SealedWatched): WatchedTarget {
    const community = sealed === null ? undefined : this.#deps.box.unseal(sealed);
    if (sealed !== null && community === undefined) {
      this.#deps.metrics.communitiesUnreadable.inc();
      this.#deps.log.warn('configs.community-unreadable', { watched: row.id });
    }
    const snmp = community === undefined ? null : { community, port: 161, isUps: row.isUps };
    return { id: row.id, host: row.host, port: row.port, snmp };
  }
}

/** Services that are looked at from a site. */
export function servicesOf(services: readonly ServiceRow[], siteId: string): ServiceRow[] {
  return services.filter(({ isActive, siteIds }) => isActive && (siteIds === null || siteIds.includes(siteId)));
}

/** A number for the content: another one for another content. */
export function revisionOf(content: Omit<ProbeConfig, 'revision'>): number {
  return createHash('sha256').update(JSON.stringify(content)).digest().readUInt32BE(0);
}
