import { FakeClock, silentLogger } from '@wardwatch/shared/lib';
import { eventEntry } from '@wardwatch/shared/model';
import * as v from 'valibot';
import { beforeEach, expect, test } from 'vitest';
import type { EventBody, Probe, Reading } from '../probe.ts';
import { newPowerMemory, type PowerMemory } from './power-memory.ts';
import { powerProbe, SEARCH_EVERY_MS } from './power-probe.ts';
import type { PowerLook, PowerSource, PowerSourceName, PowerState } from './source.ts';

const TICK_MS = 15_000;
const ABSENT: PowerLook = { outcome: 'absent' };
const LOST: PowerLook = { outcome: 'lost', detail: 'DATA-STALE', isSaid: true };
const SILENT: PowerLook = { outcome: 'lost', detail: 'no answer in time', isSaid: false };

function ups(state: Partial<PowerState> = {}, count = 1): PowerLook {
  const on: PowerState = {
    mains: 'on',
    ups: 'ok',
    charge: 100,
    runtimeSeconds: 1_320,
    load: 20,
    inputVolts: 223,
    isTesting: false,
    testResult: null,
    model: 'Example Line 1000',
    batteryDate: '2025-03-01',
  };
  return { outcome: 'seen', count, state: { ...on, ...state } };
}

const battery = (mains: PowerState['mains'] = 'on'): PowerLook =>
  ups(
    {
      mains,
      ups: null,
      charge: 80,
      runtimeSeconds: null,
      load: null,
      inputVolts: null,
      model: null,
      batteryDate: null,
    },
    0,
  );

let clock: FakeClock;
let memory: { power: PowerMemory };
let says: Partial<Record<PowerSourceName, PowerLook>>;
let looks: PowerSourceName[];
beforeEach(() => {
  clock = new FakeClock({ wall: 1_790_000_000_000, mono: 1_000_000 });
  memory = { power: newPowerMemory() };
  says = {};
  looks = [];
});

function makeProbe(names: readonly PowerSourceName[] = ['nut', 'apcupsd', 'system'], place?: string): Probe {
  const source = (name: PowerSourceName): PowerSource => ({
    name,
    ...(place === undefined ? {} : { place }),
    look: async () => {
      looks.push(name);
      return says[name] ?? ABSENT;
    },
  });
  return powerProbe({ clock, log: silentLogger }, names.map(source), memory);
}

/** One run, a tick after the one before; what it reports must be what the protocol takes. */
async function run(probe: Probe): Promise<Reading> {
  clock.advance(TICK_MS);
  const reading = await probe.run(new AbortController().signal);
  for (const event of reading.events ?? []) v.parse(eventEntry, { ...event, seq: 1, at: 0, mono: 0 });
  return reading;
}

const values = ({ facts = {} }: Reading): Record<string, unknown> =>
  Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, fact?.value]));
const eventsOf = (reading: Reading): string[] => (reading.events ?? []).map(({ event }: EventBody) => event);

test('states nothing on a machine without any, and looks for a UPS again every ten minutes', async () => {
  const probe = makeProbe();
  const first = await run(probe);
  expect(first).toEqual({
    events: [{ kind: 'event', event: 'power-source', source: 'none', model: null, batteryDate: null, count: 0 }],
  });
  expect(probe.facts).toEqual([]);
  expect(await run(probe)).toEqual({});
  expect(looks).toEqual(['nut', 'apcupsd', 'system']);
  clock.advance(SEARCH_EVERY_MS);
  says = { nut: ups() };
  const found = await run(probe);
  expect(values(found)).toEqual({ mains: 'on', ups: 'ok' });
  expect(found.events).toMatchObject([{ event: 'power-source', source: 'nut', model: 'Example Line 1000', count: 1 }]);
});

test('reads a UPS with all its figures, and asks nobody else from then on', async () => {
  says = { nut: ups({}, 2) };
  const probe = makeProbe();
  const { metrics, events } = await run(probe);
  expect(metrics).toEqual({ 'ups.charge': 100, 'ups.runtime': 1_320, 'ups.load': 20, 'ups.input': 223 });
  expect(events).toMatchObject([{ count: 2, batteryDate: '2025-03-01' }]);
  looks = [];
  clock.advance(SEARCH_EVERY_MS);
  expect(eventsOf(await run(probe))).toEqual([]);
  expect(looks).toEqual(['nut']);
  expect(probe.facts).toEqual(['mains', 'ups']);
});

test('a battery of a laptop is mains and charge, and no UPS', async () => {
  says = { system: battery() };
  const probe = makeProbe();
  expect(await run(probe)).toMatchObject({ facts: { mains: { value: 'on' } }, metrics: { 'battery.charge': 80 } });
  says = { system: battery('off') };
  const off = await run(probe);
  expect([values(off), eventsOf(off)]).toEqual([{ mains: 'off' }, []]);
  says = { system: battery('on') };
  expect(eventsOf(await run(probe))).toEqual([]);
  expect(probe.facts).toEqual(['mains']);
});

test('a UPS that falls silent is lost, and mains are then a hole and never off', async () => {
  says = { nut: ups() };
  const probe = makeProbe();
  await run(probe);
  for (const look of [LOST, SILENT, ABSENT]) {
    says = { nut: look, system: battery() };
    const reading = await run(probe);
    expect([values(reading), eventsOf(reading)]).toEqual([{ mains: null, ups: 'lost' }, []]);
  }
  says = { nut: ups() };
  expect(values(await run(probe))).toEqual({ mains: 'on', ups: 'ok' });
});

test('a daemon that says that its UPS is gone has a lost UPS from the start; silence alone proves none', async () => {
  says = { nut: SILENT, apcupsd: SILENT };
  expect(values(await run(makeProbe()))).toEqual({});
  memory.power = newPowerMemory();
  says = { nut: LOST, system: battery() };
  expect(values(await run(makeProbe()))).toEqual({ mains: null, ups: 'lost' });
});

test('goes over to another source where the UPS of the first is lost for good', async () => {
  says = { nut: ups() };
  const probe = makeProbe();
  await run(probe);
  says = { apcupsd: ups({ model: 'Example-UPS 500' }) };
  expect(values(await run(probe))).toEqual({ mains: null, ups: 'lost' });
  clock.advance(SEARCH_EVERY_MS);
  const moved = await run(probe);
  expect(values(moved)).toEqual({ mains: 'on', ups: 'ok' });
  expect(moved.events).toMatchObject([{ source: 'apcupsd', model: 'Example-UPS 500' }]);
});

test('finds a UPS that comes to a laptop', async () => {
  says = { system: battery() };
  const probe = makeProbe();
  await run(probe);
  says = { system: battery(), nut: ups() };
  clock.advance(SEARCH_EVERY_MS);
  expect(values(await run(probe))).toEqual({ mains: 'on', ups: 'ok' });
});

test('a source that does not let itself be read is a hole that says what to do', async () => {
  says = { nut: { outcome: 'refused', detail: 'give a user' } };
  const { facts } = await run(makeProbe());
  expect(facts).toEqual({ mains: { value: null, detail: 'give a user' }, ups: { value: null, detail: 'give a user' } });
});

test('tells a real discharge, and a test that is none', async () => {
  says = { nut: ups() };
  const probe = makeProbe();
  await run(probe);
  says = { nut: ups({ isTesting: true }) };
  const testing = await run(probe);
  expect(testing.facts?.mains).toEqual({ value: 'on', detail: 'the UPS tests itself' });
  expect(testing.events).toMatchObject([{ event: 'ups-test', result: 'started' }]);
  says = { nut: ups({ testResult: 'passed' }) };
  expect((await run(probe)).events).toMatchObject([{ event: 'ups-test', result: 'passed' }]);
  says = { nut: ups({ mains: 'off', charge: 90, testResult: 'passed' }) };
  expect(values(await run(probe))).toEqual({ mains: 'off', ups: 'ok' });
  says = { nut: ups({ mains: 'off', ups: 'low', charge: 30, load: 40, testResult: 'passed' }) };
  const low = await run(probe);
  const discharge = { kind: 'event', event: 'discharge', lastedMs: TICK_MS, chargeFrom: 90, chargeTo: 30, load: 30 };
  expect([values(low), low.events]).toEqual([{ mains: 'off', ups: 'low' }, [{ ...discharge, isOver: false }]]);
  // A look in between that hears nothing ends no discharge.
  says = { nut: LOST };
  expect(eventsOf(await run(probe))).toEqual([]);
  says = { nut: ups({ testResult: 'passed' }) };
  expect((await run(probe)).events).toEqual([{ ...discharge, isOver: true }]);
});

test('what it knows outlives the probe itself, and a look that was broken off changes nothing', async () => {
  says = { nut: ups() };
  await run(makeProbe());
  const before = memory.power;
  says = { nut: LOST };
  expect(await makeProbe().run(AbortSignal.abort())).toEqual({});
  expect(memory.power).toEqual(before);
  const probe = makeProbe();
  looks = [];
  expect(values(await run(probe))).toEqual({ mains: null, ups: 'lost' });
  expect(looks).toEqual(['nut']);
});

test('a UPS that is no longer configured becomes a hole, and does not stand for ever', async () => {
  says = { snmp: ups() };
  await run(makeProbe(['snmp', 'system'], '192.0.2.7:161'));
  says = { snmp: SILENT };
  expect(values(await run(makeProbe(['snmp', 'system'], '192.0.2.7:161')))).toEqual({ mains: null, ups: 'lost' });
  const bare = makeProbe(['system']);
  expect(values(await run(bare))).toEqual({ mains: null, ups: null });
  expect(values(await run(bare))).toEqual({ mains: null, ups: null });
  expect(bare.facts).toEqual(['mains', 'ups']);
  // What the machine itself tells of mains is looked for at once, and is no UPS.
  says = { snmp: ups() };
  await run(makeProbe(['snmp', 'system'], '192.0.2.7:161'));
  clock.advance(SEARCH_EVERY_MS);
  await run(makeProbe(['snmp', 'system'], '192.0.2.7:161'));
  says = { system: battery() };
  expect(values(await run(makeProbe(['system'])))).toEqual({ mains: 'on', ups: null });
});

test('a UPS at another address is another one', async () => {
  says = { snmp: ups({ mains: 'off', charge: 90 }) };
  await run(makeProbe(['snmp'], '192.0.2.7:161'));
  says = { snmp: ups({ charge: 100 }) };
  expect(eventsOf(await run(makeProbe(['snmp'], '192.0.2.8:161')))).toEqual([]);
  says = { snmp: SILENT };
  // It was never heard there.
  expect(values(await run(makeProbe(['snmp'], '192.0.2.9:161')))).toEqual({ mains: null, ups: null });
});

test.each([
  ['a test', 10 * 60_000],
  ['a calibration', 60 * 60_000],
])('believes in %s on battery only as long as one may last', async (_what, testLimitMs) => {
  says = { nut: ups({ isTesting: true, testLimitMs }) };
  const probe = makeProbe();
  expect(values(await run(probe))['mains']).toBe('on');
  clock.advance(testLimitMs - TICK_MS);
  expect(values(await run(makeProbe()))['mains']).toBe('on');
  const late = await run(probe);
  expect(late.facts?.mains).toEqual({ value: null, detail: 'the UPS or the system does not tell' });
  expect(eventsOf(late)).toEqual([]);
  // The next test is believed anew.
  says = { nut: ups() };
  await run(probe);
  says = { nut: ups({ isTesting: true, testLimitMs }) };
  expect(values(await run(probe))['mains']).toBe('on');
});

test('a cut that comes while the flag of a test stays on for hours is not taken for that test', async () => {
  says = { nut: ups({ isTesting: true }) };
  const probe = makeProbe();
  await run(probe);
  clock.advance(3 * 3_600_000);
  expect(values(await run(probe))['mains']).toBe('on');
  says = { nut: ups({ isTesting: true, testLimitMs: 600_000 }) };
  expect(values(await run(probe))['mains']).toBeNull();
});
