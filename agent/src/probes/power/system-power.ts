import path from 'node:path';
import type { FactReading, Probe, Reading } from '../probe.ts';
import { sysNames, sysNumber, sysText } from '../sysfs.ts';

/** One entry of the kernel's power supplies, as far as it matters. */
interface PowerSupply {
  /** `Mains`, `USB`, `Battery`, `UPS`. */
  type: string;
  /** `Device` for the battery of a mouse or a headset. */
  scope: string | undefined;
  online: number | undefined;
  status: string | undefined;
  capacity: number | undefined;
}

/**
 * `mains` on Linux, by the type of each supply and never by its name, which differs by maker.
 *
 * @param root the kernel's list of power supplies.
 */
export function powerProbe(root = '/sys/class/power_supply'): Probe {
  return {
    name: 'power',
    timeoutMs: 3_000,
    facts: ['mains'],
    watchesNetwork: false,
    run: async () =>
      powerReading(await Promise.all((await sysNames(root)).map((name) => readSupply(path.join(root, name))))),
  };
}

async function readSupply(folder: string): Promise<PowerSupply> {
  const [type, scope, online, status, capacity] = await Promise.all([
    sysText(folder, 'type'),
    sysText(folder, 'scope'),
    sysNumber(folder, 'online'),
    sysText(folder, 'status'),
    sysNumber(folder, 'capacity'),
  ]);
  return { type: type ?? '', scope, online, status, capacity };
}

/** What the supplies together say. A machine without a battery and without a mains sensor states nothing. */
function powerReading(supplies: readonly PowerSupply[]): Reading {
  const own = supplies.filter((supply) => supply.scope !== 'Device');
  const batteries = own.filter((supply) => supply.type === 'Battery' || supply.type === 'UPS');
  const feeds = own.filter((supply) => supply.type === 'Mains' || supply.type === 'USB');
  const hasMains = feeds.some((supply) => supply.type === 'Mains');
  if (batteries.length === 0 && !hasMains) return {};
  const charges = batteries.flatMap(({ capacity }) => (capacity === undefined ? [] : [capacity]));
  const metrics = charges.length > 0 ? { 'battery.charge': Math.min(...charges) } : {};
  return { facts: { mains: mains(feeds, batteries) }, metrics };
}

function mains(feeds: readonly PowerSupply[], batteries: readonly PowerSupply[]): FactReading {
  if (feeds.some((supply) => supply.online !== undefined && supply.online > 0)) return { value: 'on' };
  const statuses = batteries.map((battery) => battery.status);
  if (statuses.includes('Discharging')) return { value: 'off', detail: 'on battery' };
  if (feeds.some((supply) => supply.type === 'Mains' && supply.online === 0)) return { value: 'off' };
  // Without a sensor on the mains side a battery that is not discharging proves that something feeds it.
  if (statuses.some((status) => status === 'Charging' || status === 'Full' || status === 'Not charging'))
    return { value: 'on' };
  return { value: null, detail: 'the system does not tell' };
}
