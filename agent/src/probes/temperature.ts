import path from 'node:path';
import type { Probe } from './probe.ts';
import { sysNames, sysNumber, sysText } from './sysfs.ts';

const EVERY_MS = 60_000;
const ZONE_TYPES = /^(x86_pkg_temp|cpu|soc|acpitz)/i;
const CHIP_NAMES = new Set(['coretemp', 'k10temp', 'zenpower', 'cpu_thermal', 'soc_thermal']);

/** The kernel files that may hold the processor's temperature, the best first. */
async function candidates(root: string): Promise<string[]> {
  const hwmon = path.join(root, 'hwmon');
  const thermal = path.join(root, 'thermal');
  const chips = await Promise.all(
    (await sysNames(hwmon)).map(async (name) => {
      const chip = await sysText(hwmon, name, 'name');
      return chip !== undefined && CHIP_NAMES.has(chip) ? [path.join(hwmon, name, 'temp1_input')] : [];
    }),
  );
  const zones = await Promise.all(
    (await sysNames(thermal)).map(async (name) => {
      const type = await sysText(thermal, name, 'type');
      return type !== undefined && ZONE_TYPES.test(type) ? [{ type, file: path.join(thermal, name, 'temp') }] : [];
    }),
  );
  // A board sensor (acpitz) only where there is nothing nearer to the processor.
  const sorted = zones.flat().toSorted((a, b) => Number(a.type === 'acpitz') - Number(b.type === 'acpitz'));
  return [...chips.flat(), ...sorted.map((zone) => zone.file)];
}

/**
 * The processor's temperature on Linux; nothing where there is no sensor.
 *
 * @param root the kernel's device classes.
 */
export function temperatureProbe(root = '/sys/class'): Probe {
  return {
    name: 'temperature',
    timeoutMs: 3_000,
    everyMs: EVERY_MS,
    facts: [],
    watchesNetwork: false,
    run: async () => {
      for (const file of await candidates(root)) {
        const milli = await sysNumber(file);
        // A dead sensor reads 0 or nonsense.
        if (milli !== undefined && milli > 1_000 && milli < 150_000)
          return { metrics: { 'temperature.cpu': milli / 1_000 } };
      }
      return {};
    },
  };
}
