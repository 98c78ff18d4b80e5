import { batteryReport, deviceEvents, type DeviceRow } from '@wardwatch/shared/api';
import type { EventName } from '@wardwatch/shared/model';
import { learnedBattery } from '../report/device-battery.ts';
import type { Store, StoredEntry } from '../store/store.ts';
import { RequestRefused } from './errors.ts';
import type { Routes } from './route.ts';

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
        return learnedBattery(store.journal, device, Infinity);
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

function eventRow({ entry, correctedAt }: StoredEntry): { at: number; event: string; data: Record<string, unknown> }[] {
  if (entry.kind !== 'event') return [];
  const { seq: _seq, at: _at, mono: _mono, kind: _kind, event, ...data } = entry;
  return [{ at: correctedAt, event, data }];
}
