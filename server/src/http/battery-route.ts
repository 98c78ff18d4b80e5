import { batteryReport, deviceEvents, type DeviceRow } from '@wardwatch/shared/api';
import { learnRuntime, type RealDischarge } from '@wardwatch/shared/battery';
import type { EventName } from '@wardwatch/shared/model';
import type { JournalStore, Store, StoredEntry } from '../store/store.ts';
import { RequestRefused } from './errors.ts';
import type { Routes } from './route.ts';

/** Discharges that are read back: more than are ever learned from, each told twice. */
const MAX_DISCHARGES = 32;
/** Events that describe a state which holds until the next of the name. */
const STATES = ['identity', 'posture', 'power-source', 'discharge'] as const satisfies readonly EventName[];

/** What a device's UPS did, and what its machine says of itself. */
export function addBatteryRoute(routes: Routes, { store }: { store: Store }): void {
  const deviceOf = async (id: string): Promise<DeviceRow> => {
    const device = await store.fleet.device(id);
    if (!device) throw new RequestRefused('not-found', 'there is no such device');
    return device;
  };
  routes
    .add(
      {
        method: 'get',
        path: '/api/devices/{id}/battery',
        summary: "How long a device's UPS lasts, learned from its real discharges",
        access: 'signed-in',
        response: batteryReport,
      },
      async ({ param }) => {
        const device = await deviceOf(param('id'));
        const discharges = await dischargesOf(store.journal, device.id);
        const figure = (name: string): number | null => device.metrics[name]?.value ?? null;
        return learnRuntime(discharges, {
          runtimeSeconds: figure('ups.runtime'),
          charge: figure('ups.charge'),
          load: figure('ups.load'),
          isReplaceAsked: device.facts.ups?.value === 'replace',
        });
      },
    )
    .add(
      {
        method: 'get',
        path: '/api/devices/{id}/state',
        summary: 'The newest of each event that describes a state: system, posture, source of power',
        access: 'signed-in',
        response: deviceEvents,
      },
      async ({ param }) => {
        const device = await deviceOf(param('id'));
        const newest = await Promise.all(STATES.map((name) => store.journal.lastEvents(device.id, name, 1)));
        return { events: newest.flat().flatMap(eventRow) };
      },
    );
}

async function dischargesOf(journal: JournalStore, deviceId: string): Promise<RealDischarge[]> {
  const events = await journal.lastEvents(deviceId, 'discharge', MAX_DISCHARGES);
  return events.flatMap(({ entry, correctedAt: at }) => {
    if (entry.kind !== 'event' || entry.event !== 'discharge') return [];
    const { lastedMs, chargeFrom, chargeTo, load } = entry;
    return [{ at, lastedMs, chargeFrom, chargeTo, load }];
  });
}

function eventRow({ entry, correctedAt }: StoredEntry): { at: number; event: string; data: Record<string, unknown> }[] {
  if (entry.kind !== 'event') return [];
  const { seq: _seq, at: _at, mono: _mono, kind: _kind, event, ...data } = entry;
  return [{ at: correctedAt, event, data }];
}
