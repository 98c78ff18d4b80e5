import type { DeviceBands, OutageDetail, SiteRow } from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import { FACT_NAMES, type LedgerRow } from '@wardwatch/shared/model';
import { deviceTimelines, type WardSettings } from '@wardwatch/shared/outage';
import type { LedgerStore } from '../store/ledger-store.ts';
import { upTo } from './ledger-list.ts';
import { spansUpToNow } from './ledger-spans.ts';

/** Time shown before and after an outage: a quarter of it, within these. */
const MIN_AROUND_MS = 15 * 60_000;
const MAX_AROUND_MS = 24 * 3_600_000;
/** Devices shown; those of the evidence come first. */
const MAX_DEVICES = 12;
/** Rows of one incident that are listed. */
const MAX_TOGETHER = 100;

/** A row with its revisions and what each device saw around it. */
export async function outageDetail(
  ledger: LedgerStore,
  settings: WardSettings<SiteRow>,
  row: LedgerRow,
  deviceNames: ReadonlyMap<string, string>,
  now: number,
): Promise<OutageDetail> {
  const window = windowAround(row, now);
  const [revisions, devices, spans, together] = await Promise.all([
    ledger.revisions(row.id),
    row.siteId === null ? [] : bandsOf(ledger, row, window, deviceNames, now),
    timelineOf(ledger, row, window, now),
    incidentOf(ledger, row),
  ]);
  const site = spans.filter((span) => span.subject === (row.subject === 'server' ? 'server' : 'site'));
  return {
    row: upTo(row, settings, now),
    revisions,
    window,
    site: site.map(({ from, until, state }) => ({ from, until, value: state })),
    devices,
    together: together.map((one) => upTo(one, settings, now)),
  };
}

function windowAround(row: LedgerRow, now: number): Interval {
  const until = row.until ?? now;
  const around = Math.min(MAX_AROUND_MS, Math.max(MIN_AROUND_MS, (until - row.from) / 4));
  return { from: Math.round(row.from - around), until: Math.min(now, Math.round(until + around)) };
}

function timelineOf(ledger: LedgerStore, row: LedgerRow, window: Interval, now: number) {
  return spansUpToNow(ledger, [{ id: row.siteId ?? '*' }], window, now);
}

async function bandsOf(
  ledger: LedgerStore,
  row: LedgerRow,
  window: Interval,
  names: ReadonlyMap<string, string>,
  now: number,
): Promise<DeviceBands[]> {
  const evidence = await ledger.evidence(row.siteId ?? '', window, now);
  const named = new Set(row.suggested.evidence.flatMap((one) => one.deviceId ?? []));
  const rank = (deviceId: string): number => {
    return row.subject === `device:${deviceId}` ? 0 : named.has(deviceId) ? 1 : 2;
  };
  const ordered = evidence.toSorted((a, b) => rank(a.deviceId) - rank(b.deviceId));
  return ordered.slice(0, MAX_DEVICES).map((device) => {
    const timelines = deviceTimelines(device, window);
    return {
      deviceId: device.deviceId,
      name: names.get(device.deviceId) ?? device.deviceId,
      life: timelines.life,
      facts: FACT_NAMES.flatMap((fact) => {
        const segments = timelines.facts[fact];
        return segments ? [{ fact, segments }] : [];
      }),
    };
  });
}

async function incidentOf(ledger: LedgerStore, row: LedgerRow): Promise<LedgerRow[]> {
  if (row.incident === null) return [];
  const { rows } = await ledger.rows({ incident: row.incident, limit: MAX_TOGETHER, offset: 0 });
  return rows.filter((one) => one.id !== row.id && one.status !== 'withdrawn');
}
