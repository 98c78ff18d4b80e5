import * as v from 'valibot';
import { displayName, instant, serviceCheck, speedTest, targetId } from '../model/index.ts';

/** A service that the ward watches: what agents look at, and how people call it. */
export const serviceRow = v.object({
  id: targetId,
  name: displayName,
  check: serviceCheck,
  isActive: v.boolean(),
  /** Sites that look at it; null for all. */
  siteIds: v.nullable(v.pipe(v.array(v.string()), v.maxLength(500))),
});
export type ServiceRow = v.InferOutput<typeof serviceRow>;
/** `GET /api/services`. */
export const serviceList = v.object({ services: v.array(serviceRow) });
/** `POST /api/services`: a new one, or another content for the id. `check.id` must be `id`. */
export const saveServiceRequest = v.pipe(
  serviceRow,
  v.check((row) => row.check.id === row.id, 'the check must carry the id of its service'),
);

/** What a watched device is, for its mark. */
export const WATCHED_KINDS = ['gateway', 'switch', 'access-point', 'printer', 'ups', 'camera', 'other'] as const;
export const watchedKind = v.picklist(WATCHED_KINDS);
export type WatchedKind = v.InferOutput<typeof watchedKind>;

const hostText = v.pipe(v.string(), v.maxLength(253), v.regex(/^[A-Za-z0-9_:][A-Za-z0-9._:-]*$/));
const portNumber = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));

/** A device that runs nothing of ours, watched by an agent of its site. The SNMP community is never given back. */
export const watchedRow = v.object({
  id: targetId,
  /** Device whose agent watches it. */
  watcherId: v.string(),
  /** Site of that device as this was saved: its network is the one that the address is of. */
  siteId: v.string(),
  name: displayName,
  kind: watchedKind,
  host: hostText,
  port: v.nullable(portNumber),
  hasSnmp: v.boolean(),
  isUps: v.boolean(),
  isActive: v.boolean(),
  /** The device that watches is at another site by now: nothing is watched until an administrator saves it anew. */
  isElsewhere: v.boolean(),
  changedAt: instant,
});
export type WatchedRow = v.InferOutput<typeof watchedRow>;
/** `GET /api/watched`. */
export const watchedList = v.object({ watched: v.array(watchedRow) });
/** `POST /api/watched`: a new one (no id), or another content for the id. */
export const saveWatchedRequest = v.object({
  id: v.optional(targetId),
  watcherId: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  name: displayName,
  kind: watchedKind,
  host: hostText,
  port: v.nullable(portNumber),
  /**
   * Absent leaves it as it is; null ends SNMP. A saved one is for one host at one site: with another host, watcher or
   * site it is given anew.
   */
  snmpCommunity: v.optional(v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(64)))),
  isUps: v.optional(v.boolean(), false),
  isActive: v.optional(v.boolean(), true),
});
export type SaveWatchedRequest = v.InferOutput<typeof saveWatchedRequest>;

/** `GET` and `POST /api/speed-test`: null for none. */
export const speedSetting = v.object({ speed: v.nullable(speedTest) });

/** One file of the agent's downloads: `GET /api/downloads`. */
export const downloadRow = v.object({
  platform: v.picklist(['linux-x64', 'linux-arm64', 'windows-x64', 'any']),
  fileName: v.string(),
  bytes: v.pipe(v.number(), v.minValue(0)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  version: v.string(),
});
export type DownloadRow = v.InferOutput<typeof downloadRow>;
export const downloadList = v.object({ downloads: v.array(downloadRow) });

/** Battery runtime learned from real discharges of a device's UPS: `GET /api/devices/{id}/battery`. */
export const batteryReport = v.object({
  /** Discharges that were long and deep enough to learn from. */
  discharges: v.pipe(v.number(), v.minValue(0)),
  lastDischargeAt: v.nullable(instant),
  /** Seconds from full to empty at the load of `atLoad`; null until something was learned. */
  runtimeSeconds: v.nullable(v.pipe(v.number(), v.minValue(0))),
  lowSeconds: v.nullable(v.pipe(v.number(), v.minValue(0))),
  highSeconds: v.nullable(v.pipe(v.number(), v.minValue(0))),
  /** Mean load in percent; null where the UPS does not tell. */
  atLoad: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(100))),
  /** What the UPS itself claims now, seconds. */
  claimedSeconds: v.nullable(v.pipe(v.number(), v.minValue(0))),
  needsReplacement: v.boolean(),
});
export type BatteryReport = v.InferOutput<typeof batteryReport>;
