import { describe, expect, test } from 'vitest';
import type { Interval } from '../lib/index.ts';
import type { FactName, FactValue } from '../model/index.ts';
import { DEFAULT_RULES, type PlannedSpan, type SiteEvidence } from './evidence.ts';
import { deviceOf } from './journal.fixtures.ts';
import type { DeviceTimelines, Gap, Life } from './life.ts';
import { MAX_CHAIN, NOTICE_SLACK_MS, viewOf } from './view.ts';

const FROM = 10_000_000;
const UNTIL = FROM + 5_000;
const RULES = { ...DEFAULT_RULES, settleMs: 60, togetherMs: 100 };
const span = (from: number, until: number): Interval => ({ from, until });
const ALWAYS_THERE = [{ from: 0, until: Infinity, duty: 'always' as const }];

function timelinesOf(given: Partial<DeviceTimelines> = {}): DeviceTimelines {
  return {
    deviceId: 'mini',
    running: [],
    life: [],
    gaps: [],
    terms: [span(0, Infinity)],
    heard: [],
    facts: {},
    statedAt: {},
    upsTests: [],
    beatMs: 15_000,
    ...given,
  };
}
function lifeOf(...pieces: readonly (readonly [from: number, until: number, value: Life])[]) {
  return pieces.map(([from, until, value]) => ({ from, until, value }));
}
function gapOf(from: number, until: number, boot: Gap['boot'] = null): Gap {
  return { from, until, life: 'dark', stop: null, boot };
}
const bootAt = (at: number) => ({ at, bootedAt: at - 7, clean: false, why: null });
/** A fact that held from one time to the other, and when it was stated. */
function factsOf(fact: FactName, value: FactValue, from: number, until: number, ...stated: number[]) {
  return {
    facts: { [fact]: [{ from, until, value }] },
    statedAt: stated.length > 0 ? { [fact]: stated.map((at) => span(at, at)) } : {},
  };
}

function view(timelines: DeviceTimelines[], site: Partial<SiteEvidence> = {}, until: number | null = UNTIL) {
  const devices = timelines.map(({ deviceId }) => deviceOf({ deviceId, terms: ALWAYS_THERE }));
  const evidence = { siteId: 's1', hostsServer: false, devices, open: [], planned: [], listening: [], ...site };
  return viewOf({ subject: 'site', from: FROM, until, isSilence: true }, evidence, timelines, RULES);
}
const deviceIn = (given: Partial<DeviceTimelines>, until?: number | null) =>
  view([timelinesOf(given)], {}, until).devices[0];

describe('a device', () => {
  test('of which nothing is known did not run and told nothing', () => {
    expect(view([timelinesOf()])).toEqual({
      subject: 'site',
      from: FROM,
      until: UNTIL,
      isSilence: true,
      devices: [
        {
          deviceId: 'mini',
          duty: 'always',
          ranOn: false,
          gap: null,
          isFresh: false,
          mains: null,
          gateway: null,
          internet: null,
          dns: null,
          hub: null,
          provider: null,
          ups: null,
          service: null,
          isInTest: false,
          lastLife: null,
        },
      ],
      isOpen: false,
      planned: [],
      chain: [],
    });
  });

  test('is looked at with the duty of its term, from the first instant of that to before the last', () => {
    const dutyIn = (...terms: NonNullable<Parameters<typeof deviceOf>[0]>['terms'] & object) =>
      view([timelinesOf()], { devices: [deviceOf({ terms })] }).devices.map(({ duty }) => duty);
    expect(dutyIn({ ...span(0, FROM), duty: 'always' }, { ...span(FROM, UNTIL), duty: 'hours' })).toEqual(['hours']);
    expect(dutyIn({ ...span(0, FROM + 1), duty: 'none' })).toEqual(['none']);
    expect(dutyIn({ ...span(0, FROM), duty: 'always' }, { ...span(FROM + 1, UNTIL), duty: 'hours' })).toEqual([]);
    expect(view([], { devices: [deviceOf({ terms: ALWAYS_THERE })] }).devices).toEqual([]);
  });

  test('ran on where it ran at the start and a moment later', () => {
    const ranOn = (from: number, until: number, end?: number | null) =>
      deviceIn({ life: lifeOf([0, from, 'dark'], [from, until, 'running'], [until, Infinity, 'silent']) }, end)?.ranOn;
    expect(ranOn(FROM, FROM + 61)).toBe(true);
    expect(ranOn(FROM, FROM + 60)).toBe(false);
    expect(ranOn(FROM + 1, FROM + 61)).toBe(false);
    expect(ranOn(FROM, FROM + 61, null)).toBe(true);
    expect(ranOn(FROM, FROM + 60, null)).toBe(false);
    // Of a short one, to its end.
    expect(ranOn(FROM, FROM + 20, FROM + 20)).toBe(true);
    expect(ranOn(FROM, FROM + 19, FROM + 20)).toBe(false);
    expect(ranOn(FROM, FROM + 1, FROM)).toBe(true);
  });

  test('has the gap that holds the start or begins in the moments after', () => {
    const gapIn = (...gaps: Gap[]) => {
      const device = deviceIn({ gaps });
      return device && [device.gap?.from ?? null, device.isFresh];
    };
    expect(gapIn(gapOf(0, FROM), gapOf(FROM + 100, UNTIL))).toEqual([FROM + 100, true]);
    expect(gapIn(gapOf(FROM + 101, UNTIL))).toEqual([null, false]);
    expect(gapIn(gapOf(FROM - 100, FROM + 1), gapOf(FROM + 50, UNTIL))).toEqual([FROM - 100, true]);
    expect(gapIn(gapOf(FROM - 101, FROM + 1))).toEqual([FROM - 101, false]);
  });

  test.each(['gateway', 'internet', 'dns', 'hub'] as const)(
    'saw of %s what held a moment on, or at the start',
    (fact) => {
      const seen = (from: number, until: number, ...stated: number[]) =>
        deviceIn(factsOf(fact, 'down', from, until, ...stated))?.[fact];
      expect(seen(FROM + 60, UNTIL)).toEqual({ value: 'down', at: FROM + 60 });
      expect(seen(FROM - 9, FROM + 1)).toEqual({ value: 'down', at: FROM - 9 });
      expect(seen(FROM + 61, UNTIL)).toBeNull();
      expect(seen(FROM - 9, FROM)).toBeNull();
      // With the last time that it was stated by then.
      expect(seen(FROM - 9, UNTIL, FROM - 9, FROM + 30, FROM + 61)).toEqual({ value: 'down', at: FROM + 30 });
      expect(seen(FROM - 9, FROM + 1, FROM - 9, FROM - 4, FROM + 1)).toEqual({ value: 'down', at: FROM - 4 });
    },
  );

  test('saw what it stated a moment on rather than at the start, unless that is unknown', () => {
    const gateway = (later: FactValue | 'unknown') =>
      deviceIn({
        facts: {
          gateway: [
            { ...span(0, FROM + 1), value: 'up' },
            { ...span(FROM + 1, UNTIL), value: later },
          ],
        },
      })?.gateway;
    expect(gateway('down')).toEqual({ value: 'down', at: FROM + 1 });
    expect(gateway('unknown')).toEqual({ value: 'up', at: 0 });
  });

  test('told of mains in the run that reaches the moment, or in its last one', () => {
    const mains = (running: Interval[], until: number) =>
      deviceIn({ running, ...factsOf('mains', 'off', 100, until) })?.mains;
    const off = { value: 'off', at: 100 };
    expect(mains([span(0, UNTIL)], FROM + 61)).toEqual(off);
    expect(mains([span(0, UNTIL)], FROM + 60)).toBeNull();
    expect(mains([span(0, 500)], 500)).toEqual(off);
    expect(mains([span(0, 500)], 499)).toBeNull();
    expect(mains([span(0, 500), span(FROM + 60, UNTIL)], 500)).toBeNull();
    expect(mains([span(0, 500), span(FROM + 61, UNTIL)], 500)).toEqual(off);
    expect(mains([], UNTIL)).toBeNull();
  });

  test('gave its last sign of life in the run before the start, which may hold it', () => {
    const lastLife = (...running: Interval[]) => deviceIn({ running })?.lastLife;
    expect(lastLife(span(0, 500), span(FROM + 1, UNTIL))).toBe(500);
    expect(lastLife(span(0, 500), span(FROM, UNTIL))).toBe(UNTIL);
    expect(lastLife(span(FROM + 1, UNTIL))).toBeNull();
  });

  test('that was never heard is silent since it belongs to the site: its evidence has a time', () => {
    const never: Gap = { from: -Infinity, until: Infinity, life: 'silent', stop: null, boot: null };
    expect(deviceIn({ gaps: [never] })?.gap).toEqual({ ...never, from: 0 });
    expect(deviceIn({ gaps: [{ ...never, until: UNTIL }] })?.gap?.from).toBe(-Infinity);
  });
});

test('the house is open at the first instant of its hours and no longer at the last', () => {
  expect(view([], { open: [span(FROM, UNTIL)] }).isOpen).toBe(true);
  expect(view([], { open: [span(0, FROM)] }).isOpen).toBe(false);
});

test('windows and notices that cover the start are looked at, and those that begin within half an hour', () => {
  const planned = (from: number, until: number): PlannedSpan => {
    return { windowId: 'w1', kind: 'power-cut', source: '', enteredAt: 0, from, until };
  };
  expect(NOTICE_SLACK_MS).toBe(30 * 60_000);
  const near = [planned(0, FROM + 1), planned(FROM + NOTICE_SLACK_MS, Infinity)];
  const far = [planned(0, FROM), planned(FROM + NOTICE_SLACK_MS + 1, Infinity)];
  expect(view([], { planned: [...far, ...near] }).planned).toEqual(near);
});

describe('the chain', () => {
  const chainOf = (timelines: DeviceTimelines[], until?: number | null) =>
    view(timelines, {}, until).chain.map(({ kind, deviceId, at }) => `${kind} ${deviceId} ${at - FROM}`);
  const boots = (...at: number[]) => {
    const first = at[0] ?? 0;
    return timelinesOf({ gaps: at.map((one, index) => gapOf(at[index - 1] ?? first - 500, one, bootAt(one))) });
  };
  const mains = (...from: readonly (readonly [number, FactValue])[]) =>
    timelinesOf({
      facts: {
        mains: from.map(([at, value], index) => ({ from: at, until: from[index + 1]?.[0] ?? Infinity, value })),
      },
    });

  test('tells the boots after the start, up to a moment after the end', () => {
    expect(chainOf([boots(FROM, FROM + 1, UNTIL + 60)])).toEqual(['boot mini -6', 'boot mini 5053']);
    expect(chainOf([boots(FROM, UNTIL + 61)])).toEqual([]);
    expect(chainOf([boots(FROM + 90_000)], null)).toEqual(['boot mini 89993']);
    expect(chainOf([timelinesOf({ gaps: [gapOf(FROM, UNTIL)] })])).toEqual([]);
  });

  test('tells the boot that ended a gap just before the start', () => {
    const booted = (end: number) => chainOf([timelinesOf({ gaps: [gapOf(0, end, bootAt(FROM + 5))] })]);
    expect(booted(FROM - 59)).toEqual(['boot mini -2']);
    expect(booted(FROM - 60)).toEqual([]);
  });

  test('tells when mains came back after the start, up to a moment after the end', () => {
    expect(chainOf([mains([0, 'off'], [FROM, 'on'])])).toEqual([]);
    expect(chainOf([mains([0, 'off'], [FROM + 1, 'on'], [FROM + 9, 'off'], [UNTIL + 60, 'on'])])).toEqual([
      'mains-on mini 1',
      'mains-on mini 5060',
    ]);
    expect(chainOf([mains([0, 'off'], [UNTIL + 61, 'on'])])).toEqual([]);
    expect(chainOf([mains([0, 'on'], [FROM + 1, 'off'])])).toEqual([]);
  });

  test('tells nothing of a device that did not belong to the site', () => {
    const elsewhere = { terms: [span(0, FROM + 5), span(FROM + 6, Infinity)] };
    expect(chainOf([{ ...boots(FROM + 4, FROM + 5, FROM + 6), ...elsewhere }])).toEqual([
      'boot mini -3',
      'boot mini -1',
    ]);
    expect(chainOf([{ ...mains([FROM + 5, 'on']), ...elsewhere }])).toEqual([]);
    expect(chainOf([{ ...mains([FROM + 6, 'on']), ...elsewhere }])).toEqual(['mains-on mini 6']);
  });

  test('is in order of time, then of devices, and no longer than twelve', () => {
    const named = (deviceId: string, one: DeviceTimelines) => ({ ...one, deviceId });
    expect(
      chainOf([
        named('pc', mains([FROM + 20, 'on'])),
        named('ups', mains([FROM + 10, 'on'])),
        named('b', mains([FROM + 20, 'on'])),
        named('x', boots(FROM + 22)),
      ]),
    ).toEqual(['mains-on ups 10', 'boot x 15', 'mains-on b 20', 'mains-on pc 20']);
    expect(MAX_CHAIN).toBe(12);
    const many = boots(...Array.from({ length: 15 }, (_, index) => FROM + 10 * (index + 1)));
    expect(chainOf([many]).length).toBe(MAX_CHAIN);
    expect(chainOf([many]).at(-1)).toBe('boot mini 113');
  });
});
