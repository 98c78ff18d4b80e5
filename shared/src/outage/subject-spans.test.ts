import { describe, expect, test } from 'vitest';
import type { Interval } from '../lib/index.ts';
import type { Duty } from '../model/index.ts';
import { DEFAULT_RULES, type SiteEvidence } from './evidence.ts';
import { deviceOf } from './journal.fixtures.ts';
import type { DeviceTimelines, Life } from './life.ts';
import { DISPUTE_MS, graceOf, MAX_SERVICES, MISSED_BEATS, subjectSpans } from './subject-spans.ts';

const END = 1_000_000;
const WINDOW = { from: 0, until: END };
const GRACE = 1_000;
const RULES = { ...DEFAULT_RULES, graceMs: GRACE };
const span = (from: number, until: number): Interval => ({ from, until });
const termOf = (duty: Duty, from = 0, until = Infinity) => ({ from, until, duty });

/**
 * What a device shows: that it sees the Internet or not, the latter while its session goes on (`disputed`), that it runs
 * and states nothing (`mute`), or how it is gone.
 */
type Shown = 'up' | 'down' | 'disputed' | 'mute' | Exclude<Life, 'running'>;
type Piece = readonly [Shown, until: number];

/** A device that shows one thing after the other, from 0 on. */
function showing(deviceId: string, ...pieces: readonly Piece[]): DeviceTimelines {
  const parts = pieces.map(([shown, until], index) => ({ from: pieces[index - 1]?.[1] ?? 0, until, shown }));
  const isSeen = (shown: Shown) => shown === 'up' || shown === 'down' || shown === 'disputed';
  return {
    deviceId,
    running: [],
    life: parts.map(({ from, until, shown }) => ({
      from,
      until,
      value: isSeen(shown) || shown === 'mute' ? 'running' : (shown as Life),
    })),
    gaps: [],
    terms: [span(0, Infinity)],
    heard: parts.filter(({ shown }) => shown === 'disputed'),
    facts: {
      internet: parts.map(({ from, until, shown }) => ({
        from,
        until,
        value: !isSeen(shown) ? 'unknown' : shown === 'up' ? 'up' : 'down',
      })),
    },
    statedAt: {},
    upsTests: [],
    beatMs: 15_000,
  };
}

function spansOf(timelines: DeviceTimelines[], site: Partial<SiteEvidence> = {}, now = END + 1) {
  const devices = timelines.map(({ deviceId }) => deviceOf({ deviceId, terms: [termOf('always')] }));
  const evidence = { siteId: 's1', hostsServer: false, devices, open: [], planned: [], listening: [WINDOW], ...site };
  return subjectSpans(evidence, timelines, WINDOW, RULES, now);
}
function told(stretches: ReturnType<typeof spansOf>, subject: Parameters<typeof stretches.get>[0] = 'site') {
  return (stretches.get(subject) ?? []).map(({ from, until, state, reason, isPlanned, by }) =>
    [`${from}-${until}`, isPlanned && 'planned', state, reason, by].filter(Boolean).join(' '),
  );
}
/** The site's timeline, of one device. */
const siteOf = (...pieces: Piece[]) => told(spansOf([showing('mini', ...pieces)]));

describe('subjects', () => {
  test('of a site without devices are not equipped', () => {
    const spans = spansOf([]);
    expect([...spans.keys()]).toEqual(['site', 'power', 'dns', 'hub']);
    for (const subject of spans.keys()) expect(told(spans, subject)).toEqual([`0-${END} not-equipped`]);
  });

  test('are also the devices that were ever meant to be on', () => {
    const devices = [
      deviceOf({ deviceId: 'laptop', terms: [termOf('none')] }),
      deviceOf({ deviceId: 'pc', terms: [termOf('none', 0, 500), termOf('hours', 500)] }),
      deviceOf({ deviceId: 'none' }),
    ];
    const timelines = devices.map(({ deviceId }) => showing(deviceId, ['up', END]));
    expect([...spansOf(timelines, { devices }).keys()].slice(4)).toEqual(['device:pc']);
  });

  test('are judged each by its own facts', () => {
    const whole = span(0, END);
    const mini = showing('mini', ['up', END]);
    const facts = {
      ...mini.facts,
      dns: [{ ...whole, value: 'down' as const }],
      mains: [
        { ...span(0, 700), value: 'on' as const },
        { ...span(700, END), value: 'off' as const },
      ],
    };
    const spans = spansOf([{ ...mini, facts }, showing('pc', ['up', 300], ['dark', END])]);
    expect(told(spans)).toEqual([`0-${END} up`]);
    expect(told(spans, 'dns')).toEqual([`0-${END} down sight`]);
    expect(told(spans, 'power')).toEqual(['0-700 up', `700-${END} down sight`]);
    expect(told(spans, 'hub')).toEqual([`0-${END} down silence`]);
    expect(told(spans, 'device:mini')).toEqual([`0-${END} up`]);
    expect(told(spans, 'device:pc')).toEqual(['0-300 up', `300-${END} down silence`]);
  });
});

describe('a silence', () => {
  test('as long as the grace is an outage, and a shorter one is brief', () => {
    expect(siteOf(['up', 500], ['silent', 500 + GRACE], ['up', END])).toEqual([
      '0-500 up',
      '500-1500 down silence',
      `1500-${END} up`,
    ]);
    expect(siteOf(['up', 500], ['dark', 499 + GRACE], ['up', END])).toEqual([
      '0-500 up',
      '500-1499 unknown brief',
      `1499-${END} up`,
    ]);
  });

  test('is as long as its parts, whatever became of the device', () => {
    expect(siteOf(['up', 500], ['dark', 900], ['silent', 500 + GRACE], ['up', END])[1]).toBe('500-1500 down silence');
    expect(siteOf(['up', 500], ['dark', 900], ['silent', 499 + GRACE], ['up', END])[1]).toBe('500-1499 unknown brief');
  });

  test('that is short waits where it reaches the present', () => {
    const last = (from: number, now: number, shown: Shown = 'silent') =>
      told(spansOf([showing('mini', ['up', from], [shown, END])], {}, now)).at(-1);
    expect(last(END - GRACE + 1, END)).toBe(`999001-${END} unknown waiting`);
    expect(last(END - GRACE + 1, END - 1)).toBe(`999001-${END} unknown waiting`);
    expect(last(END - GRACE + 1, END + 1)).toBe(`999001-${END} unknown brief`);
    expect(last(END - GRACE, END)).toBe(`999000-${END} down silence`);
    expect(told(spansOf([showing('mini', ['silent', 500], ['up', END])], {}, END))[0]).toBe('0-500 unknown brief');
  });

  test('beside what was seen to be down is an outage, however short', () => {
    expect(siteOf(['up', 500], ['down', 510], ['silent', 520], ['up', END])).toEqual([
      '0-500 up',
      '500-510 down sight',
      '510-520 down silence',
      `520-${END} up`,
    ]);
    expect(siteOf(['silent', 10], ['disputed', 20], ['up', END])).toEqual([
      '0-10 down silence',
      '10-20 down dispute',
      `20-${END} up`,
    ]);
    expect(siteOf(['down', 10], ['up', 20], ['silent', 30], ['up', END])[2]).toBe('20-30 unknown brief');
  });
});

describe('a dispute', () => {
  test('is an outage unless it goes on for a minute', () => {
    expect(DISPUTE_MS).toBe(60_000);
    expect(siteOf(['up', 500], ['disputed', 499 + DISPUTE_MS], ['up', END])[1]).toBe('500-60499 down dispute');
    expect(siteOf(['up', 500], ['disputed', 500 + DISPUTE_MS], ['up', END])).toEqual([
      '0-500 up',
      '500-60500 up dispute',
      `60500-${END} up`,
    ]);
  });

  test('that went on says nothing of a silence after it', () => {
    expect(siteOf(['disputed', DISPUTE_MS], ['silent', DISPUTE_MS + 9], ['up', END])[1]).toBe(
      '60000-60009 unknown brief',
    );
  });
});

describe('a device that came back and has stated nothing', () => {
  test('was not up where it is down right after', () => {
    expect(siteOf(['silent', 600], ['mute', 700], ['silent', 1_300], ['up', END])).toEqual([
      '0-1300 down silence',
      `1300-${END} up`,
    ]);
    expect(siteOf(['down', 600], ['mute', 599 + GRACE], ['down', 3_000], ['up', END])).toEqual([
      '0-600 down sight',
      '600-1599 down silence',
      '1599-3000 down sight',
      `3000-${END} up`,
    ]);
    expect(siteOf(['disputed', 600], ['mute', 700], ['dark', 900], ['up', END])[1]).toBe('600-900 down silence');
  });

  test('is unknown where that takes as long as the grace, or it was or is not down', () => {
    const mute = 'unknown no-statement';
    expect(siteOf(['down', 600], ['mute', 600 + GRACE], ['down', 3_000], ['up', END])[1]).toBe(`600-1600 ${mute}`);
    expect(siteOf(['down', 600], ['mute', 700], ['up', END])[1]).toBe(`600-700 ${mute}`);
    expect(siteOf(['up', 600], ['mute', 700], ['down', END])[1]).toBe(`600-700 ${mute}`);
    expect(siteOf(['mute', 700], ['down', END])[0]).toBe(`0-700 ${mute}`);
    expect(siteOf(['disputed', DISPUTE_MS], ['mute', DISPUTE_MS + 5], ['down', END])[1]).toBe(`60000-60005 ${mute}`);
  });

  test('is not one of which the journal of that time is missing', () => {
    expect(siteOf(['down', 600], ['dropped', 700], ['down', END])[1]).toBe('600-700 unknown dropped');
  });
});

test('what is unknown for one reason is told apart from what is for another', () => {
  expect(siteOf(['dropped', 10], ['agent-dead', 30], ['mute', END])).toEqual([
    '0-10 unknown dropped',
    '10-30 unknown agent-stopped',
    `30-${END} unknown no-statement`,
  ]);
});

test('what is off is off', () => {
  const devices = [deviceOf({ terms: [termOf('hours')] })];
  const spans = spansOf([showing('mini', ['up', 10], ['stopped', END])], { devices });
  expect(told(spans)).toEqual(['0-10 up', `10-${END} off`]);
});

describe('planned time', () => {
  const planned = [{ ...span(500, 900), windowId: 'w', kind: 'maintenance', source: '', enteredAt: 0 } as const];

  test('is told apart, whatever holds in it', () => {
    const spans = spansOf([showing('mini', ['up', 700], ['down', END])], { planned });
    expect(told(spans)).toEqual([
      '0-500 up',
      '500-700 planned up',
      '700-900 planned down sight',
      `900-${END} down sight`,
    ]);
  });

  test('does not part a silence', () => {
    const silence = (until: number) =>
      told(spansOf([showing('mini', ['up', 400], ['silent', until], ['up', END])], { planned })).slice(1, -1);
    expect(silence(400 + GRACE)).toEqual([
      '400-500 down silence',
      '500-900 planned down silence',
      '900-1400 down silence',
    ]);
    expect(silence(899)).toEqual(['400-500 unknown brief', '500-899 planned unknown brief', '899-900 planned up']);
  });

  test('is none where nothing is equipped', () => {
    const devices = [deviceOf({ terms: [termOf('always', 700)] })];
    expect(told(spansOf([showing('mini', ['up', END])], { devices, planned }))).toEqual([
      '0-700 not-equipped',
      '700-900 planned up',
      `900-${END} up`,
    ]);
  });
});

describe('a service', () => {
  test('is a subject where a device ever spoke of it, and not equipped before it did', () => {
    const timeline = showing('mini', ['up', END]);
    timeline.facts['service:portal'] = [
      { from: 0, until: 400, value: 'unknown' },
      { from: 400, until: 500, value: 'down' },
      { from: 500, until: END, value: 'up' },
    ];
    timeline.statedAt['service:portal'] = [span(400, 400), span(500, 500)];
    const spans = spansOf([timeline]);
    expect(told(spans, 'service:portal')).toEqual(['0-400 not-equipped', '400-500 down sight', `500-${END} up`]);
    expect([...spans.keys()].filter((subject) => subject.startsWith('watched'))).toEqual([]);
  });

  test('is one of so many at the most, those first by name', () => {
    const timeline = showing('mini', ['up', END]);
    for (let index = 0; index < MAX_SERVICES + 9; index += 1) {
      timeline.facts[`service:s${1_000 + index}`] = [{ from: 0, until: END, value: 'up' }];
    }
    const services = [...spansOf([timeline]).keys()].filter((subject) => subject.startsWith('service:'));
    expect(services).toHaveLength(MAX_SERVICES);
    expect(services[0]).toBe('service:s1000');
  });
});

describe('the silence of a slow reporter', () => {
  const BEAT = 30_000;
  const slow = (...pieces: Piece[]) => ({ ...showing('router', ...pieces), beatMs: BEAT });

  test('is brief until it has missed three of its beats', () => {
    const three = MISSED_BEATS * BEAT;
    expect(told(spansOf([slow(['up', 500], ['silent', 500 + three - 1], ['up', END])]))[1]).toContain('unknown brief');
    expect(told(spansOf([slow(['up', 500], ['silent', 500 + three], ['up', END])]))[1]).toContain('down silence');
  });

  test('counts at once where it is told of, and beside what was seen to be down', () => {
    expect(told(spansOf([slow(['up', 500], ['dark', 500 + RULES.graceMs], ['up', END])]))[1]).toContain('down silence');
    expect(told(spansOf([slow(['up', 500], ['down', 501], ['silent', 502], ['up', END])]))[2]).toContain(
      'down silence',
    );
  });

  test('lengthens the grace by its own beat alone', () => {
    expect(graceOf({}, RULES)).toBe(RULES.graceMs);
    expect(graceOf({ beatMs: 20_000 }, RULES)).toBe(Math.max(RULES.graceMs, 60_000));
  });
});
