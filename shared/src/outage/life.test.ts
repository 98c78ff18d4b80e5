import { describe, expect, test } from 'vitest';
import type { FactEntry, STOP_CAUSES, STOP_REASONS } from '../model/index.ts';
import type { DeviceEvidence, JournalEvidence } from './evidence.ts';
import { bootAt, deviceOf, eventAt, factAt } from './journal.fixtures.ts';
import { deviceTimelines } from './life.ts';

const MINUTE = 60_000;
const WINDOW = { from: 0, until: 100 * MINUTE };
const span = (from: number, until: number) => ({ from: from * MINUTE, until: until * MINUTE });
/** Ran up to minute 20 and from minute 50 on. */
const HALVES = [span(0, 20), span(50, 100)];
const judge = (given: Partial<DeviceEvidence>, window = WINDOW) => deviceTimelines(deviceOf(given), window);
const gapWith = (...entries: JournalEvidence[]) =>
  judge({ proven: HALVES, entries }).gaps.find((gap) => gap.from > 0 && gap.until < Infinity);
const stopAt = (at: number, reason: (typeof STOP_REASONS)[number] = 'shutdown') =>
  eventAt(at, { event: 'stop', reason });
const startAt = (at: number) => eventAt(at, { event: 'start', clean: null, lastAliveAt: null, lastAliveMono: null });
const wakeAt = (at: number, from: number) => eventAt(at, { event: 'suspend', from: 0, fromMono: from });
const dropped = (from: number, until: number, others = 1) =>
  eventAt(60 * MINUTE, { event: 'spool-dropped', metrics: 1, others, from: from - 5_000, until: until - 5_000 });

test('a life covers the window, running where it is proven', () => {
  const found = judge(
    { proven: HALVES, heard: [span(55, 120), span(-9, -8)] },
    { from: 10 * MINUTE, until: 90 * MINUTE },
  );
  expect(found.life).toEqual([
    { ...span(10, 20), value: 'running' },
    { ...span(20, 50), value: 'silent' },
    { ...span(50, 90), value: 'running' },
  ]);
  expect(found.running).toEqual([span(-9, -8), span(0, 20), span(50, 120)]);
  expect(found.gaps).toEqual([{ ...span(20, 50), life: 'silent', stop: null, boot: null }]);
  expect(found.heard).toEqual([span(55, 90)]);
  expect([found.deviceId, found.facts, found.statedAt]).toEqual(['mini', {}, {}]);
});

test('what lies after the last proof, or before the first, is silent', () => {
  const found = judge({ proven: [span(10, 20)] });
  expect(found.life.map(({ from, value }) => [from / MINUTE, value])).toEqual([
    [0, 'silent'],
    [10, 'running'],
    [20, 'silent'],
  ]);
  expect(found.gaps.map(({ from, until }) => [from, until])).toEqual([
    [-Infinity, 10 * MINUTE],
    [20 * MINUTE, Infinity],
  ]);
});

test('gaps are those that touch the window, whole; edges do not touch', () => {
  const proven = [span(0, 20), span(30, 40), span(50, 60)];
  const gaps = (from: number, until: number) =>
    judge({ proven }, span(from, until)).gaps.map((gap) => gap.from / MINUTE);
  expect(gaps(30, 40)).toEqual([]);
  expect(gaps(29, 41)).toEqual([20, 40]);
  expect(gaps(22, 25)).toEqual([20]);
});

describe('a gap', () => {
  test.each([
    ['shutdown', 'stopped'],
    ['restart', 'stopped'],
    ['sleep', 'stopped'],
    ['update', 'agent-dead'],
    ['uninstall', 'agent-dead'],
    ['request', 'agent-dead'],
  ] as const)('after a goodbye for %s is %s', (reason, life) => {
    const stop = stopAt(20 * MINUTE, reason);
    expect(gapWith(stop)).toEqual({ ...span(20, 50), life, stop: { at: 20 * MINUTE, reason }, boot: null });
    expect(gapWith(stop, bootAt(50 * MINUTE + 1, false))?.life).toBe(life);
  });

  test.each([
    [true, 'stopped'],
    [false, 'dark'],
    [null, 'silent'],
  ])('before a boot that says of the stop before it: clean %s', (clean, life) => {
    const boot = bootAt(50 * MINUTE, clean);
    const told = { at: 50 * MINUTE, bootedAt: 50 * MINUTE - 1_000, clean, why: null };
    expect(gapWith(boot)).toEqual({ ...span(20, 50), life, stop: null, boot: told });
  });

  test('before a start of the agent is one of the agent', () => {
    expect(gapWith(startAt(50 * MINUTE))).toMatchObject({ life: 'agent-dead', boot: null });
  });

  test('that the machine slept through is sleep, unless a boot tells more', () => {
    const wake = wakeAt(50 * MINUTE, 20 * MINUTE);
    expect(gapWith(wake)).toMatchObject({ ...span(20, 50), life: 'asleep' });
    expect(gapWith(wake, bootAt(50 * MINUTE + 1, null))).toMatchObject({ life: 'asleep', boot: { clean: null } });
    expect(gapWith(wake, bootAt(50 * MINUTE + 1, false))?.life).toBe('dark');
    expect(gapWith(wakeAt(20 * MINUTE, 20 * MINUTE))?.life).toBe('silent');
  });

  test('has its goodbye within a moment of its start, the last of them', () => {
    const reasons = (...at: number[]) => gapWith(...at.map((one) => stopAt(one)))?.stop?.at;
    expect(reasons(20 * MINUTE - 10_000)).toBe(20 * MINUTE - 10_000);
    expect(reasons(20 * MINUTE - 10_001)).toBeUndefined();
    expect(reasons(20 * MINUTE + 10_000)).toBe(20 * MINUTE + 10_000);
    expect(reasons(20 * MINUTE + 10_001)).toBeUndefined();
    expect(reasons(20 * MINUTE - 3, 20 * MINUTE + 4, 40 * MINUTE)).toBe(20 * MINUTE + 4);
  });

  test('that is short has no goodbye of its end', () => {
    const proven = [span(0, 20), { from: 20 * MINUTE + 5_000, until: WINDOW.until }];
    // A start keeps the two apart.
    const stopped = (at: number) =>
      judge({ proven, entries: [startAt(20 * MINUTE + 5_000), stopAt(at)] }).gaps.find(
        (gap) => gap.from === 20 * MINUTE,
      )?.stop?.at;
    expect(stopped(20 * MINUTE + 4_999)).toBeUndefined();
    expect(stopped(20 * MINUTE)).toBe(20 * MINUTE);
    expect(stopped(20 * MINUTE + 5_000)).toBeUndefined();
  });

  test('is ended by the first start after its own, within a moment of its end', () => {
    const boot = (...at: number[]) => gapWith(...at.map((one) => bootAt(one, false, 20 * MINUTE)))?.boot?.at;
    expect(boot(50 * MINUTE + 10_000)).toBe(50 * MINUTE + 10_000);
    expect(boot(50 * MINUTE, 50 * MINUTE + 5)).toBe(50 * MINUTE);
    expect(boot(50 * MINUTE)).toBe(50 * MINUTE);
    const late = (after: number) =>
      gapWith(bootAt(50 * MINUTE + after, false, 20 * MINUTE), factAt(50 * MINUTE + after - 1, 'dns', 'up'))?.boot?.at;
    expect(late(10_000)).toBe(50 * MINUTE + 10_000);
    expect(late(10_001)).toBeUndefined();
  });

  test('knows when its boot was, no earlier than the last sign of life and no later than it was told', () => {
    const booted = (bootedAt: number, lastAlive: number | null) =>
      gapWith(
        eventAt(50 * MINUTE, {
          event: 'boot',
          clean: false,
          how: 'journal',
          bootedAt: bootedAt - 5_000,
          lastAliveAt: lastAlive && lastAlive - 5_000,
        }),
      )?.boot?.bootedAt;
    expect(booted(49 * MINUTE, 20 * MINUTE)).toBe(49 * MINUTE);
    expect(booted(51 * MINUTE, 20 * MINUTE)).toBe(50 * MINUTE);
    expect(booted(10 * MINUTE, 20 * MINUTE)).toBe(20 * MINUTE);
    expect(booted(10 * MINUTE, null)).toBe(10 * MINUTE);
  });

  test('between many others finds its own events', () => {
    const proven = [0, 10, 20, 30, 40, 50, 60, 70].map((from) => span(from, from + 4));
    const entries = proven.map(({ from }, index) => bootAt(from, index % 2 === 0));
    const lives = judge({ proven, entries }).gaps.map(({ life, boot }) => [life, boot?.at]);
    expect(lives).toEqual([
      ...[1, 2, 3, 4, 5, 6, 7].map((index) => [index % 2 === 0 ? 'stopped' : 'dark', index * 10 * MINUTE]),
      ['silent', undefined],
    ]);
  });
});

describe('a journal that was thrown away', () => {
  const lives = (...entries: JournalEvidence[]) =>
    judge({ proven: HALVES, entries }).life.map(({ from, value }) => [from / MINUTE, value]);

  test('is told of where nothing else proves that the device ran, and no further', () => {
    expect(lives(dropped(25 * MINUTE, 30 * MINUTE))).toEqual([
      [0, 'running'],
      [20, 'silent'],
      [25, 'dropped'],
      [30, 'silent'],
      [50, 'running'],
    ]);
  });

  test('is a hole in what was proven as well', () => {
    expect(lives(dropped(10 * MINUTE, 12 * MINUTE))).toEqual([
      [0, 'running'],
      [10, 'dropped'],
      [12, 'running'],
      [20, 'silent'],
      [50, 'running'],
    ]);
  });

  test('is of no weight where only figures went', () => {
    expect(lives(dropped(25 * MINUTE, 30 * MINUTE, 0)).map(([, value]) => value)).toEqual([
      'running',
      'silent',
      'running',
    ]);
  });
});

describe('facts', () => {
  test('hold within a run, from what was stated last before the window on', () => {
    const entries = [
      factAt(2 * MINUTE, 'internet', 'up'),
      factAt(15 * MINUTE, 'internet', 'down'),
      factAt(60 * MINUTE, 'dns', 'up'),
    ];
    const { facts, statedAt } = judge({ proven: HALVES, entries }, { from: 10 * MINUTE, until: 70 * MINUTE });
    expect(facts).toEqual({
      internet: [
        { ...span(2, 15), value: 'up' },
        { ...span(15, 20), value: 'down' },
        { ...span(20, 70), value: 'unknown' },
      ],
      dns: [
        { ...span(10, 60), value: 'unknown' },
        { ...span(60, 70), value: 'up' },
      ],
    });
    expect(statedAt).toEqual({ internet: [span(2, 2), span(15, 15)], dns: [span(60, 60)] });
  });

  test('of one instant count in the order of the journal, each once, whatever order they come in', () => {
    const [one, two] = [factAt(5 * MINUTE, 'internet', 'up', 1), factAt(5 * MINUTE, 'internet', 'down', 2)];
    for (const entries of [
      [one, two],
      [two, one],
      [two, one, two, structuredClone(one)],
    ]) {
      const { facts, statedAt } = judge({ proven: HALVES, entries });
      expect(facts.internet?.map(({ value }) => value)).toEqual(['unknown', 'down', 'unknown']);
      expect(statedAt.internet).toHaveLength(2);
    }
  });

  test('do not hold through what the device reports as a hole', () => {
    const heard = judge({ proven: HALVES, heard: [span(5, 20)], entries: [wakeAt(12 * MINUTE, 8 * MINUTE)] }).heard;
    expect(heard).toEqual([span(5, 8), span(12, 20)]);
  });
});

test('entries of two boots with one number are two entries', () => {
  const one = factAt(5 * MINUTE, 'internet', 'up', 7);
  const entries = [one, { ...factAt(6 * MINUTE, 'internet', 'down', 7) }, { ...one, bootId: 'other' }];
  expect(judge({ proven: HALVES, entries }).statedAt.internet).toHaveLength(3);
});

describe('why a machine stopped', () => {
  const bootWith = (more: { clean: boolean | null; how?: string; why?: (typeof STOP_CAUSES)[number] }) =>
    eventAt(50 * MINUTE, { event: 'boot', bootedAt: 0, how: 'wtmp', lastAliveAt: null, ...more });

  test.each([
    ['shutdown', 'stopped'],
    ['restart', 'stopped'],
    ['update', 'stopped'],
    ['crash', 'dark'],
    ['power-loss', 'dark'],
    ['power-button', 'dark'],
    ['sleep-failed', 'dark'],
  ] as const)('%s is %s, also where nothing else tells', (why, life) => {
    for (const clean of [null, false]) {
      expect(gapWith(bootWith({ clean, why }))).toMatchObject({ life, boot: { why } });
    }
  });

  test('a point that pushes has no goodbye, so that its start is told by its uptime alone', () => {
    expect(gapWith(bootWith({ clean: null }))?.life).toBe('silent');
    expect(gapWith(bootWith({ clean: null, how: 'push' }))).toMatchObject({ life: 'dark', boot: { why: null } });
  });
});

describe('facts', () => {
  test('are those that occur, of services as well, with what the device said about them', () => {
    const fact = factAt(10 * MINUTE, 'service:portal', 'down');
    const entries = [
      factAt(5 * MINUTE, 'ups', 'ok'),
      { ...fact, entry: { ...fact.entry, detail: 'tls' } as FactEntry },
    ];
    const { facts, statedAt } = judge({ proven: [span(0, 100)], entries });
    expect(Object.keys(facts)).toEqual(['service:portal', 'ups']);
    expect(statedAt['service:portal']).toEqual([{ from: 10 * MINUTE, until: 10 * MINUTE, detail: 'tls' }]);
    expect(statedAt.ups).toEqual([{ from: 5 * MINUTE, until: 5 * MINUTE }]);
  });

  test('of mains say nothing of the time in which a UPS tested itself, and all of a cut around it', () => {
    const tested = (at: number, result: 'started' | 'passed') =>
      eventAt(at * MINUTE, { event: 'ups-test', result }, at * MINUTE + 1);
    const mains = (...entries: JournalEvidence[]) =>
      judge({ proven: [span(0, 100)], entries }).facts.mains?.map(({ from, value }) => [from / MINUTE, value]);
    const on = factAt(0, 'mains', 'on');
    const [off, back] = [factAt(10 * MINUTE, 'mains', 'off'), factAt(12 * MINUTE, 'mains', 'on')];
    expect(mains(on, off, back)).toEqual([
      [0, 'on'],
      [10, 'off'],
      [12, 'on'],
    ]);
    expect(mains(on, off, back, tested(10, 'started'), tested(12, 'passed'))).toEqual([
      [0, 'on'],
      [10, 'unknown'],
      [12, 'on'],
    ]);
    // Begun by a cut a minute before, or over long before mains came back.
    expect(mains(on, off, back, tested(11, 'started'), tested(12, 'passed'))?.[1]).toEqual([10, 'off']);
    expect(mains(on, off, back, tested(10, 'started'), tested(11, 'passed'))?.[1]).toEqual([10, 'off']);
    // The end of one was never told.
    const late = factAt(50 * MINUTE, 'mains', 'on');
    expect(mains(on, off, late, tested(10, 'started'))?.[1]).toEqual([10, 'off']);
  });
});
