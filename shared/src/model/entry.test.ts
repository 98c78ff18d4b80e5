import * as fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { entry, entrySchemaFor, STOP_CAUSES, STOP_REASONS } from './entry.ts';
import { FACT_VALUES } from './fact.ts';
import { posture } from './posture.ts';

const stamp = { seq: 7, at: 1_790_000_000_000, mono: 5_000 };

function accepts(value: object): boolean {
  const schema = entrySchemaFor('kind' in value ? value.kind : undefined);
  const alone = schema !== undefined && v.is(schema, value);
  expect(v.is(entry, value), 'the union and the schema of the kind agree').toBe(alone);
  return alone;
}

/** A machine that tells nothing of what a checklist asks. */
const NOTHING_TOLD = Object.fromEntries(Object.keys(posture.entries).map((name) => [name, null]));

const GOOD: Record<string, object> = {
  fact: { ...stamp, kind: 'fact', fact: 'gateway', value: 'up' },
  alive: { ...stamp, kind: 'alive', everyMs: 60_000 },
  metrics: { ...stamp, kind: 'metrics', spanMs: 60_000, values: { 'cpu.used': 3.5, 'gateway.rtt': [1, 2, 3] } },
  boot: { ...stamp, kind: 'event', event: 'boot', bootedAt: 1, clean: null, how: 'none', lastAliveAt: null },
  start: { ...stamp, kind: 'event', event: 'start', clean: true, lastAliveAt: 1, lastAliveMono: 2 },
  stop: { ...stamp, kind: 'event', event: 'stop', reason: 'sleep' },
  suspend: { ...stamp, kind: 'event', event: 'suspend', from: 1, fromMono: 2 },
  resume: { ...stamp, kind: 'event', event: 'resume', sleptMs: 3 },
  'clock-step': { ...stamp, kind: 'event', event: 'clock-step', byMs: -3 },
  identity: {
    ...stamp,
    kind: 'event',
    event: 'identity',
    os: 'Linux',
    osVersion: '6.1',
    agentVersion: '0.1.0',
    gateway: null,
    interfaces: ['eth0'],
  },
  'power-source': {
    ...stamp,
    kind: 'event',
    event: 'power-source',
    source: 'nut',
    model: null,
    batteryDate: '2024/05',
    count: 1,
  },
  'ups-test': { ...stamp, kind: 'event', event: 'ups-test', result: 'started' },
  discharge: {
    ...stamp,
    kind: 'event',
    event: 'discharge',
    lastedMs: 60_000,
    chargeFrom: 100,
    chargeTo: 90.5,
    load: null,
    isOver: true,
  },
  posture: { ...stamp, kind: 'event', event: 'posture', ...NOTHING_TOLD },
  'watched-restart': { ...stamp, kind: 'event', event: 'watched-restart', id: 'switch-1', uptimeMs: 1_000 },
  'spool-dropped': { ...stamp, kind: 'event', event: 'spool-dropped', metrics: 1, others: 0, from: 1, until: 2 },
};

test.each(Object.entries(GOOD))('an entry of kind %s is accepted', (_name, value) => {
  expect(accepts(value)).toBe(true);
});

test.each(Object.entries(GOOD))('an entry of kind %s is refused without any one of its fields', (_name, value) => {
  for (const field of Object.keys(value)) {
    const rest = Object.fromEntries(Object.entries(value).filter(([name]) => name !== field));
    expect(accepts(rest), `without ${field}`).toBe(false);
  }
});

test.each(Object.entries(GOOD))('an entry of kind %s is refused with a field of a wrong type', (_name, value) => {
  for (const field of Object.keys(value)) {
    expect(accepts({ ...value, [field]: { wrong: true } }), field).toBe(false);
  }
});

test('a field that this version does not know is left out and costs nothing', () => {
  expect(v.parse(entry, { ...GOOD['alive'], future: 1 })).toEqual(GOOD['alive']);
});

test.each(['sample', '', undefined, null, 3, {}])('kind %j is none that this version knows', (kind) => {
  expect(entrySchemaFor(kind)).toBeUndefined();
});

test('a fact takes its own values and null, and no value of another fact', () => {
  for (const [fact, values] of Object.entries(FACT_VALUES)) {
    for (const value of ['up', 'down', 'on', 'off', null]) {
      const own = value === null || (values as readonly string[]).includes(value);
      expect(accepts({ ...GOOD['fact'], fact, value }), `${fact}: ${value}`).toBe(own);
    }
  }
});

test.each([0, -1, 1.5, Number.NaN, 2 ** 53, '7', null])('seq %s is refused', (seq) => {
  expect(accepts({ ...GOOD['alive'], seq })).toBe(false);
});

test('a wrong clock is no reason to lose an entry: 1970 and 2100 are accepted', () => {
  expect(accepts({ ...GOOD['alive'], at: 0 })).toBe(true);
  expect(accepts({ ...GOOD['alive'], at: Date.UTC(2100, 0, 1) })).toBe(true);
  expect(accepts({ ...GOOD['alive'], at: -1 })).toBe(false);
  expect(accepts({ ...GOOD['alive'], at: 10_000_000_000_000 })).toBe(false);
});

test.each(STOP_CAUSES)('a boot after %s is accepted', (why) => {
  expect(accepts({ ...GOOD['boot'], why })).toBe(true);
});

test('a machine tells of each point of a checklist, or that it cannot', () => {
  const told = { ...GOOD['posture'], osName: 'Debian GNU/Linux 12', updatesPending: 0, firewallOn: false };
  expect(accepts(told)).toBe(true);
});

test.each(STOP_REASONS)('a stop for %s is accepted', (reason) => {
  expect(accepts({ ...GOOD['stop'], reason })).toBe(true);
});

test.each([
  ['a detail over 200 units', { ...GOOD['fact'], detail: 'x'.repeat(201) }],
  ['a detail with a control character', { ...GOOD['fact'], detail: 'time\u0000out' }],
  ['an event with a control character', { ...GOOD['identity'], os: 'Linux\u0000' }],
  ['a stop for no known reason', { ...GOOD['stop'], reason: 'bored' }],
  ['a boot after no known reason', { ...GOOD['boot'], why: 'boredom' }],
  ['a test of a UPS with no known result', { ...GOOD['ups-test'], result: 'maybe' }],
  ['a charge over a hundred percent', { ...GOOD['discharge'], chargeFrom: 101 }],
  ['a negative count of updates', { ...GOOD['posture'], updatesPending: -1 }],
  ['a serial number where an id belongs', { ...GOOD['watched-restart'], id: 'SN 0042' }],
  ['an unknown event', { ...GOOD['stop'], event: 'explode' }],
  ['more than 32 interfaces', { ...GOOD['identity'], interfaces: Array.from({ length: 33 }, () => 'e') }],
  ['a negative count of what was dropped', { ...GOOD['spool-dropped'], metrics: -1 }],
  ['a span over a year', { ...GOOD['alive'], everyMs: 367 * 86_400_000 }],
])('%s is refused', (_name, value) => {
  expect(accepts(value)).toBe(false);
});

test('no JSON value whatever makes the schemas throw', () => {
  fc.assert(
    fc.property(fc.constantFrom('fact', 'alive', 'metrics', 'event'), fc.jsonValue(), (kind, noise) => {
      accepts({ ...GOOD['alive'], kind, event: noise, values: noise, value: noise, fact: noise });
    }),
  );
});
