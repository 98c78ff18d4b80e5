import { describe, expect, test } from 'vitest';
import type { Interval } from '../lib/index.ts';
import type { Duty, FactValue } from '../model/index.ts';
import { DEFAULT_RULES, type SiteEvidence } from './evidence.ts';
import { deviceOf } from './journal.fixtures.ts';
import type { DeviceTimelines, Life } from './life.ts';
import { PowerMemory } from './power-memory.ts';
import type { DeviceNow, SiteNow } from './sweep.ts';

/** Start of the window. */
const FROM = 10_000;
const RULES = { ...DEFAULT_RULES, togetherMs: 100 };
const span = (from: number, until: number) => ({ from, until });
const TOLD = { state: 'dark', isTold: true };
const UNKNOWN = { state: 'unknown', reason: 'no-statement' };

/** A device of the site at an instant; silent and without a word of mains, for what is not given. */
function device(
  deviceId: string,
  life: Life,
  mains?: FactValue | 'unknown',
  duty: Duty | undefined = 'always',
): DeviceNow {
  return {
    deviceId,
    duty,
    life,
    isHeard: false,
    beatMs: 15_000,
    facts: mains === undefined ? {} : { mains },
    statedAt: {},
  };
}
function site(...devices: DeviceNow[]): SiteNow {
  return { devices, isOnDuty: true, isListening: true, isPlanned: false, hostsServer: false };
}

/** What was known of a device before the window: when it ran, and what it said of mains. */
function timelinesOf(
  deviceId: string,
  running: Interval[],
  mains: readonly (readonly [number, number, 'on' | 'off'])[] = [],
): DeviceTimelines {
  const facts = { mains: mains.map(([from, until, value]) => ({ from, until, value })) };
  return {
    deviceId,
    running,
    life: [],
    gaps: [],
    terms: [{ from: -Infinity, until: Infinity }],
    heard: [],
    facts: mains.length === 0 ? {} : facts,
    statedAt: {},
    upsTests: [],
    beatMs: 15_000,
  };
}
function memoryOf(timelines: DeviceTimelines[] = [], terms: Record<string, Interval[]> = {}): PowerMemory {
  const devices = timelines.map(({ deviceId }) =>
    deviceOf({
      deviceId,
      terms: (terms[deviceId] ?? [span(0, 99_000)]).map(({ from, until }) => ({ from, until, duty: 'always' })),
    }),
  );
  const evidence: SiteEvidence = { siteId: 's1', hostsServer: false, devices, open: [], planned: [], listening: [] };
  return new PowerMemory(evidence, timelines, FROM, RULES);
}

describe('a device that lost mains and went dark', () => {
  const off = site(device('mini', 'running', 'off'));
  const dark = site(device('mini', 'dark', 'unknown'));

  test('has told why, until one of the site speaks of mains', () => {
    const memory = memoryOf();
    expect(memory.judge(off, span(0, 10))).toEqual({ state: 'down' });
    expect(memory.judge(dark, span(10, 20))).toEqual(TOLD);
    expect(memory.judge(dark, span(20, 90_000))).toEqual(TOLD);
    expect(memory.judge(site(device('mini', 'dark'), device('ups', 'running', 'on')), span(90_000, 90_010))).toEqual({
      state: 'up',
    });
    expect(memory.judge(dark, span(90_010, 90_020))).toEqual(UNKNOWN);
    const brief = memoryOf();
    brief.judge(off, span(0, 10));
    brief.judge(site(device('mini', 'dark'), device('ups', 'running', 'on')), span(10, 20));
    expect(brief.judge(dark, span(20, 30))).toEqual(UNKNOWN);
  });

  test('has told nothing where it came back without a word of mains', () => {
    const memory = memoryOf();
    memory.judge(off, span(0, 10));
    expect(memory.judge(site(device('mini', 'running')), span(10, 20))).toEqual(UNKNOWN);
    expect(memory.judge(dark, span(20, 30))).toEqual(UNKNOWN);
  });

  test.each([
    ['always', TOLD],
    ['hours', TOLD],
    ['none', UNKNOWN],
  ] as const)('speaks for the site with duty %s: or not', (duty, moment) => {
    const memory = memoryOf();
    memory.judge(site(device('mini', 'running', 'off', duty)), span(0, 10));
    expect(memory.judge(site(device('mini', 'dark', 'unknown', duty)), span(10, 20))).toEqual(moment);
  });

  test('speaks for the site no more once it belongs to another', () => {
    const memory = memoryOf();
    memory.judge(off, span(0, 10));
    const gone = { ...device('mini', 'dark'), duty: undefined };
    expect(memory.judge(site(gone, device('pc', 'silent')), span(10, 20))).toEqual(UNKNOWN);
  });

  test('is forgotten once another has run on for longer than the moments without a word of mains', () => {
    const withOther = (life: Life) => site(device('mini', 'dark'), device('pc', life));
    for (const [until, moment] of [
      [110, TOLD],
      [111, UNKNOWN],
    ] as const) {
      const memory = memoryOf();
      memory.judge(off, span(0, 10));
      expect(memory.judge(withOther('running'), span(10, until))).toEqual(moment);
    }
    const memory = memoryOf();
    memory.judge(off, span(0, 10));
    expect(memory.judge(withOther('dark'), span(10, 500))).toEqual(TOLD);
    // The silence counts from where it began.
    expect(memory.judge(withOther('running'), span(500, 501))).toEqual(UNKNOWN);
    const again = memoryOf();
    again.judge(off, span(0, 10));
    again.judge(withOther('running'), span(10, 60));
    expect(again.judge(withOther('running'), span(60, 110))).toEqual(TOLD);
    expect(again.judge(withOther('running'), span(110, 111))).toEqual(UNKNOWN);
  });

  test('is not forgotten because of one that belongs to another site', () => {
    const memory = memoryOf();
    memory.judge(off, span(0, 10));
    const foreign = { ...device('pc', 'running'), duty: undefined };
    expect(memory.judge(site(device('mini', 'dark'), foreign), span(10, 500))).toEqual(TOLD);
  });

  test('and then loses mains again in its run is remembered anew', () => {
    const memory = memoryOf();
    memory.judge(off, span(0, 10));
    memory.judge(dark, span(10, 20));
    memory.judge(off, span(20, 300));
    expect(memory.judge(site(device('mini', 'dark'), device('pc', 'running')), span(300, 400))).toEqual(TOLD);
  });
});

test('who never said that mains was off has told nothing', () => {
  const memory = memoryOf();
  memory.judge(site(device('mini', 'running', 'on')), span(0, 10));
  expect(memory.judge(site(device('mini', 'dark')), span(10, 20))).toEqual(UNKNOWN);
  expect(memory.judge(site(), span(20, 30))).toEqual({ state: 'not-equipped' });
});

describe('before the window', () => {
  const first = (memory: PowerMemory, until = FROM + 1, ...others: DeviceNow[]) =>
    memory.judge(site(device('mini', 'dark'), ...others), span(FROM, until));

  test('what was told last is remembered', () => {
    expect(
      first(
        memoryOf([
          timelinesOf(
            'mini',
            [span(0, 5_000)],
            [
              [0, 4_000, 'on'],
              [4_000, 5_000, 'off'],
            ],
          ),
        ]),
      ),
    ).toEqual(TOLD);
    expect(
      first(
        memoryOf([
          timelinesOf(
            'mini',
            [span(0, 5_000)],
            [
              [0, 4_000, 'off'],
              [4_000, 5_000, 'on'],
            ],
          ),
        ]),
      ),
    ).toEqual(UNKNOWN);
    expect(first(memoryOf([timelinesOf('mini', [span(0, 5_000)])]))).toEqual(UNKNOWN);
    expect(first(memoryOf([timelinesOf('mini', [], [[0, 5_000, 'off']])]))).toEqual(UNKNOWN);
  });

  test('a run that begins with the window tells nothing of the time before', () => {
    const mains = [[0, 20_000, 'off']] as const;
    expect(first(memoryOf([timelinesOf('mini', [span(FROM, 20_000)], mains)]))).toEqual(UNKNOWN);
    expect(first(memoryOf([timelinesOf('mini', [span(FROM - 1, 20_000)], mains)]))).toEqual(TOLD);
  });

  test('a run that goes on into the window counts as it was just before it', () => {
    const on = [
      [0, FROM, 'off'],
      [FROM, 20_000, 'on'],
    ] as const;
    expect(first(memoryOf([timelinesOf('mini', [span(0, 20_000)], on)]))).toEqual(TOLD);
  });

  test('the silence counts from the end of the run, in the window too', () => {
    const running = device('pc', 'running');
    const memory = () => memoryOf([timelinesOf('mini', [span(0, FROM - 50)], [[0, FROM, 'off']])]);
    expect(first(memory(), FROM + 50, running)).toEqual(TOLD);
    expect(first(memory(), FROM + 51, running)).toEqual(UNKNOWN);
    const runsOn = memoryOf([timelinesOf('mini', [span(0, FROM)], [[0, FROM, 'off']])]);
    expect(first(runsOn, FROM + 100, running)).toEqual(TOLD);
  });

  const silentSince = timelinesOf('mini', [span(0, 5_000)], [[0, 5_000, 'off']]);

  test('another of the site that ran on for longer makes it forgotten', () => {
    const other = (...running: Interval[]) => timelinesOf('pc', running);
    expect(first(memoryOf([silentSince, other(span(0, 5_101))]))).toEqual(UNKNOWN);
    expect(first(memoryOf([silentSince, other(span(0, 5_100))]))).toEqual(TOLD);
    expect(first(memoryOf([silentSince, other(span(6_000, 7_000))]))).toEqual(UNKNOWN);
    expect(first(memoryOf([silentSince, other(span(FROM, 20_000))]))).toEqual(TOLD);
    expect(first(memoryOf([silentSince, other(span(FROM - 1, 20_000))]))).toEqual(UNKNOWN);
    expect(first(memoryOf([silentSince, other()]))).toEqual(TOLD);
    expect(first(memoryOf([silentSince, other(span(6_000, 7_000), span(FROM, 20_000))]))).toEqual(UNKNOWN);
    expect(first(memoryOf([other(), timelinesOf('old', [span(0, 100)]), silentSince, other(span(0, 5_101))]))).toEqual(
      UNKNOWN,
    );
  });

  test('one that ran at another site then does not', () => {
    const other = timelinesOf('pc', [span(0, 8_000)]);
    expect(first(memoryOf([silentSince, other], { pc: [span(8_000, 9_000)] }))).toEqual(TOLD);
    expect(first(memoryOf([silentSince, other], { pc: [span(0, 5_100)] }))).toEqual(TOLD);
    expect(first(memoryOf([silentSince, other], { pc: [span(0, 10), span(7_999, 9_000)] }))).toEqual(UNKNOWN);
    expect(first(memoryOf([silentSince, other], { pc: [] }))).toEqual(TOLD);
  });
});
