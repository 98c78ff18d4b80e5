import { describe, expect, test } from 'vitest';
import { judgeServer, listeningSpans, RECONNECT_MS, SERVER_JOIN_MS, upToNow } from './server-outages.ts';

const MINUTE = 60_000;
const span = (from: number, until: number) => ({ from: from * MINUTE, until: until * MINUTE });
const WINDOW = span(0, 100);

describe('the last sign of life', () => {
  const alive = [span(0, 10), span(20, 30)];
  const reaches = (now: number) => upToNow({ alive, canariesDown: [] }, now).alive.map((one) => one.until);

  test('holds on to the present until the next is due', () => {
    expect(reaches(30 * MINUTE + SERVER_JOIN_MS)).toEqual([10 * MINUTE, 30 * MINUTE + SERVER_JOIN_MS]);
    expect(reaches(30 * MINUTE + SERVER_JOIN_MS + 1)).toEqual([10 * MINUTE, 30 * MINUTE]);
  });

  test('is not taken back by a clock that is behind it', () => {
    expect(reaches(30 * MINUTE - 1)).toEqual([10 * MINUTE, 30 * MINUTE]);
  });

  test('leaves its start, and the canaries, as they are', () => {
    const canariesDown = [span(5, 6)];
    const now = 30 * MINUTE + 1;
    expect(upToNow({ alive, canariesDown }, now)).toEqual({
      alive: [span(0, 10), { from: 20 * MINUTE, until: now }],
      canariesDown,
    });
    expect(upToNow({ alive, canariesDown }, 90 * MINUTE)).toEqual({ alive, canariesDown });
    expect(upToNow({ alive: [], canariesDown }, now)).toEqual({ alive: [], canariesDown });
  });
});

test('the server listens once agents had time to come back, after a start and after a time without a network', () => {
  const alive = [span(0, 10), span(10, 50), { from: 60 * MINUTE, until: 60 * MINUTE + RECONNECT_MS }];
  const canariesDown = [span(20, 30)];
  expect(listeningSpans({ alive, canariesDown })).toEqual([
    { from: RECONNECT_MS, until: 20 * MINUTE },
    { from: 30 * MINUTE + RECONNECT_MS, until: 50 * MINUTE },
  ]);
  expect(listeningSpans({ alive: [{ from: 0, until: RECONNECT_MS + 1 }], canariesDown: [] })).toEqual([
    { from: RECONNECT_MS, until: RECONNECT_MS + 1 },
  ]);
});

describe('a time of blindness', () => {
  const judge = (alive = [span(0, 100)], canariesDown: (typeof WINDOW)[] = [], minListMs = 5 * MINUTE) =>
    judgeServer({ alive, canariesDown }, WINDOW, minListMs);

  test('is a span of the server, and booked against the monitoring', () => {
    const { spans, derived } = judge([span(0, 20), span(30, 100)]);
    const common = { subject: 'server', under: null };
    expect(spans).toEqual([
      { ...common, ...span(0, 20), state: 'up', reason: null },
      { ...common, ...span(20, 30), state: 'down', reason: 'failing' },
      { ...common, ...span(30, 100), state: 'up', reason: null },
    ]);
    expect(derived).toEqual([
      {
        down: [span(20, 30)],
        outage: {
          siteId: null,
          subject: 'server',
          ...span(20, 30),
          start: { earliest: 20 * MINUTE, latest: 20 * MINUTE + SERVER_JOIN_MS },
          end: { earliest: 30 * MINUTE - SERVER_JOIN_MS, latest: 30 * MINUTE },
          interruptions: 0,
          downMs: 10 * MINUTE,
          suggested: {
            cause: 'monitoring',
            confidence: 'confirmed',
            rule: 'server-blind',
            evidence: [{ kind: 'server-blind', at: 20 * MINUTE, until: 30 * MINUTE, text: 'stopped' }],
          },
          services: [],
          declaredLate: false,
          incident: null,
        },
      },
    ]);
  });

  test('may be a stop and a lonely time that touches it; each is told once', () => {
    const { derived, spans } = judge([span(0, 20), span(30, 100)], [span(25, 40), span(50, 60), span(-20, -10)]);
    expect(spans.map(({ from, state }) => [from / MINUTE, state])).toEqual([
      [0, 'up'],
      [20, 'down'],
      [40, 'up'],
      [50, 'down'],
      [60, 'up'],
    ]);
    expect(derived.map(({ outage }) => outage.suggested.evidence.map(({ at, text }) => [at / MINUTE, text]))).toEqual([
      [
        [20, 'stopped'],
        [30, 'canaries'],
      ],
      [[50, 'canaries']],
    ]);
  });

  test('is told by no more than 24 of what was seen', () => {
    const stops = Array.from({ length: 30 }, (_, index) => span(10 + 2 * index, 11 + 2 * index));
    const alive = [span(0, 10), ...stops.map((one) => ({ from: one.until, until: one.until + MINUTE })), span(70, 100)];
    const canariesDown = stops.map((one) => ({ from: one.until, until: one.until + MINUTE }));
    expect(judge(alive, canariesDown).derived.map(({ outage }) => outage.suggested.evidence.length)).toEqual([24]);
  });

  test('goes on where it reaches the end of the window', () => {
    expect(judge([span(0, 90)]).derived).toMatchObject([{ outage: { until: null, end: null, downMs: 10 * MINUTE } }]);
    expect(judge([span(0, 90)], [span(90, 200)]).derived).toHaveLength(1);
    expect(judge([span(0, 100)], [span(90, 200)]).derived).toMatchObject([{ down: [span(90, 100)] }]);
  });

  test('that the window begins with is in no list', () => {
    expect(judge([span(10, 100)]).derived).toEqual([]);
    expect(judge([span(10, 100)]).spans[0]).toMatchObject({ ...span(0, 10), state: 'down' });
    expect(judge([span(0, 100)], [span(-5, 10)]).derived).toEqual([]);
  });

  test('is in the list from a length on', () => {
    const long = (minutes: number) => judge([span(0, 20), span(20 + minutes, 100)]).derived.length;
    expect([long(5), long(4.999)]).toEqual([1, 0]);
  });

  test('that is short has bounds within itself', () => {
    const short = { from: 20 * MINUTE, until: 20 * MINUTE + 10_000 };
    const alive = [span(0, 20), { from: short.until, until: WINDOW.until }];
    const bounds = { earliest: short.from, latest: short.until };
    expect(judge(alive, [], 0).derived).toMatchObject([{ outage: { start: bounds, end: bounds } }]);
  });
});
