import type { DeviceRow } from '@wardwatch/shared/api';
import type { Fleet } from './fleet.ts';

/** How a service is from one place; `unknown` where a machine looks but could not tell. */
export type ServiceState = 'up' | 'degraded' | 'down' | 'unknown';

/** The best first: one machine that reaches the service proves that it can be reached. */
const STATES: readonly ServiceState[] = ['up', 'degraded', 'down', 'unknown'];

/** A service as the machines of one site see it. */
export interface SiteService {
  id: string;
  state: ServiceState;
  /** Machines that see it so, of those that look. */
  agreeing: number;
  looking: number;
  /** Time of the last answer in milliseconds, and days that the certificate still holds; the worst of the machines. */
  timeMs: number | undefined;
  certificateDays: number | undefined;
}

/** Services that machines of the site look at now, by id. Only machines that are heard count. */
export function siteServices(fleet: Pick<Fleet, 'devices'>, siteId: string): SiteService[] {
  const devices = [...fleet.devices.values()].filter((row) => row.siteId === siteId && isHeard(row));
  const ids = new Set(devices.flatMap((row) => serviceIds(row)));
  return [...ids].toSorted().map((id) => siteService(devices, id));
}

/** State of one service at each site from which a machine looks at it now. */
export function serviceSites(fleet: Pick<Fleet, 'devices'>, id: string): ReadonlyMap<string, ServiceState> {
  const bySite = Map.groupBy([...fleet.devices.values()].filter(isHeard), ({ siteId }) => siteId);
  const states = [...bySite].flatMap(([siteId, devices]): [string, ServiceState][] =>
    devices.some((row) => serviceIds(row).includes(id)) ? [[siteId, siteService(devices, id).state]] : [],
  );
  return new Map(states);
}

function siteService(devices: readonly DeviceRow[], id: string): SiteService {
  const seen = devices.flatMap((row) => {
    const fact = row.facts[`service:${id}`];
    return fact ? [stateOf(fact.value)] : [];
  });
  const state = STATES.find((one) => seen.includes(one)) ?? 'unknown';
  const figures = (metric: string): number[] => devices.flatMap((row) => row.metrics[`${metric}:${id}`]?.value ?? []);
  const [times, days] = [figures('service.time'), figures('service.certificate')];
  return {
    id,
    state,
    agreeing: seen.filter((one) => one === state).length,
    looking: seen.length,
    timeMs: times.length === 0 ? undefined : Math.max(...times),
    certificateDays: days.length === 0 ? undefined : Math.min(...days),
  };
}

function stateOf(value: string | null): ServiceState {
  return STATES.find((state) => state === value) ?? 'unknown';
}

function serviceIds(row: DeviceRow): string[] {
  return Object.keys(row.facts).flatMap((fact) => (fact.startsWith('service:') ? [fact.slice('service:'.length)] : []));
}

function isHeard(row: DeviceRow): boolean {
  return row.status === 'active' && row.connected;
}
