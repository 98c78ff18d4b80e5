import { expect, test } from 'vitest';
import type { Snmp, SnmpAnswer, SnmpValue } from '../snmp/snmp.ts';
import { lookAtDevice } from './device-look.ts';

const UPTIME = '1.3.6.1.2.1.1.3.0';
const COLUMN = {
  type: '1.3.6.1.2.1.2.2.1.3',
  operStatus: '1.3.6.1.2.1.2.2.1.8',
  in32: '1.3.6.1.2.1.2.2.1.10',
  out32: '1.3.6.1.2.1.2.2.1.16',
  in64: '1.3.6.1.2.1.31.1.1.1.6',
  out64: '1.3.6.1.2.1.31.1.1.1.10',
};
type Columns = Partial<Record<keyof typeof COLUMN, Record<string, SnmpValue>>>;

const SWITCH: Columns = {
  type: { 1: 6, 2: 6, 3: 53 },
  operStatus: { 1: 1, 2: 1, 3: 1 },
  in64: { 1: 10, 2: 20, 3: 30 },
  out64: { 1: 11, 2: 21, 3: 31 },
};

/** A device with these columns, of which some are not answered. */
function look(columns: Columns, silent: readonly (keyof typeof COLUMN)[] = [], uptime: SnmpValue = 100) {
  const snmp: Snmp = {
    get: async () => ({ outcome: 'answered', values: { [UPTIME]: uptime }, ms: 1 }),
    walk: async (_target, column): Promise<SnmpAnswer> => {
      const name = Object.entries(COLUMN).find(([, oid]) => oid === column)?.[0];
      if (silent.some((one) => one === name)) return { outcome: 'silent', detail: 'timeout' };
      const rows = Object.entries(columns).find(([key]) => key === name)?.[1] ?? {};
      return {
        outcome: 'answered',
        ms: 1,
        values: Object.fromEntries(Object.entries(rows).map(([index, value]) => [`${column}.${index}`, value])),
      };
    },
  };
  const target = { address: '192.0.2.7', port: 161, community: 'bench' };
  return lookAtDevice(snmp, target, new AbortController().signal);
}

test('counts ports that are up, and their octets', async () => {
  const ports = new Map([
    ['1', { in: 10, out: 11 }],
    ['2', { in: 20, out: 21 }],
  ]);
  expect(await look(SWITCH)).toMatchObject({ uptimeMs: 1_000, portsUp: 2, counters: { bits: 64, ports } });
  const { in64: in32, out64: out32, ...old } = SWITCH;
  expect(await look({ ...old, in32, out32 } as Columns)).toMatchObject({ portsUp: 2, counters: { bits: 32, ports } });
});

test.each(['in64', 'out64'] as const)('a column %s that was not answered is not zero', async (column) => {
  expect(await look(SWITCH, [column])).toMatchObject({ portsUp: 2, counters: undefined });
});

test.each(['operStatus', 'type'] as const)('without the column %s it does not know its ports', async (column) => {
  expect(await look(SWITCH, [column])).toMatchObject({ portsUp: undefined, counters: undefined });
});

test('a port with a number one way alone is up, and is not compared', async () => {
  const counters = { bits: 64, ports: new Map([['2', { in: 20, out: 21 }]]) };
  expect(await look({ ...SWITCH, out64: { 1: null, 2: 21 } })).toMatchObject({ portsUp: 2, counters });
});

test.each([-5, 1.5, 2 ** 32, 2 ** 63, 'up', null])('an uptime of %s is none', async (uptime) => {
  expect(await look(SWITCH, [], uptime)).toMatchObject({ outcome: 'answered', uptimeMs: undefined });
});
