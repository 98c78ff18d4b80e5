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
      /** Ports that are up; undefined where the device keeps no table of them, or did not answer for it. */
      portsUp: number | undefined;
      /** Undefined where a column was not answered: a number that is missing is not zero. */
      counters: Omit<PortCounters, 'mono'> | undefined;
    }
  | { outcome: 'silent' | 'failed'; detail: string };

/** Cells of a column by the index of their row; undefined where it was not answered. */
type Column = ReadonlyMap<string, SnmpValue> | undefined;

/** Reads uptime, then the ports. Never writes. */
export async function lookAtDevice(snmp: Snmp, target: SnmpTarget, signal: AbortSignal): Promise<DeviceLook> {
  const answer = await snmp.get(target, [SYS_UPTIME], signal);
  if (answer.outcome !== 'answered') return answer;
  const column = async (name: keyof typeof COLUMN): Promise<Column> => {
    const rows = await snmp.walk(target, COLUMN[name], MAX_PORTS, signal);
    return rows.outcome === 'answered' ? byIndex(COLUMN[name], rows.values) : undefined;
  };
  const told = { outcome: 'answered', ms: answer.ms, uptimeMs: uptimeOf(answer.values[SYS_UPTIME]) } as const;
  const status = await column('operStatus');
  const types = status && status.size > 0 ? await column('type') : undefined;
  if (!status || !types) return { ...told, portsUp: undefined, counters: undefined };
  const up = [...status].flatMap(([index, value]) =>
    value === UP && !NO_PORTS.has(types.get(index) ?? null) ? [index] : [],
  );
  return { ...told, portsUp: up.length, counters: await countersOf(up, column) };
}

/** Octets of these ports, by counters of 64 bits where the device has them. */
async function countersOf(
  up: readonly string[],
  column: (name: keyof typeof COLUMN) => Promise<Column>,
): Promise<DeviceCounters> {
  const wide = await column('in64');
  if (!wide) return undefined;
  const bits = wide.size > 0 ? 64 : 32;
  const inward = bits === 64 ? wide : await column('in32');
  const outward = inward && (await column(bits === 64 ? 'out64' : 'out32'));
  if (!inward || !outward) return undefined;
  return { bits, ports: new Map(up.flatMap((index) => portOctets(index, inward.get(index), outward.get(index)))) };
}

type DeviceCounters = Extract<DeviceLook, { outcome: 'answered' }>['counters'];

function byIndex(column: string, values: Readonly<Record<string, SnmpValue>>): ReadonlyMap<string, SnmpValue> {
  return new Map(Object.entries(values).map(([oid, value]) => [oid.slice(column.length + 1), value]));
}

/** Uptime in milliseconds; undefined for what is no TimeTicks: a whole number of 32 bits (RFC 2578 § 7.1.8). */
function uptimeOf(ticks: SnmpValue | undefined): number | undefined {
  return typeof ticks === 'number' && Number.isInteger(ticks) && ticks >= 0 && ticks < 2 ** 32 ? ticks * 10 : undefined;
}

/** A port with numbers both ways; none otherwise. */
function portOctets(
  index: string,
  inward: SnmpValue | undefined,
  outward: SnmpValue | undefined,
): [string, PortOctets][] {
  return typeof inward === 'number' && typeof outward === 'number' ? [[index, { in: inward, out: outward }]] : [];
}
