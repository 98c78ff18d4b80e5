import { describe, expect, test } from 'vitest';
import { DEFAULT_RULES } from './evidence.ts';
import { interruptionsOf } from './interruptions.ts';
import type { DeviceTimelines, Gap } from './life.ts';
import type { Stretch } from './subject-spans.ts';

const MINUTE = 60_000;
const WINDOW = { from: 0, until: 100 * MINUTE };
const PROBE = DEFAULT_RULES.probeMs;
const SETTLE = DEFAULT_RULES.settleMs;

/** Stretches one after the other from 0 on, each with its state and its end in minutes. */
function stretchesOf(...pieces: readonly (readonly [Stretch['state'], number, by?: Stretch['by']])[]): Stretch[] {
  return pieces.map(([state, until, by = state === 'down' ? 'sight' : null], index) => ({
    from: (pieces[index - 1]?.[1] ?? 0) * MINUTE,
    until: until * MINUTE,
    state,
    reason: null,
    isPlanned: false,
    by,
  }));
}

function deviceIn(...gaps: Gap[]): DeviceTimelines {
  return {
    deviceId: 'mini',
    running: [],
    life: [],
    gaps,
    terms: [{ from: -Infinity, until: Infinity }],
    heard: [],
    facts: {},
    statedAt: {},
    upsTests: [],
    beatMs: 15_000,
  };
}

/** A device with gaps that boots ended: at what time, and booted since when. */
function deviceWith(...boots: readonly (readonly [at: number, bootedAt: number])[]): DeviceTimelines {
  const gaps = boots.map(([at, bootedAt]): Gap => ({
    from: at - MINUTE,
    until: at,
    life: 'dark',
    stop: null,
    boot: { at, bootedAt, clean: false, why: null },
  }));
  return deviceIn(...gaps);
}

const find = (stretches: Stretch[], timelines: DeviceTimelines[] = [], window = WINDOW, now = 200 * MINUTE) =>
  interruptionsOf('site', stretches, timelines, window, DEFAULT_RULES, now);

test('each time without a break in which it was down is one', () => {
  const found = find(
    stretchesOf(['up', 10], ['down', 20], ['down', 30, 'silence'], ['off', 40], ['down', 50], ['up', 100]),
  );
  expect(found).toEqual([
    {
      subject: 'site',
      from: 10 * MINUTE,
      until: 30 * MINUTE,
      start: { earliest: 10 * MINUTE - PROBE, latest: 10 * MINUTE },
      end: { earliest: 30 * MINUTE - PROBE, latest: 30 * MINUTE },
      isSilence: false,
      before: 'up',
    },
    expect.objectContaining({ from: 40 * MINUTE, until: 50 * MINUTE, before: 'off' }),
  ]);
  expect(find(stretchesOf(['up', 100]))).toEqual([]);
  expect(find([])).toEqual([]);
});

test('one that reaches the end of the window goes on if that is now', () => {
  const stretches = stretchesOf(['up', 10], ['down', 100]);
  for (const now of [WINDOW.until, WINDOW.until - 1]) {
    expect(find(stretches, [], WINDOW, now)).toMatchObject([{ until: null, end: null }]);
  }
  expect(find(stretches, [], WINDOW, WINDOW.until + 1)).toMatchObject([
    { until: WINDOW.until, end: { latest: WINDOW.until } },
  ]);
  expect(find(stretchesOf(['down', 99], ['up', 100]), [], WINDOW, WINDOW.until)).toMatchObject([
    { until: 99 * MINUTE },
  ]);
});

describe('a start', () => {
  const startOf = (stretches: Stretch[], rules = DEFAULT_RULES) =>
    interruptionsOf('site', stretches, [], WINDOW, rules, 200 * MINUTE)[0]?.start;

  test('lies no further back than what came before', () => {
    const [up, down] = stretchesOf(['up', 10], ['down', 20]);
    if (!up || !down) throw new TypeError('two stretches');
    expect(startOf([{ ...up, from: down.from - 5 }, down])).toEqual({ earliest: down.from - 5, latest: down.from });
    expect(startOf([down])).toEqual({ earliest: down.from - PROBE, latest: down.from });
    expect(find([down])[0]?.before).toBeUndefined();
  });

  test('of a silence follows the last sign of life, within a probe or a heartbeat', () => {
    const silent = stretchesOf(['up', 10], ['down', 20, 'silence']);
    const from = 10 * MINUTE;
    expect(find(silent)[0]?.isSilence).toBe(true);
    expect(startOf(silent)).toEqual({ earliest: from, latest: from + 15_000 });
    expect(startOf(silent, { ...DEFAULT_RULES, probeMs: 40_000 })).toEqual({ earliest: from, latest: from + 40_000 });
    expect(startOf(silent, { ...DEFAULT_RULES, probeMs: 1_000 })).toEqual({ earliest: from, latest: from + 15_000 });
    const [up, down] = silent;
    if (!up || !down) throw new TypeError('two stretches');
    expect(startOf([up, { ...down, until: from + 7 }])).toEqual({ earliest: from, latest: from + 7 });
  });
});

describe('an end', () => {
  const until = 20 * MINUTE;
  const endOf = (...timelines: DeviceTimelines[]) =>
    find(stretchesOf(['up', 10], ['down', 20], ['up', 100]), timelines)[0]?.end;

  test('may lie as early as the boot that ended it', () => {
    expect(endOf(deviceWith([until, until - 50_000]))).toEqual({ earliest: until - 50_000, latest: until });
    expect(endOf(deviceWith([until - 5, until - 40_000]), deviceWith([until - 9, until - 55_000]))?.earliest).toBe(
      until - 55_000,
    );
    expect(endOf(deviceWith([until, until - 5]))?.earliest).toBe(until - PROBE);
    expect(endOf(deviceWith([until, 0]))?.earliest).toBe(10 * MINUTE);
  });

  test('is not that of a boot after it or long before it, nor of a gap without a boot', () => {
    const plain = { earliest: until - PROBE, latest: until };
    expect(endOf(deviceWith([until + 1, until - 50_000]))).toEqual(plain);
    expect(endOf(deviceWith([until - SETTLE, until - SETTLE - 50_000]))).toEqual(plain);
    expect(endOf(deviceWith([until - SETTLE + 1, until - SETTLE - 50_000]))?.earliest).toBe(until - SETTLE - 50_000);
    const gap: Gap = { from: until - MINUTE, until, life: 'asleep', stop: null, boot: null };
    expect(endOf(deviceIn(gap))).toEqual(plain);
  });

  test('looks at gaps that ended in the moments before', () => {
    const boot = { at: until, bootedAt: until - 50_000, clean: false, why: null };
    const ending = (at: number) => deviceIn({ from: 0, until: at, life: 'dark', stop: null, boot });
    expect(endOf(ending(until - 2 * SETTLE + 1))?.earliest).toBe(until - 50_000);
    expect(endOf(ending(until - 2 * SETTLE))?.earliest).toBe(until - PROBE);
  });
});

test('edges are as sure as the pace of who tells: a slow reporter, or a service that is looked at each minute', () => {
  const [up, down, after] = stretchesOf(['up', 10], ['down', 20, 'silence'], ['up', 100]);
  const slow = [up, { ...down, beatMs: 5 * MINUTE }, after] as Stretch[];
  expect(find(slow)[0]).toMatchObject({
    start: { earliest: 10 * MINUTE, latest: 15 * MINUTE },
    end: { earliest: 15 * MINUTE, latest: 20 * MINUTE },
  });
  const seen = stretchesOf(['up', 10], ['down', 20], ['up', 100]);
  const [service] = interruptionsOf('service:portal', seen, [], WINDOW, DEFAULT_RULES, 200 * MINUTE);
  expect(service).toMatchObject({ start: { earliest: 9 * MINUTE }, end: { earliest: 19 * MINUTE } });
});
