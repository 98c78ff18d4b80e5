import path from 'node:path';
import { sysNames, sysNumber, sysText } from '../sysfs.ts';
import { modelName, saneFigures } from './sane.ts';
import type { PowerLook, PowerSource, PowerState } from './source.ts';

/** One entry of the kernel's power supplies, as far as it matters. */
interface PowerSupply {
  /** `Mains`, `USB`, `Battery`, `UPS`. */
  type: string;
  /** `Device` for the battery of a mouse or a headset. */
  scope: string | undefined;
  online: number | undefined;
  status: string | undefined;
  capacity: number | undefined;
  /** `Critical`, `Low`, `Normal`, `High`, `Full`. */
  level: string | undefined;
  /** Seconds until it is empty. */
  timeToEmpty: number | undefined;
  maker: string | undefined;
  model: string | undefined;
}

/**
 * Batteries and mains as the Linux kernel shows them, by the type of each supply and never by its name, which differs
 * by maker.
 *
 * @param root the kernel's list of power supplies.
 */
export function systemPowerSource(root = '/sys/class/power_supply'): PowerSource {
  return {
    name: 'system',
    look: async () =>
      systemLook(await Promise.all((await sysNames(root)).map((name) => readSupply(path.join(root, name))))),
  };
}

async function readSupply(folder: string): Promise<PowerSupply> {
  const [type, scope, online, status, capacity, level, timeToEmpty, maker, model] = await Promise.all([
    sysText(folder, 'type'),
    sysText(folder, 'scope'),
    sysNumber(folder, 'online'),
    sysText(folder, 'status'),
    sysNumber(folder, 'capacity'),
    sysText(folder, 'capacity_level'),
    sysNumber(folder, 'time_to_empty_now'),
    sysText(folder, 'manufacturer'),
    sysText(folder, 'model_name'),
  ]);
  return { type: type ?? '', scope, online, status, capacity, level, timeToEmpty, maker, model };
}

/** What the supplies together say. A machine without a battery and without a mains sensor states nothing. */
function systemLook(supplies: readonly PowerSupply[]): PowerLook {
  const own = supplies.filter((supply) => supply.scope !== 'Device');
  const batteries = own.filter((supply) => supply.type === 'Battery' || supply.type === 'UPS');
  const upses = batteries.filter((supply) => supply.type === 'UPS');
  const feeds = own.filter((supply) => supply.type === 'Mains' || supply.type === 'USB');
  const hasMains = feeds.some((supply) => supply.type === 'Mains');
  if (batteries.length === 0 && !hasMains) return { outcome: 'absent' };
  const state = mains(feeds, batteries);
  const [ups] = upses;
  const charges = batteries.flatMap(({ capacity }) => (capacity === undefined ? [] : [capacity]));
  const raw = { charge: charges.length > 0 ? Math.min(...charges) : undefined, runtimeSeconds: ups?.timeToEmpty };
  const isLow = upses.some(({ level }) => level === 'Low' || level === 'Critical');
  return {
    outcome: 'seen',
    count: upses.length,
    state: {
      mains: state,
      ups: ups ? (isLow ? 'low' : 'ok') : null,
      ...saneFigures(raw, state),
      isTesting: false,
      testResult: null,
      model: ups ? modelName(ups.maker, ups.model) : null,
      batteryDate: null,
    },
  };
}

function mains(feeds: readonly PowerSupply[], batteries: readonly PowerSupply[]): PowerState['mains'] {
  if (feeds.some((supply) => supply.online !== undefined && supply.online > 0)) return 'on';
  const statuses = batteries.map((battery) => battery.status);
  if (statuses.includes('Discharging')) return 'off';
  // Whatever a sensor says: a battery that charges is fed, over a port that the kernel does not list.
  if (statuses.includes('Charging')) return 'on';
  if (feeds.some((supply) => supply.type === 'Mains' && supply.online === 0)) return 'off';
  // Without a sensor on the mains side a battery that is not discharging proves that something feeds it.
  if (statuses.some((status) => status === 'Full' || status === 'Not charging')) return 'on';
  return 'unknown';
}
