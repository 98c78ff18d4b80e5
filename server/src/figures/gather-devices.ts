import type { DeviceRow, SiteRow } from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import type { Criterion } from '@wardwatch/shared/model';
import type { DeviceEvidence } from '@wardwatch/shared/readiness';
import { lastEventsUpTo, learnedBattery } from '../report/device-battery.ts';
import type { JournalStore, Store } from '../store/store.ts';
import { type Needs, needsOf } from './criteria.ts';
import { type LatencyMemory, latencyMemory } from './latency.ts';

/** Devices whose latency is read for a site; those that are always on come first, since they see the whole period. */
const MAX_LATENCY_DEVICES = 2;

/** What is known of the devices of sites. */
export interface DeviceFacts {
  /** By the site that a device counted for at the end of the period. */
  bySite: ReadonlyMap<string, DeviceEvidence[]>;
  latencyBySite: ReadonlyMap<string, number | null>;
  /** Computers and laptops that reported. */
  computers: number;
}

/**
 * Reads of each device what the criteria of its site ask for, up to the end of the period. Sites of which nothing is
 * asked cost nothing.
 */
export async function gatherDevices(
  store: Pick<Store, 'ledger' | 'journal'>,
  devices: readonly DeviceRow[],
  sites: readonly SiteRow[],
  criteria: readonly Criterion[],
  period: { window: Interval; asOf: number; now: number },
): Promise<DeviceFacts> {
  const memory = latencyMemory(store);
  const rows = new Map(devices.map((device) => [device.id, device]));
  const places = Map.groupBy(await store.ledger.placesAt(period.asOf), ({ siteId }) => siteId);
  const bySite = new Map<string, DeviceEvidence[]>();
  const latencyBySite = new Map<string, number | null>();
  for (const { id, kind } of sites) {
    const own = (places.get(id) ?? []).flatMap(({ deviceId }) => rows.get(deviceId) ?? []);
    const needs = needsOf(criteria, kind);
    const evidence: DeviceEvidence[] = [];
    for (const device of own) evidence.push(await evidenceOf(store.journal, device, needs, period.asOf));
    bySite.set(id, evidence);
    latencyBySite.set(id, needs.latency ? await latencyOf(memory, own, period) : null);
  }
  const kinds = [...bySite.values()].flat().map(({ kind }) => kind);
  return { bySite, latencyBySite, computers: kinds.filter((kind) => kind === 'computer' || kind === 'laptop').length };
}

async function evidenceOf(
  journal: JournalStore,
  device: DeviceRow,
  needs: Needs,
  asOf: number,
): Promise<DeviceEvidence> {
  const [posture, battery, ups] = await Promise.all([
    needs.posture ? postureOf(journal, device.id, asOf) : null,
    needs.battery ? batteryOf(journal, device, asOf) : null,
    needs.ups ? upsOf(journal, device, asOf) : null,
  ]);
  return { deviceId: device.id, kind: device.kind, posture, battery, ups };
}

async function postureOf(journal: JournalStore, deviceId: string, asOf: number): Promise<DeviceEvidence['posture']> {
  const [newest] = await lastEventsUpTo(journal, deviceId, 'posture', 1, asOf);
  if (newest?.entry.kind !== 'event' || newest.entry.event !== 'posture') return null;
  const { seq: _seq, at: _at, mono: _mono, kind: _kind, event: _event, ...values } = newest.entry;
  return { at: newest.correctedAt, values };
}

async function batteryOf(journal: JournalStore, device: DeviceRow, asOf: number): Promise<DeviceEvidence['battery']> {
  const { runtimeSeconds, lastDischargeAt } = await learnedBattery(journal, device, asOf);
  return runtimeSeconds === null || lastDischargeAt === null ? null : { at: lastDischargeAt, runtimeSeconds };
}

/** The UPS as it stood: what is said of it now, where that is old enough; else what the journal said then. */
async function upsOf(journal: JournalStore, device: DeviceRow, asOf: number): Promise<DeviceEvidence['ups']> {
  const present = device.facts.ups;
  if (!present) return null;
  if (present.since <= asOf) return upsValue(present.value);
  const entries = await journal.entries(device.id, { from: asOf + 1, until: asOf + 1 });
  const last = entries.findLast(({ entry }) => entry.kind === 'fact' && entry.fact === 'ups');
  return last?.entry.kind === 'fact' ? upsValue(last.entry.value) : null;
}

function upsValue(value: string | null): DeviceEvidence['ups'] {
  return value === 'ok' || value === 'low' || value === 'replace' || value === 'lost' ? value : null;
}

/** Mean latency beyond the gateway over the period, of the site's devices that are always on, else of any. */
async function latencyOf(
  memory: LatencyMemory,
  devices: readonly DeviceRow[],
  { window, now }: { window: Interval; now: number },
): Promise<number | null> {
  const ordered = devices.toSorted((a, b) => Number(b.duty === 'always') - Number(a.duty === 'always'));
  const means: number[] = [];
  for (const { id } of ordered) {
    if (means.length === MAX_LATENCY_DEVICES) break;
    const mean = await memory.mean(id, window, now);
    if (mean !== null) means.push(mean);
  }
  return means.length === 0 ? null : means.reduce((sum, one) => sum + one, 0) / means.length;
}
