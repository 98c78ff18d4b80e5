import type { Snmp, SnmpTarget, SnmpValue } from '../snmp/snmp.ts';
import type { PortCounters, PortOctets } from './traffic.ts';

/** SNMPv2-MIB: hundredths of a second since the device's SNMP began. */
const SYS_UPTIME = '1.3.6.1.2.1.1.3.0';
/** IF-MIB (RFC 2863): columns of ifTable and ifXTable. */
const COLUMN = {
  type: '1.3.6.1.2.1.2.2.1.3',
  operStatus: '1.3.6.1.2.1.2.2.1.8',
  in32: '1.3.6.1.2.1.2.2.1.10',
  out32: '1.3.6.1.2.1.2.2.1.16',
  in64: '1.3.6.1.2.1.31.1.1.1.6',
  out64: '1.3.6.1.2.1.31.1.1.1.10',
} as const;
/** Ports of one device that are read; a stack of switches has fewer. */
const MAX_PORTS = 128;
/** ifOperStatus. */
const UP = 1;
/** ifType of what is no port but is made of ports, or of nothing: loopback, virtual, tunnel, VLAN, aggregate, bridge. */
const NO_PORTS: ReadonlySet<SnmpValue> = new Set([24, 53, 131, 135, 161, 209]);

/** What a device told by SNMP. */
export type DeviceLook =
  | {
      outcome: 'answered';
      ms: number;
      uptimeMs: number | undefined;
      /** Undefined where the device keeps no table of ports. */
      counters: Omit<PortCounters, 'mono'> | undefined;
    }
  | { outcome: 'silent' | 'failed'; detail: string };

/** Reads uptime, then the ports. Never writes. */
export async function lookAtDevice(snmp: Snmp, target: SnmpTarget, signal: AbortSignal): Promise<DeviceLook> {
  const answer = await snmp.get(target, [SYS_UPTIME], signal);
  if (answer.outcome !== 'answered') return answer;
  const ticks = answer.values[SYS_UPTIME];
  const column = async (name: keyof typeof COLUMN): Promise<ReadonlyMap<string, SnmpValue>> => {
    const rows = await snmp.walk(target, COLUMN[name], MAX_PORTS, signal);
    return rows.outcome === 'answered' ? byIndex(COLUMN[name], rows.values) : new Map();
  };
  const status = await column('operStatus');
  const uptimeMs = typeof ticks === 'number' ? ticks * 10 : undefined;
  if (status.size === 0) return { outcome: 'answered', ms: answer.ms, uptimeMs, counters: undefined };
  const types = await column('type');
  const up = [...status].filter(([index, value]) => value === UP && !NO_PORTS.has(types.get(index) ?? null));
  const wide = await column('in64');
  const bits = wide.size > 0 ? 64 : 32;
  const [inward, outward] = bits === 64 ? [wide, await column('out64')] : [await column('in32'), await column('out32')];
  const ports = new Map(up.map(([index]) => [index, octetsOf(inward.get(index), outward.get(index))]));
  return { outcome: 'answered', ms: answer.ms, uptimeMs, counters: { bits, ports } };
}

function byIndex(column: string, values: Readonly<Record<string, SnmpValue>>): ReadonlyMap<string, SnmpValue> {
  return new Map(Object.entries(values).map(([oid, value]) => [oid.slice(column.length + 1), value]));
}

/** A port without counters counts as one, and moves nothing. */
function octetsOf(inward: SnmpValue | undefined, outward: SnmpValue | undefined): PortOctets {
  const number = (value: SnmpValue | undefined): number => (typeof value === 'number' ? value : 0);
  return { in: number(inward), out: number(outward) };
}
