import { describe, expect, test } from 'vitest';
import type { Interval } from '../lib/index.ts';
import type { FactName, FactValue, Subject } from '../model/index.ts';
import { DEFAULT_RULES, type DeviceEvidence, type PlannedSpan, type SiteEvidence } from './evidence.ts';
import { bootAt, deviceOf, factAt } from './journal.fixtures.ts';
import { judgeSite } from './judge-site.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const END = 100 * MINUTE;
const WINDOW = { from: 0, until: END };
/** From minute to minute. */
const minutes = (from: number, until: number): Interval => ({ from: from * MINUTE, until: until * MINUTE });
const ALWAYS = { from: 0, until: Infinity, duty: 'always' } as const;

type Said = readonly [minute: number, fact: FactName, value: FactValue];
/** A device that ran all the time, or in the spans given, and said these things. */
function device(said: readonly Said[], given: Partial<DeviceEvidence> = {}): DeviceEvidence {
  const entries = said.map(([minute, fact, value], index) => factAt(minute * MINUTE, fact, value, index));
  return deviceOf({ terms: [ALWAYS], proven: [WINDOW], ...given, entries: [...entries, ...(given.entries ?? [])] });
}
/** One that saw the gateway all the time, and the Internet but for some minutes. */
function onLine(...lost: readonly (readonly [from: number, until: number])[]): DeviceEvidence {
  const start: Said[] = [
    [0, 'gateway', 'up'],
    [0, 'internet', 'up'],
  ];
  const said = lost.flatMap(([from, until]): Said[] => [
    [from, 'internet', 'down'],
    [until, 'internet', 'up'],
  ]);
  return device([...start, ...said]);
}

interface Given extends Partial<SiteEvidence> {
  window?: Interval;
  now?: number;
  rules?: Partial<typeof DEFAULT_RULES>;
}
/** What is found where the server does not listen, so that nothing is told of the way to it, unless that is given. */
function judge(devices: readonly DeviceEvidence[], { window = WINDOW, now = END, rules, ...site }: Given = {}) {
  const blank = { siteId: 's1', hostsServer: false, open: [], planned: [], listening: [] };
  return judgeSite({ ...blank, devices, ...site }, window, { ...DEFAULT_RULES, ...rules }, now);
}
const LISTENING = { listening: [minutes(0, 200)] };

function outagesOf(found: ReturnType<typeof judge>, subject: Subject = 'site') {
  return found.outages
    .filter((one) => one.subject === subject)
    .map(({ from, until, sign }) => `${from / MINUTE}-${until === null ? '' : until / MINUTE} ${sign}`);
}
function spansOf(found: ReturnType<typeof judge>, subject: Subject = 'site') {
  return found.spans
    .filter((one) => one.subject === subject)
    .map(({ from, until, state, under, reason }) =>
      [`${from / MINUTE}-${until / MINUTE}`, state, under, reason].filter(Boolean).join(' '),
    );
}

describe('outages', () => {
  test('are told with their times and what was seen first', () => {
    const found = judge([onLine([10, 20])]);
    const line = { from: 10 * MINUTE, until: 20 * MINUTE };
    expect(found.outages).toEqual([
      {
        subject: 'site',
        ...line,
        start: { earliest: line.from - DEFAULT_RULES.probeMs, latest: line.from },
        end: { earliest: line.until - DEFAULT_RULES.probeMs, latest: line.until },
        before: 'up',
        interruptions: 0,
        down: [line],
        sign: 'line',
        view: expect.objectContaining({ subject: 'site', ...line, isSilence: false }),
      },
    ]);
    expect(spansOf(found)).toEqual(['0-10 up', '10-20 down line', '20-100 up']);
    expect(spansOf(found, 'dns')).toEqual(['0-100 unknown no-statement']);
    expect(found).toMatchObject({ isCutAtStart: false, isCutAtEnd: false });
  });

  test('are listed from five minutes on; a shorter one is in the timeline alone', () => {
    expect(outagesOf(judge([onLine([10, 15])]))).toEqual(['10-15 line']);
    const short = judge([onLine([10, 15 - 1 / MINUTE])]);
    expect(outagesOf(short)).toEqual([]);
    expect(spansOf(short)[1]).toBe(`10-${15 - 1 / MINUTE} down line`);
  });

  test('that go on are as long as until now', () => {
    const lost = onLine([95, 200]);
    const found = judge([lost]);
    expect(outagesOf(found)).toEqual(['95- line']);
    expect(found.outages[0]).toMatchObject({ end: null, down: [minutes(95, 100)] });
    expect(outagesOf(judge([lost], { window: { from: 0, until: END - 1 }, now: END - 1 }))).toEqual([]);
  });

  test('of one sign that lie closer together than two minutes are one', () => {
    const [one, ...more] = judge([onLine([10, 20], [22 - 1 / MINUTE, 30], [31, 40])]).outages;
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      ...minutes(10, 40),
      start: { latest: 10 * MINUTE },
      end: { latest: 40 * MINUTE },
      interruptions: 2,
      down: [minutes(10, 20), { from: 22 * MINUTE - 1, until: 30 * MINUTE }, minutes(31, 40)],
      view: minutes(10, 40),
    });
    expect(outagesOf(judge([onLine([10, 20], [22, 30])]))).toEqual(['10-20 line', '22-30 line']);
    expect(judge([onLine([10, 20], [21, 200])]).outages).toMatchObject([
      { until: null, end: null, interruptions: 1, view: { until: null } },
    ]);
  });

  test('of different signs stay apart, each with its own in the timeline', () => {
    const { entries } = onLine([10, 20], [21, 30], [60, 70]);
    const lost = device([], { entries: [...entries, factAt(20.5 * MINUTE, 'gateway', 'down', 90)] });
    expect(outagesOf(judge([lost]))).toEqual(['10-20 line', '21-30 lan', '60-70 lan']);
    expect(spansOf(judge([lost])).filter((one) => one.includes('down'))).toEqual([
      '10-20 down line',
      '21-30 down lan',
      '60-70 down lan',
    ]);
  });

  test('in a planned window are told as what they were under it', () => {
    const planned: PlannedSpan[] = [
      { ...minutes(5, 15), windowId: 'w', kind: 'maintenance', source: '', enteredAt: 0 },
    ];
    expect(spansOf(judge([onLine([10, 20])], { planned }))).toEqual([
      '0-5 up',
      '5-10 planned up',
      '10-15 planned down line',
      '15-20 down line',
      '20-100 up',
    ]);
  });
});

test('a site without devices has the timelines of a site and no outage', () => {
  const { spans, outages } = judge([]);
  expect(spans.map(({ subject, state }) => `${subject} ${state}`)).toEqual(
    ['site', 'power', 'dns', 'hub'].map((subject) => `${subject} not-equipped`),
  );
  expect(outages).toEqual([]);
});

describe('what followed', () => {
  /** A device that went dark and booted, again and again: when it ran, in minutes. */
  const booting = (...ran: readonly (readonly [number, number])[]) =>
    device([], {
      proven: ran.map(([from, until]) => minutes(from, until)),
      entries: ran.slice(1).map(([from]) => bootAt(from * MINUTE, false)),
    });
  const chainOf = (given: DeviceEvidence, rules?: Given['rules']) =>
    judge([given], { ...LISTENING, ...(rules && { rules }) })
      .outages.filter((one) => one.subject === 'site')
      .map(({ view }) => view.chain.map(({ kind, at }) => `${kind} ${(at + 1_000) / MINUTE}`));

  test('is of all the interruptions of an outage, each thing once', () => {
    const twice = device(
      [
        [20, 'internet', 'up'],
        [30, 'internet', 'up'],
      ],
      {
        proven: [minutes(0, 10), minutes(20, 21), minutes(30, 100)],
        entries: [20, 30].map((at) => bootAt(at * MINUTE, false)),
      },
    );
    expect(chainOf(twice)).toEqual([['boot 20', 'boot 30']]);
    const soon = device(
      [
        [20, 'internet', 'up'],
        [20.75, 'internet', 'up'],
      ],
      {
        proven: [minutes(0, 10), minutes(20, 20.25), minutes(20.75, 100)],
        entries: [20, 20.75].map((at) => bootAt(at * MINUTE, false)),
      },
    );
    expect(chainOf(soon, { graceMs: 10_000 })).toEqual([['boot 20', 'boot 20.75']]);
  });

  test('is no more than twelve things', () => {
    const ran = Array.from({ length: 16 }, (_, index) => [5 * index, 5 * index + 1] as const);
    const { proven, entries } = booting(...ran);
    const said = ran.map(([from]): Said => [from, 'internet', 'up']);
    const [chain] = chainOf(device(said, { proven, entries }));
    expect(chain?.length).toBe(12);
    expect(chain?.at(-1)).toBe('boot 60');
  });
});

describe('a power cut', () => {
  /** Mains goes at a minute, the device a while later; then it is back, and at last mains. */
  const cut = (off: number, dark: number, back: number, on: number) =>
    device(
      [
        [0, 'internet', 'up'],
        [0, 'mains', 'on'],
        [off, 'mains', 'off'],
        [back, 'internet', 'up'],
        [back, 'mains', 'off'],
        [on, 'mains', 'on'],
      ],
      { proven: [minutes(0, dark), minutes(back, 100)], entries: [bootAt(back * MINUTE, false)] },
    );
  const told = (...times: Parameters<typeof cut>) => {
    const found = judge([cut(...times)], LISTENING);
    return [outagesOf(found), outagesOf(found, 'power')];
  };
  const MS = 1 / MINUTE;

  test('that the outage of the site tells of is not told again', () => {
    expect(told(10, 11, 40, 41)).toEqual([['11-40 powerless'], []]);
  });

  test('is told where a UPS bridged the first five minutes of it', () => {
    expect(told(10, 15 - MS, 40, 40)[1]).toEqual([]);
    expect(told(10, 15, 40, 40)[1]).toEqual(['10-40 powerless']);
  });

  test('is told where it went on for longer than two minutes when the site was back', () => {
    expect(told(10, 11, 40, 42)[1]).toEqual([]);
    expect(told(10, 11, 40, 42 + MS)[1]).toEqual([`10-${42 + MS} powerless`]);
  });

  test('is told where the outage of the site began with something else', () => {
    const ups = device(
      [
        [0, 'mains', 'on'],
        [12, 'mains', 'off'],
        [40, 'mains', 'on'],
      ],
      { deviceId: 'ups' },
    );
    const found = judge([onLine([10, 40]), ups]);
    expect([outagesOf(found), outagesOf(found, 'power')]).toEqual([['10-40 line'], ['12-40 powerless']]);
  });

  test('is told where the outage of the site is too short for the list', () => {
    expect(told(10, 11, 15, 16)).toEqual([[], ['10-16 powerless']]);
  });

  test('is not told where the site is down now, however short', () => {
    const gone = device(
      [
        [0, 'internet', 'up'],
        [94, 'mains', 'off'],
      ],
      { proven: [minutes(0, 97)] },
    );
    const found = judge([gone], LISTENING);
    expect(outagesOf(found, 'power')).toEqual([]);
    expect(spansOf(found)).toContain('97-100 down powerless');
    expect(spansOf(found, 'power').slice(1)).toEqual(['94-97 down powerless', '97-100 down powerless']);
  });
});

describe('a device that is meant to be on in opening hours', () => {
  const pc = (proven: Interval[], ...terms: DeviceEvidence['terms']) =>
    outagesOf(
      judge([onLine(), deviceOf({ deviceId: 'pc', proven, terms })], { ...LISTENING, open: [minutes(0, 90)] }),
      'device:pc',
    );
  const hours = { ...ALWAYS, duty: 'hours' } as const;

  test('has an outage where it was on before, and none where it never came on', () => {
    expect(pc([minutes(0, 40)], hours)).toEqual(['40-75 silent']);
    expect(pc([], hours)).toEqual([]);
    expect(pc([], ALWAYS)).toEqual(['0- silent']);
  });

  test('is judged by its duty as the outage began', () => {
    const until20 = { ...ALWAYS, until: 20 * MINUTE };
    const from20 = { ...hours, from: 20 * MINUTE };
    expect(pc([], until20, from20)).toEqual(['0-20 silent']);
    expect(pc([], from20, until20)).toEqual(['0-20 silent']);
    expect(pc([], { ...ALWAYS, until: 40 * MINUTE, duty: 'none' }, { ...hours, from: 40 * MINUTE })).toEqual([]);
    expect(pc([], { ...hours, until: 20 * MINUTE }, { ...ALWAYS, from: 20 * MINUTE })).toEqual(['20- silent']);
  });
});

describe('a window', () => {
  const LATER = 200 * MINUTE;
  const isCut = (one: DeviceEvidence, window: Interval, now = LATER, given: Given = {}) => {
    const found = judge([one], { window, now, ...given });
    return [found.isCutAtStart, found.isCutAtEnd];
  };
  const whole = minutes(2, 90);

  test('is cut where it begins or ends in an outage, unless nothing comes before or after it', () => {
    expect(isCut(onLine(), whole)).toEqual([false, false]);
    expect(isCut(onLine([0, 30]), whole)).toEqual([true, false]);
    expect(isCut(onLine([60, 99]), whole)).toEqual([false, true]);
    expect(isCut(onLine([60, 99]), whole, whole.until)).toEqual([false, false]);
    expect(isCut(onLine([0, 30]), WINDOW)).toEqual([false, false]);
    expect(isCut(onLine([0, 30]), { from: 1, until: END })).toEqual([true, false]);
  });

  test('is cut only where a device belonged to the site before it', () => {
    const from = (minute: number): Partial<DeviceEvidence> => ({ terms: [{ ...ALWAYS, from: minute * MINUTE }] });
    const lost = onLine([0, 30]);
    const found = (...devices: DeviceEvidence[]) => judge(devices, { window: whole, now: LATER }).isCutAtStart;
    expect(found({ ...lost, ...from(1) }, deviceOf({ deviceId: 'pc', ...from(50) }))).toBe(true);
    expect(found({ ...lost, ...from(2) }, deviceOf({ deviceId: 'pc', ...from(50) }))).toBe(false);
  });

  test('is cut within five minutes of a change', () => {
    expect(isCut(onLine([7, 30]), whole)).toEqual([false, false]);
    expect(isCut(onLine([7 - 1 / MINUTE, 30]), whole)).toEqual([true, false]);
    expect(isCut(onLine([60, 85]), whole)).toEqual([false, false]);
    expect(isCut(onLine([60, 85 + 1 / MINUTE]), whole)).toEqual([false, true]);
    expect(isCut(onLine(), minutes(2, 4))).toEqual([false, false]);
    expect(isCut(onLine([0, 87]), whole)).toEqual([true, true]);
  });

  test('is cut in a silence that is short, and in what may be a dispute', () => {
    const booted = (from: number, until: number) =>
      device(
        [
          [0, 'internet', 'up'],
          [until, 'internet', 'up'],
        ],
        {
          proven: [minutes(0, from), minutes(until, 100)],
          entries: [bootAt(until * MINUTE, false)],
        },
      );
    const near = { rules: { mergeGapMs: 0, settleMs: 0, togetherMs: 0 } };
    expect(isCut(booted(1.5, 2.2), whole, LATER, near)).toEqual([true, false]);
    expect(isCut(booted(89.8, 90.5), whole, LATER, near)).toEqual([false, true]);
    const gone = device([[0, 'internet', 'up']], { proven: [minutes(0, 99.5)] });
    expect(isCut(gone, minutes(99.75, 100), END, LISTENING)).toEqual([true, false]);
    const disputed = { ...onLine([0, 30], [60, 99]), heard: [minutes(0, 30), minutes(60, 99)] };
    expect(spansOf(judge([disputed])).filter((one) => !one.endsWith(' up'))).toEqual([]);
    expect(isCut(disputed, whole, LATER, near)).toEqual([true, true]);
  });
});

describe('the site is looked at again', () => {
  const nextAt = (devices: readonly DeviceEvidence[], given: Given = {}) => {
    const at = judge(devices, given).nextAt;
    return at === null ? null : (at - END) / MINUTE;
  };

  test('after a day, where nothing is known to change', () => {
    expect(nextAt([onLine()])).toBe(24 * 60);
    expect(nextAt([])).toBe(24 * 60);
    expect(nextAt([onLine([80, 99.75])])).toBe(24 * 60);
  });

  test('as a term or a planned window begins or ends', () => {
    const termed = (...terms: Interval[]) =>
      nextAt([{ ...onLine(), terms: terms.map(({ from, until }) => ({ from, until, duty: 'always' as const })) }]);
    expect(termed(minutes(0, 103))).toBe(3);
    expect(termed(minutes(0, 100), minutes(104, 300))).toBe(4);
    const planned = (span: Interval) =>
      nextAt([onLine()], { planned: [{ ...span, windowId: 'w', kind: 'maintenance', source: '', enteredAt: 0 }] });
    expect(planned(minutes(105, 300))).toBe(5);
    expect(planned(minutes(50, 106))).toBe(6);
    expect(planned(minutes(50, 100))).toBe(24 * 60);
  });

  test('as hours of duty begin or end, where a device has some', () => {
    const inHours = (open: Interval, until = Infinity, duty: 'hours' | 'always' = 'hours') =>
      nextAt([{ ...onLine(), terms: [{ from: 0, until, duty }] }], { open: [open] });
    expect(inHours(minutes(90, 400))).toBe(20);
    expect(inHours(minutes(0, 400))).toBe(285);
    expect(inHours(minutes(90, 400), Infinity, 'always')).toBe(24 * 60);
    expect(inHours(minutes(90, 400), END)).toBe(24 * 60);
  });

  test('as what goes on becomes long enough', () => {
    expect(nextAt([onLine([99, 200])])).toBe(4);
    expect(nextAt([onLine([95, 200])])).toBe(24 * 60);
    expect(nextAt([{ ...onLine([10, 20]), proven: [minutes(0, 99.5)] }], LISTENING)).toBe(0.5);
    expect(nextAt([device([[0, 'internet', 'up']], { proven: [minutes(0, 99.5)] })], LISTENING)).toBe(0.5);
    expect(nextAt([{ ...onLine([99.75, 200]), heard: [minutes(99.75, 100)] }])).toBe(0.75);
  });

  test('at no later time than a day, whatever the hours', () => {
    const terms = [{ from: 0, until: END + 24 * HOUR + 1, duty: 'always' as const }];
    expect(nextAt([{ ...onLine(), terms }])).toBe(24 * 60);
  });
});
