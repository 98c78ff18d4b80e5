import path from 'node:path';
import type { Probe, Reading } from './probe.ts';
import { sysNames, sysText } from './sysfs.ts';

/** Interface flag "switched on by the administrator" (IFF_UP). */
const IFF_UP = 1;

/**
 * `wifi` on Linux: up when a wireless interface is associated. A machine without one states nothing; one that is
 * switched off is a hole, not a failure.
 *
 * @param root the kernel's list of network interfaces.
 */
export function wifiProbe(root = '/sys/class/net'): Probe {
  return {
    name: 'wifi',
    timeoutMs: 3_000,
    facts: ['wifi'],
    watchesNetwork: true,
    run: async () => readingOf(await Promise.all((await wirelessNames(root)).map((name) => linkState(root, name)))),
  };
}

async function wirelessNames(root: string): Promise<string[]> {
  const names = await sysNames(root);
  const isWireless = await Promise.all(
    names.map(async (name) => {
      const inside = await sysNames(path.join(root, name));
      return inside.includes('wireless') || inside.includes('phy80211');
    }),
  );
  return names.filter((_, index) => isWireless[index]);
}

async function linkState(root: string, name: string): Promise<'up' | 'down' | 'off'> {
  const flags = Number((await sysText(root, name, 'flags')) ?? '0');
  if ((flags & IFF_UP) === 0) return 'off';
  return (await sysText(root, name, 'operstate')) === 'up' ? 'up' : 'down';
}

function readingOf(states: readonly ('up' | 'down' | 'off')[]): Reading {
  if (states.length === 0) return {};
  if (states.includes('up')) return { facts: { wifi: { value: 'up' } } };
  if (states.includes('down')) return { facts: { wifi: { value: 'down', detail: 'not associated' } } };
  return { facts: { wifi: { value: null, detail: 'switched off' } } };
}
