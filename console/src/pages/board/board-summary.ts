import type { DeviceRow, SiteRow } from '@wardwatch/shared/api';
import { compareStatus, type DeviceStatus, deviceStatus } from '../../components/device-status.ts';
import type { RunningEntry } from '../../components/running-list.ts';
import type { Fleet } from '../../data/fleet.ts';

/** A device with what is said of it. */
export interface BoardDevice {
  row: DeviceRow;
  status: DeviceStatus;
}

/** A site with its devices, the one that needs a hand first. `site` is undefined for devices of an unknown site. */
export interface BoardSite {
  site: SiteRow | undefined;
  devices: readonly BoardDevice[];
}

/** The figures above the board. */
export interface BoardCounts {
  /** Devices that count: approved and not revoked. */
  total: number;
  online: number;
  offline: number;
  /** Whether any of the offline ones is meant to be on. */
  isOfflineAlarming: boolean;
  problem: number;
  /** Whether any of the problems is more than a UPS that wants a look. */
  isProblemAlarming: boolean;
  onBattery: number;
  pending: number;
}

/** A row that did not change keeps its very status, so that its element is not drawn anew. Lives as long as the row. */
const statuses = new WeakMap<DeviceRow, DeviceStatus>();

function statusOf(row: DeviceRow): DeviceStatus {
  const status = statuses.get(row) ?? deviceStatus(row);
  statuses.set(row, status);
  return status;
}

/** Counts the fleet's devices. */
export function boardCounts(fleet: Fleet): BoardCounts {
  const devices = [...fleet.devices.values()].map((row) => statusOf(row));
  const count = (test: (status: DeviceStatus) => boolean): number => devices.filter(test).length;
  return {
    total: count((status) => status.kind !== 'pending' && status.kind !== 'revoked'),
    online: count((status) => status.kind === 'online' || status.kind === 'problem'),
    offline: count((status) => status.kind === 'offline'),
    isOfflineAlarming: devices.some((status) => status.kind === 'offline' && status.tone !== 'quiet'),
    problem: count((status) => status.kind === 'problem' && status.problem !== 'mains'),
    isProblemAlarming: devices.some((status) => status.kind === 'problem' && status.tone === 'danger'),
    onBattery: count((status) => status.isOnBattery),
    pending: count((status) => status.kind === 'pending'),
  };
}

/**
 * Sites with their devices: those where something needs a hand first, then by name as Vietnamese sorts. Archived
 * sites and revoked devices are left out.
 */
export function boardSites(fleet: Fleet): BoardSite[] {
  const bySite = Map.groupBy(
    [...fleet.devices.values()]
      .filter((row) => row.status !== 'revoked')
      .map((row) => ({ row, status: statusOf(row) })),
    ({ row }) => row.siteId,
  );
  const known = [...fleet.sites.values()].filter((site) => !site.archived || bySite.has(site.id));
  const sites = known.map((site) => ({ site, devices: sorted(bySite.get(site.id) ?? []) }));
  const lost = [...bySite].flatMap(([siteId, devices]) => (fleet.sites.has(siteId) ? [] : devices));
  const all: BoardSite[] = lost.length === 0 ? sites : [...sites, { site: undefined, devices: sorted(lost) }];
  return all.sort((a, b) => compareSites(a, b));
}

/** Outages that go on at sites in use, the longest first. */
export function runningEntries(fleet: Fleet): RunningEntry[] {
  return [...fleet.sites.values()]
    .filter(({ archived }) => !archived)
    .flatMap(({ id, name, contact, running }) =>
      running.map((outage) => ({ outage, siteId: id, siteName: name, contact })),
    )
    .toSorted((a, b) => a.outage.from - b.outage.from);
}

const byName = new Intl.Collator('vi', { numeric: true });

function sorted(devices: readonly BoardDevice[]): BoardDevice[] {
  return devices.toSorted((a, b) => compareStatus(a.status, b.status) || byName.compare(a.row.name, b.row.name));
}

function compareSites(a: BoardSite, b: BoardSite): number {
  return compareFirst(a, b) || byName.compare(a.site?.name ?? '', b.site?.name ?? '');
}

/** Sites without a device come last: they ask for nothing. */
function compareFirst(a: BoardSite, b: BoardSite): number {
  const [first] = a.devices;
  const [second] = b.devices;
  if (!first || !second) return Number(!first) - Number(!second);
  return compareStatus(first.status, second.status);
}
