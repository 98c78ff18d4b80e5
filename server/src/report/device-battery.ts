import type { DeviceRow } from '@wardwatch/shared/api';
import { type LearnedBattery, learnRuntime, type RealDischarge } from '@wardwatch/shared/battery';
import type { EventName } from '@wardwatch/shared/model';
import type { JournalStore, StoredEntry } from '../store/store.ts';

/** Discharges that are read back: more than are ever learned from, each told twice. */
const MAX_DISCHARGES = 32;
/** Newest events that are looked through for those up to an instant; of older ones nothing is known. */
const MAX_LOOKED_THROUGH = 1_024;

/** How long the battery of a device's UPS lasts, learned from its real discharges up to an instant. */
export async function learnedBattery(
  journal: Pick<JournalStore, 'lastEvents'>,
  device: Pick<DeviceRow, 'id' | 'metrics' | 'facts'>,
  upTo: number,
): Promise<LearnedBattery> {
  const events = await lastEventsUpTo(journal, device.id, 'discharge', MAX_DISCHARGES, upTo);
  const figure = (name: string): number | null => device.metrics[name]?.value ?? null;
  return learnRuntime(events.flatMap(dischargeOf), {
    runtimeSeconds: figure('ups.runtime'),
    charge: figure('ups.charge'),
    load: figure('ups.load'),
    isReplaceAsked: device.facts.ups?.value === 'replace',
  });
}

function dischargeOf({ entry, correctedAt: at }: StoredEntry): RealDischarge[] {
  if (entry.kind !== 'event' || entry.event !== 'discharge') return [];
  const { lastedMs, chargeFrom, chargeTo, load } = entry;
  return [{ at, lastedMs, chargeFrom, chargeTo, load }];
}

/** The newest events of a name up to an instant, newest first, at most `count`. */
export async function lastEventsUpTo(
  journal: Pick<JournalStore, 'lastEvents'>,
  deviceId: string,
  name: EventName,
  count: number,
  upTo: number,
): Promise<StoredEntry[]> {
  for (let limit = count; ; limit = Math.min(MAX_LOOKED_THROUGH, limit * 8)) {
    const newest = await journal.lastEvents(deviceId, name, limit);
    const found = newest.filter(({ correctedAt }) => correctedAt <= upTo);
    const isAll = newest.length < limit || limit >= MAX_LOOKED_THROUGH;
    if (found.length >= count || isAll) return found.slice(0, count);
  }
}
