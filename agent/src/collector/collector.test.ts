import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FakeClock, silentLogger } from '@wardwatch/shared/lib';
import { entry, type Entry, snapshot } from '@wardwatch/shared/model';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TwoSlotFile } from '../lib/two-slot-file.ts';
import type { StopEvidence } from '../machine/stop-evidence.ts';
import type { Probe, Reading } from '../probes/probe.ts';
import { MemorySpool } from '../spool/memory-spool.ts';
import { Collector } from './collector.ts';
import type { Surroundings, WakeReason } from './collector-options.ts';
import { readMark } from './life-mark.ts';

const WALL = 1_790_000_000_000;
/** A clock whose machine can sleep: both clocks go on, and no timer fires meanwhile. */
class SleepyClock extends FakeClock {
  #sleptMs = 0;
  sleep(ms: number): void {
    this.#sleptMs += ms;
  }
  override now(): number {
    return super.now() + this.#sleptMs;
  }
  override mono(): number {
    return super.mono() + this.#sleptMs;
  }
}

let folder: string;
let clock: SleepyClock;
let spool: MemorySpool;
let collector: Collector;
let network: string;
let awake: number | undefined;
let wakes: WakeReason[];
let slots: TwoSlotFile;

const surroundings: Surroundings = {
  system: async () => ({ os: 'Test OS', osVersion: '1' }),
  networkSignature: () => network,
  interfaceNames: () => [`${network} IPv4`],
  gateway: async () => '192.0.2.1',
  awakeMs: () => awake,
};

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'collector-'));
  clock = new SleepyClock({ wall: WALL, mono: 1_000_000 });
  spool = new MemorySpool({ newEpoch: () => 'epoch-000001', bounds: { maxBytes: 1e9, maxAgeMs: 1e12 } });
  network = 'eth0';
  awake = undefined;
  wakes = [];
  collector = await makeCollector('boot-aaaa');
});
afterEach(async () => {
  await collector.stop(undefined);
  await slots.close();
  await rm(folder, { recursive: true });
});

async function makeCollector(bootId: string, evidence?: StopEvidence): Promise<Collector> {
  const opened = await TwoSlotFile.open(path.join(folder, 'alive'));
  slots = opened.slots;
  return new Collector({
    agentId: 'ag_00000000000000000000000000000001',
    agentVersion: '0.1.0',
    bootId,
    clock,
    log: silentLogger,
    spool,
    surroundings,
    mark: { slots, last: readMark(opened.value), evidence },
    onAppended: () => undefined,
    onWake: (reason) => wakes.push(reason),
    onPulse: () => undefined,
  });
}

function probe(run: () => Reading | Promise<Reading>): Probe {
  return { name: 'fake', timeoutMs: 3_000, facts: ['internet'], watchesNetwork: true, run: async () => run() };
}

async function entries(): Promise<Entry[]> {
  const batch = await spool.readBatch(0, { maxEntries: 10_000, maxBytes: 1e9 });
  for (const one of batch?.entries ?? []) v.parse(entry, one);
  return batch?.entries ?? [];
}

/** Moves the clock of a machine that is awake. */
async function advance(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 1_000) {
    awake = (awake ?? 0) + 1_000;
    await clock.advanceAsync(1_000);
  }
}

const kinds = (all: readonly Entry[]): string[] =>
  all.map((one) => (one.kind === 'event' ? one.event : one.kind === 'fact' ? `${one.fact}=${one.value}` : one.kind));

test('begins with boot and identity, then states what it sees, with the time of the device', async () => {
  await collector.start({ tickMs: 15_000, probes: [probe(() => ({ facts: { internet: { value: 'up' } } }))] });
  await clock.advanceAsync(0);
  const all = await entries();
  expect(kinds(all)).toEqual(['boot', 'identity', 'internet=up']);
  expect(all[0]).toMatchObject({ at: WALL, mono: 1_000_000, bootedAt: WALL - 1_000_000 });
  expect(all[1]).toMatchObject({ os: 'Test OS', gateway: '192.0.2.1', interfaces: ['eth0 IPv4'] });
});

test('writes a fact when it changes, not when it is seen again', async () => {
  let value: 'up' | 'down' = 'up';
  await collector.start({ tickMs: 15_000, probes: [probe(() => ({ facts: { internet: { value } } }))] });
  await clock.advanceAsync(100_000);
  value = 'down';
  await clock.advanceAsync(15_100);
  value = 'up';
  await clock.advanceAsync(100_000);
  const facts = (await entries()).filter((one) => one.kind === 'fact');
  expect(kinds(facts)).toEqual(['internet=up', 'internet=down', 'internet=up']);
  expect((facts[2]?.mono ?? 0) - (facts[1]?.mono ?? 0)).toBe(15_000);
});

test('proves every minute that it lives, with the figures of that minute', async () => {
  let cpu = 0;
  await collector.start({ tickMs: 15_000, probes: [probe(() => ({ metrics: { 'cpu.used': (cpu += 10) % 40 } }))] });
  await clock.advanceAsync(300_000);
  const all = await entries();
  expect(all.filter((one) => one.kind === 'alive')).toHaveLength(5);
  const metrics = all.filter((one) => one.kind === 'metrics');
  expect(metrics).toHaveLength(5);
  expect(metrics[2]).toMatchObject({ spanMs: 60_000, values: { 'cpu.used': [0, 15, 30] } });
});

test('a wedged probe holds up neither the others nor the proof of life', async () => {
  const wedged: Probe = { ...probe(() => new Promise<Reading>(() => undefined)), name: 'wedged', facts: ['dns'] };
  let runs = 0;
  const healthy: Probe = probe(() => {
    runs += 1;
    return { facts: { internet: { value: 'up' } } };
  });
  await collector.start({ tickMs: 15_000, probes: [wedged, healthy] });
  await clock.advanceAsync(120_000);
  expect(runs).toBe(8);
  const all = await entries();
  expect(kinds(all)).toContain('dns=null');
  expect(all.filter((one) => one.kind === 'alive')).toHaveLength(2);
});

test('looks at the network again as soon as it changes, and says what it is now', async () => {
  let value: 'up' | 'down' = 'up';
  await collector.start({ tickMs: 600_000, probes: [probe(() => ({ facts: { internet: { value } } }))] });
  await clock.advanceAsync(10_000);
  network = 'none';
  value = 'down';
  const before = clock.mono();
  await clock.advanceAsync(5_000);
  const all = await entries();
  expect(kinds(all).slice(-2).toSorted()).toEqual(['identity', 'internet=down']);
  expect((all.at(-1)?.mono ?? 0) - before).toBeLessThanOrEqual(5_000);
  expect(wakes).toEqual(['network']);
});

test('tells a sleep, when it began, and looks at everything on waking', async () => {
  awake = 0;
  let runs = 0;
  await collector.start({ tickMs: 600_000, probes: [probe(() => ({ metrics: { 'cpu.used': ++runs } }))] });
  await advance(10_000);
  const asleepFrom = clock.now();
  clock.sleep(3_600_000);
  await advance(3_000);
  const events = (await entries()).filter((one) => one.kind === 'event');
  expect(kinds(events)).toEqual(['boot', 'identity', 'suspend', 'resume']);
  const [, , suspend, resume] = events;
  expect(suspend).toMatchObject({ event: 'suspend' });
  expect(Math.abs((suspend && 'from' in suspend ? suspend.from : 0) - asleepFrom)).toBeLessThanOrEqual(5_000);
  expect(resume && 'sleptMs' in resume ? resume.sleptMs : 0).toBeGreaterThanOrEqual(3_598_000);
  expect(wakes).toEqual(['resume']);
  expect(runs).toBe(2);
});

test('on waking every probe runs at once, when only the network changed those that watch it', async () => {
  awake = 0;
  const runs = { network: 0, power: 0 };
  const watching = probe(() => ({ metrics: { 'internet.rtt': ++runs.network } }));
  const other: Probe = {
    ...probe(() => ({ metrics: { 'cpu.used': ++runs.power } })),
    name: 'other',
    facts: ['mains'],
    watchesNetwork: false,
    everyMs: 21_600_000,
  };
  await collector.start({ tickMs: 600_000, probes: [watching, other] });
  await advance(10_000);
  network = 'wlan0';
  await advance(3_000);
  expect(runs).toEqual({ network: 2, power: 1 });
  clock.sleep(3_600_000);
  await advance(3_000);
  expect(runs).toEqual({ network: 3, power: 2 });
});

test('a boot tells what the system knows of the stop before it', async () => {
  await collector.start({ tickMs: 15_000, probes: [] });
  await collector.stop(undefined);
  await slots.close();
  collector = await makeCollector('boot-bbbb', { clean: false, how: 'windows-events', why: 'power-loss' });
  await collector.start({ tickMs: 15_000, probes: [] });
  const batch = await spool.readBatch(spool.stats().last - 2, { maxEntries: 10, maxBytes: 1e6 });
  expect(batch?.entries[0]).toMatchObject({ event: 'boot', clean: false, how: 'windows-events', why: 'power-loss' });
});

test('states every fact anew after a sleep, also those that did not change', async () => {
  awake = 0;
  await collector.start({ tickMs: 600_000, probes: [probe(() => ({ facts: { internet: { value: 'up' } } }))] });
  collector.setHub('down', 'no route');
  await advance(10_000);
  clock.sleep(3_600_000);
  await advance(3_000);
  const all = await entries();
  const resumed = all.findIndex((one) => one.kind === 'event' && one.event === 'resume');
  expect(kinds(all.slice(0, resumed)).toSorted()).toEqual(['boot', 'hub=down', 'identity', 'internet=up', 'suspend']);
  expect(kinds(all.slice(resumed + 1))).toEqual(['hub=down', 'internet=up']);
  expect(all[resumed + 1]).toMatchObject({ fact: 'hub', detail: 'no route' });
  await advance(60_000);
  expect((await entries()).filter((one) => one.kind === 'fact')).toHaveLength(4);
});

test('says since when a fact holds by the clock of now, also after a step', async () => {
  await collector.start({ tickMs: 15_000, probes: [] });
  collector.setHub('up');
  await clock.advanceAsync(5_000);
  clock.stepWall(7 * 3_600_000);
  await clock.advanceAsync(5_000);
  const { at, facts } = collector.present();
  expect(facts).toEqual([{ fact: 'hub', value: 'up', since: at - 10_000 }]);
});

test('tells a step of the wall clock', async () => {
  await collector.start({ tickMs: 15_000, probes: [] });
  clock.stepWall(-7 * 3_600_000);
  await clock.advanceAsync(5_000);
  expect((await entries()).at(-1)).toMatchObject({ event: 'clock-step', byMs: -7 * 3_600_000 });
});

test('what nobody measures any more becomes a hole', async () => {
  await collector.start({ tickMs: 15_000, probes: [probe(() => ({ facts: { internet: { value: 'down' } } }))] });
  await clock.advanceAsync(0);
  collector.configure({ tickMs: 15_000, probes: [] });
  await clock.advanceAsync(0);
  expect((await entries()).at(-1)).toMatchObject({ fact: 'internet', value: null, detail: 'not configured' });
});

const service = (id: string, run: Probe['run'] = async () => ({})): Probe => ({
  name: `service:${id}`,
  timeoutMs: 3_000,
  everyMs: 60_000,
  firstAfterMs: 0,
  facts: [`service:${id}`],
  watchesNetwork: false,
  watchesLine: true,
  target: `tcp ${id}`,
  run,
});
const serviceUp = (id: string) =>
  service(id, async () => ({
    facts: { [`service:${id}`]: { value: 'up' } as const },
    metrics: { [`service.time:${id}`]: 5 },
  }));

test('its present stays valid however often everything that is configured changes', async () => {
  await collector.start({ tickMs: 15_000, probes: [] });
  for (let round = 0; round < 10; round++) {
    const probes = Array.from({ length: 16 }, (_, index) => serviceUp(`r${round}-s${index}`));
    collector.configure({ tickMs: 15_000, probes });
    await clock.advanceAsync(30_000);
    const present = collector.present();
    expect(v.safeParse(snapshot, present).success).toBe(true);
    expect(present.facts.map(({ fact }) => fact)).toEqual(probes.map(({ name }) => name));
    expect(Object.keys(present.metrics)).toHaveLength(16);
  }
});

test('a change of the configuration makes nothing be looked at sooner than a minute after the last look', async () => {
  const at: number[] = [];
  const noting = (name: string): Probe => ({
    ...service(name, async () => {
      at.push(clock.mono());
      return {};
    }),
    target: 'tcp same',
  });
  await collector.start({ tickMs: 1_000, probes: [noting('a')] });
  for (let round = 0; round < 12; round++) {
    await clock.advanceAsync(10_000);
    collector.configure({ tickMs: 1_000, probes: [noting(round % 2 === 0 ? 'b' : 'a')] });
  }
  await clock.advanceAsync(1_000);
  expect(at.length).toBeGreaterThan(1);
  for (const [index, mono] of at.slice(1).entries()) expect(mono - (at[index] ?? 0)).toBeGreaterThanOrEqual(59_000);
});

test('what was under way when the machine fell asleep is of neither side of it', async () => {
  awake = 0;
  let isOnline = true;
  const looking: Probe = {
    ...probe(() => ({})),
    timeoutMs: 13_000,
    run: async () => {
      if (!isOnline) await new Promise<void>((resolve) => clock.after(8_000, resolve));
      return { facts: { internet: { value: isOnline ? 'up' : 'down' } } };
    },
  };
  await collector.start({ tickMs: 15_000, probes: [looking] });
  await advance(20_000);
  isOnline = false;
  network = 'none';
  await advance(3_000);
  const fellAsleep = clock.mono();
  clock.sleep(12 * 3_600_000);
  const wokeUp = clock.mono();
  await advance(60_000);
  const stated = (await entries()).filter((one) => one.kind === 'fact' && one.mono >= fellAsleep);
  expect(kinds(stated)).toEqual(['internet=down']);
  expect(stated[0]?.mono).toBeGreaterThanOrEqual(wokeUp);
});

test('a run that ends on waking, before the sleep was noticed, counts for nothing', async () => {
  awake = 0;
  let value: 'up' | 'down' = 'down';
  const slow: Probe = {
    ...probe(() => ({})),
    timeoutMs: 60_000,
    run: async () => {
      await new Promise<void>((resolve) => clock.after(1_500, resolve));
      return { facts: { internet: { value } } };
    },
  };
  await collector.start({ tickMs: 600_000, probes: [slow] });
  clock.sleep(3_600_000);
  const wokeUp = clock.mono();
  await advance(1_600);
  value = 'up';
  await advance(10_000);
  const facts = (await entries()).filter((one) => one.kind === 'fact');
  expect(kinds(facts)).toEqual(['internet=up']);
  expect(facts[0]?.mono).toBeGreaterThan(wokeUp);
});

test('after a sleep what has its own place in time keeps apart from the others', async () => {
  awake = 0;
  const begun = new Map<number, number>();
  const spread = Array.from({ length: 16 }, (_, index) => ({
    ...service(`s${index}`, async () => {
      begun.set(clock.mono(), (begun.get(clock.mono()) ?? 0) + 1);
      return {};
    }),
    firstAfterMs: index * 3_700,
  }));
  await collector.start({ tickMs: 15_000, probes: spread });
  await advance(180_000);
  clock.sleep(3_600_000);
  begun.clear();
  await advance(240_000);
  // As many as share a tick; without a place of their own it would be all sixteen.
  expect(Math.max(...begun.values())).toBeLessThanOrEqual(8);
  expect([...begun.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(3 * 16);
});

test('as soon as the line is back, what was wrong behind it is looked at again, and only that', async () => {
  let line: 'up' | 'down' = 'down';
  const runs = { wrong: 0, busy: 0, good: 0 };
  const wrong = service('wrong', async () => {
    runs.wrong += 1;
    return { facts: { 'service:wrong': line === 'up' ? { value: 'up' } : { value: null, detail: 'no line here' } } };
  });
  const busy: Probe = {
    ...service('busy', async (signal) => {
      runs.busy += 1;
      if (line === 'down') await new Promise((resolve) => signal.addEventListener('abort', resolve));
      return { facts: { 'service:busy': { value: line } } };
    }),
    timeoutMs: 59_000,
  };
  const good = service('good', async () => {
    runs.good += 1;
    return { facts: { 'service:good': { value: 'up' } } };
  });
  const internet = probe(() => ({ facts: { internet: { value: line } } }));
  await collector.start({ tickMs: 5_000, probes: [internet, wrong, busy, good] });
  await clock.advanceAsync(20_000);
  expect(runs).toEqual({ wrong: 1, busy: 1, good: 1 });
  line = 'up';
  await clock.advanceAsync(5_000);
  expect(runs).toEqual({ wrong: 2, busy: 2, good: 1 });
  expect(
    kinds(await entries())
      .slice(-3)
      .toSorted(),
  ).toEqual(['internet=up', 'service:busy=up', 'service:wrong=up']);
});

test('after a kill it says when it was last alive, within a pulse', async () => {
  await collector.start({ tickMs: 15_000, probes: [] });
  for (let n = 0; n < 40; n++) {
    await clock.advanceAsync(1_000);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const killedAt = clock.now();
  await collector.stop(undefined);
  clock.advance(30_000);
  collector = await makeCollector('boot-aaaa');
  await collector.start({ tickMs: 15_000, probes: [] });
  const start = (await entries()).find((one) => one.kind === 'event' && one.event === 'start');
  expect(start).toMatchObject({ clean: false });
  const lastAliveAt = start && 'lastAliveAt' in start ? (start.lastAliveAt ?? 0) : 0;
  expect(killedAt - lastAliveAt).toBeGreaterThanOrEqual(0);
  expect(killedAt - lastAliveAt).toBeLessThanOrEqual(15_000);
});

test('a stop says so, and the next start knows', async () => {
  await collector.start({ tickMs: 15_000, probes: [] });
  await collector.stop('request');
  expect((await entries()).at(-1)).toMatchObject({ event: 'stop', reason: 'request' });
  collector = await makeCollector('boot-bbbb');
  await collector.start({ tickMs: 15_000, probes: [] });
  const batch = await spool.readBatch(spool.stats().last - 2, { maxEntries: 10, maxBytes: 1e6 });
  expect(batch?.entries[0]).toMatchObject({ event: 'boot', clean: null, how: 'journal' });
});

test('its present has facts with their times, and fresh figures', async () => {
  await collector.start({
    tickMs: 15_000,
    probes: [probe(() => ({ facts: { internet: { value: 'up' } }, metrics: { 'cpu.used': 12.34 } }))],
  });
  await clock.advanceAsync(1_000);
  collector.setHub('up');
  expect(collector.present()).toEqual({
    at: WALL + 1_000,
    mono: 1_001_000,
    bootedAt: WALL - 1_000_000,
    facts: [
      { fact: 'internet', value: 'up', since: WALL },
      { fact: 'hub', value: 'up', since: WALL + 1_000 },
    ],
    metrics: { 'cpu.used': 12.3 },
  });
});

test('notes nothing of a network whose very sight ends the agent', async () => {
  let stopped: Promise<void> | undefined;
  surroundings.networkSignature = () => {
    if (network === 'secret0') stopped ??= collector.stop('request');
    return network;
  };
  try {
    await collector.start({ tickMs: 15_000, probes: [] });
    network = 'secret0';
    await clock.advanceAsync(5_000);
    await stopped;
    const all = await entries();
    expect(kinds(all)).toEqual(['boot', 'identity', 'stop']);
    expect(JSON.stringify(all)).not.toContain('secret0');
  } finally {
    surroundings.networkSignature = () => network;
  }
});
