import { silentLogger } from '@wardwatch/shared/lib';
import { afterEach, expect, test } from 'vitest';
import { stopwatch, systemClock } from '../../machine/system-clock.ts';
import { startUpsSimulator, type UpsSimulator, type UpsSimulatorState } from '../../testing/ups-simulator.ts';
import { openSnmp } from '../snmp/net-snmp.ts';
import type { PowerLook } from './source.ts';
import { upsMibSource } from './ups-mib.ts';

const snmp = openSnmp({ clock: systemClock(), stopwatch, log: silentLogger });
const closers: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of closers.splice(0)) await one[Symbol.asyncDispose]();
});

async function simulator(state: Partial<UpsSimulatorState> = {}): Promise<UpsSimulator> {
  const ups = await startUpsSimulator({ state });
  closers.push(ups);
  return ups;
}

function look({ port, community }: { port: number; community: string }): Promise<PowerLook> {
  const source = upsMibSource(snmp, async () => ({ address: '127.0.0.1', port, community }));
  return source.look(new AbortController().signal);
}

test('follows a UPS through a whole cut, and one that falls silent is lost', async () => {
  const ups = await simulator();
  expect(await look(ups)).toEqual({
    outcome: 'seen',
    count: 1,
    state: {
      mains: 'on',
      ups: 'ok',
      charge: 100,
      runtimeSeconds: 2_520,
      load: 17,
      inputVolts: 223,
      isTesting: false,
      testResult: null,
      model: 'Example Line 3000',
      batteryDate: null,
    },
  });
  ups.set({ outputSource: 5, inputVolts: 0, charge: 35, minutesRemaining: 7, secondsOnBattery: 95 });
  expect(await look(ups)).toMatchObject({ state: { mains: 'off', ups: 'ok', charge: 35, runtimeSeconds: 420 } });
  ups.set({ batteryStatus: 3 });
  expect(await look(ups)).toMatchObject({ state: { mains: 'off', ups: 'low' } });
  ups.set({ outputSource: 3, inputVolts: 219, batteryStatus: 2 });
  expect(await look(ups)).toMatchObject({ state: { mains: 'on', ups: 'ok', inputVolts: 219 } });
  ups.silence(true);
  expect(await look(ups)).toMatchObject({ outcome: 'lost', isSaid: false });
});

test.each<[string, Partial<UpsSimulatorState>, object]>([
  ['in bypass', { outputSource: 4 }, { mains: 'on' }],
  ['that mends the voltage', { outputSource: 6 }, { mains: 'on' }],
  ['whose output is off', { outputSource: 2 }, { mains: 'unknown' }],
  ['of an unknown state', { outputSource: 1, batteryStatus: 1 }, { mains: 'unknown', ups: 'ok' }],
  ['that runs low within a test', { outputSource: 5, testSummary: 5, batteryStatus: 3 }, { mains: 'off', ups: 'low' }],
  ['with a depleted battery', { outputSource: 5, inputVolts: 0, batteryStatus: 4 }, { mains: 'off', ups: 'low' }],
  ['in a test', { outputSource: 5, testSummary: 5 }, { mains: 'on', isTesting: true }],
  [
    'in a test, as its alarm says',
    { outputSource: 5, alarms: ['1.3.6.1.2.1.33.1.6.3.24'] },
    { mains: 'on', isTesting: true },
  ],
  ['cut off within a test', { outputSource: 5, testSummary: 5, inputVolts: 0 }, { mains: 'off', isTesting: true }],
  ['after a test that passed', { testSummary: 1 }, { isTesting: false, testResult: 'passed' }],
  ['after a test that failed', { testSummary: 3 }, { testResult: 'failed' }],
  ['with a bad battery', { alarms: ['1.3.6.1.2.1.33.1.6.3.2', '1.3.6.1.2.1.33.1.6.3.1'] }, { ups: 'replace' }],
  [
    'whose figures lie',
    { charge: 255, minutesRemaining: 65_535, load: 255 },
    { charge: null, runtimeSeconds: null, load: null },
  ],
])('reads a UPS %s', async (_what, state, expected) => {
  expect(await look(await simulator(state))).toMatchObject({ outcome: 'seen', state: expected });
});

test('a card that lost its UPS has a lost UPS, whatever figures it keeps', async () => {
  const ups = await simulator({ alarms: ['1.3.6.1.2.1.33.1.6.3.2', '1.3.6.1.2.1.33.1.6.3.20'] });
  expect(await look(ups)).toEqual({ outcome: 'lost', detail: 'its SNMP card lost the UPS', isSaid: true });
});

test('alarms that are there and were not answered are not none', async () => {
  const ups = await simulator({ alarms: ['1.3.6.1.2.1.33.1.6.3.2'] });
  const losing = { ...snmp, walk: async () => ({ outcome: 'silent', detail: 'timeout' }) as const };
  const target = { address: '127.0.0.1', port: ups.port, community: ups.community };
  expect(await upsMibSource(losing, async () => target).look(new AbortController().signal)).toEqual({
    outcome: 'lost',
    detail: 'no answer by SNMP for its alarms (timeout)',
    isSaid: false,
  });
});

test('a wrong community is silence, and a device without the MIB says so', async () => {
  const ups = await simulator();
  expect(await look({ port: ups.port, community: 'other' })).toEqual({
    outcome: 'lost',
    detail: 'no answer by SNMP (timeout): off, or another community',
    isSaid: false,
  });
  const bare = await startUpsSimulator({ isUps: false });
  closers.push(bare);
  expect(await look(bare)).toMatchObject({ outcome: 'refused', detail: expect.stringContaining('UPS-MIB') });
});
