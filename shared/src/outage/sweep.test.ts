import { describe, expect, test } from 'vitest';
import type { Interval } from '../lib/index.ts';
import { DEFAULT_RULES, type SiteEvidence } from './evidence.ts';
import { deviceOf } from './journal.fixtures.ts';
import type { DeviceTimelines } from './life.ts';
import { dutyHours, type SiteNow, sweepSite } from './sweep.ts';

const WINDOW = { from: 0, until: 100 };
const RULES = { ...DEFAULT_RULES, hoursStartMs: 5, hoursEndMs: 3 };
const span = (from: number, until: number) => ({ from, until });

function timelinesOf(given: Partial<DeviceTimelines> = {}): DeviceTimelines {
  return {
    deviceId: 'mini',
    running: [],
    life: [],
    gaps: [],
    terms: [{ from: -Infinity, until: Infinity }],
    heard: [],
    facts: {},
    statedAt: {},
    upsTests: [],
    beatMs: 15_000,
    ...given,
  };
}

/** What is shown of each stretch, picked. */
function sweep<T>(
  given: Partial<SiteEvidence>,
  pick: (now: SiteNow) => T,
  timelines = [timelinesOf()],
  window: Interval = WINDOW,
) {
  const site = {
    siteId: 's1',
    hostsServer: false,
    devices: [deviceOf()],
    open: [],
    planned: [],
    listening: [],
    ...given,
  };
  const shown: [number, number, T][] = [];
  sweepSite(site, timelines, window, RULES, (now, { from, until }) => shown.push([from, until, pick(now)]));
  return shown;
}

test('where nothing changes there is one stretch, in which nothing is known', () => {
  expect(sweep({}, (now) => structuredClone(now))).toEqual([
    [
      0,
      100,
      {
        devices: [
          {
            deviceId: 'mini',
            duty: undefined,
            life: 'silent',
            isHeard: false,
            beatMs: 15_000,
            facts: {},
            statedAt: {},
          },
        ],
        isOnDuty: false,
        isListening: false,
        isPlanned: false,
        hostsServer: false,
      },
    ],
  ]);
  expect(sweep({ hostsServer: true }, (now) => now.hostsServer)).toEqual([[0, 100, true]]);
  expect(sweep({}, () => 0, [], span(7, 7))).toEqual([]);
});

describe('what holds for the site', () => {
  const parts = [span(-10, 10), span(40, 50), span(45, 60), span(90, 120), span(100, 130)];
  const planned = parts.map(
    (one) => ({ ...one, windowId: 'w', kind: 'maintenance', source: '', enteredAt: 0 }) as const,
  );
  const inParts = [
    [0, 10, true],
    [10, 40, false],
    [40, 60, true],
    [60, 90, false],
    [90, 100, true],
  ];

  test('is shown from change to change, cut to the window', () => {
    expect(sweep({ listening: parts }, (now) => now.isListening)).toEqual(inParts);
    expect(sweep({ planned }, (now) => now.isPlanned)).toEqual(inParts);
    expect(sweep({ open: [span(10, 30)] }, (now) => now.isOnDuty)).toEqual([
      [0, 15, false],
      [15, 27, true],
      [27, 100, false],
    ]);
  });

  test('is each its own', () => {
    const given = { listening: [span(0, 20)], planned: planned.slice(1, 2), open: [span(55, 83)] };
    expect(sweep(given, (now) => [now.isListening, now.isPlanned, now.isOnDuty].map(Number).join(''))).toEqual([
      [0, 20, '100'],
      [20, 40, '000'],
      [40, 50, '010'],
      [50, 60, '000'],
      [60, 80, '001'],
      [80, 100, '000'],
    ]);
  });
});

describe('what holds for a device', () => {
  test('is its duty while it belongs to the site; the next term follows at once', () => {
    const terms = [
      { ...span(40, 60), duty: 'hours' },
      { ...span(-5, 40), duty: 'always' },
      { ...span(70, 200), duty: 'none' },
      { ...span(-9, 0), duty: 'none' },
    ] as const;
    expect(sweep({ devices: [deviceOf({ terms })] }, (now) => now.devices[0]?.duty)).toEqual([
      [0, 40, 'always'],
      [40, 60, 'hours'],
      [60, 70, undefined],
      [70, 100, 'none'],
    ]);
  });

  test('is its life, what it stated and whether it was heard', () => {
    const timelines = timelinesOf({
      life: [
        { ...span(0, 20), value: 'running' },
        { ...span(20, 100), value: 'dark' },
      ],
      heard: [span(0, 20), span(50, 100)],
      facts: {
        internet: [
          { ...span(-50, 10), value: 'up' },
          { ...span(10, 100), value: 'unknown' },
        ],
        dns: [{ ...span(0, 100), value: 'down' }],
      },
    });
    const pick = ({ devices: [device] }: SiteNow) =>
      `${device?.life} ${device?.isHeard} ${device?.facts.internet} ${device?.facts.dns}`;
    expect(sweep({}, pick, [timelines])).toEqual([
      [0, 10, 'running true up down'],
      [10, 20, 'running true unknown down'],
      [20, 50, 'dark false unknown down'],
      [50, 100, 'dark true unknown down'],
    ]);
  });

  test('is not that of another', () => {
    const devices = [deviceOf(), deviceOf({ deviceId: 'ups', terms: [{ ...span(0, 100), duty: 'always' }] })];
    const life = [{ ...span(0, 100), value: 'asleep' as const }];
    const shown = sweep({ devices }, (now) => now.devices.map(({ duty, life: one }) => [duty, one]), [
      timelinesOf(),
      timelinesOf({ life }),
    ]);
    expect(shown).toEqual([
      [
        0,
        100,
        [
          [undefined, 'silent'],
          ['always', 'asleep'],
        ],
      ],
    ]);
  });

  test('that the evidence does not tell of is no duty', () => {
    expect(sweep({ devices: [] }, (now) => now.devices[0]?.duty)).toEqual([[0, 100, undefined]]);
  });

  test('holds from before the window on, and changes of its end and after it are not shown', () => {
    const life = [
      { ...span(-30, -10), value: 'running' as const },
      { ...span(-10, 100), value: 'dark' as const },
      { ...span(100, 120), value: 'asleep' as const },
    ];
    expect(sweep({}, (now) => now.devices[0]?.life, [timelinesOf({ life })])).toEqual([[0, 100, 'dark']]);
  });
});

test('people come late and leave early: hours of duty are shorter, and touching ones are one', () => {
  expect(dutyHours([span(20, 30), span(0, 20), span(40, 48), span(50, 59)], RULES)).toEqual([
    span(5, 27),
    span(55, 56),
  ]);
});

test('a service that a device is asked for no longer is none of its facts, and any other fact is then not known', () => {
  const [statedFrom, ended] = [10, 50];
  const values = [
    { from: statedFrom, until: ended, value: 'up' as const },
    { from: ended, until: 100, value: 'unknown' as const },
  ];
  const stated = [span(statedFrom, statedFrom), { ...span(ended, ended), detail: 'not configured' }];
  const timeline = timelinesOf({
    facts: { 'service:portal': values, internet: values },
    statedAt: { 'service:portal': stated, internet: stated },
  });
  const pick = ({ devices: [device] }: SiteNow) => [device?.facts['service:portal'], device?.facts.internet];
  expect(sweep({}, pick, [timeline])).toEqual([
    [0, 10, [undefined, undefined]],
    [10, 50, ['up', 'up']],
    [50, 100, [undefined, 'unknown']],
  ]);
  const statedAt = sweep({}, ({ devices: [device] }) => device?.statedAt['service:portal'], [timeline]);
  expect(statedAt.map(([, , at]) => at)).toEqual([undefined, statedFrom, ended]);
});
