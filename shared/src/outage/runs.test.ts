import { describe, expect, it } from 'vitest';
import type { EventEntry } from '../model/index.ts';
import type { JournalEvidence } from './evidence.ts';
import { BRIDGE_MS, bridgeOf, lastAliveOf, MAX_BEAT_MS, PROOF_REACH_MS, runsOf, sleptFrom } from './runs.ts';

type Body = EventEntry extends infer Event
  ? Event extends EventEntry
    ? Omit<Event, 'seq' | 'at' | 'mono' | 'kind'>
    : never
  : never;

const T = 1_790_000_000_000;
const MINUTE = 60_000;

/** An event at `minute`, of a device whose wall clock is an hour behind and that booted at minute 0. */
function event(minute: number, body: Body): JournalEvidence {
  const correctedAt = T + minute * MINUTE;
  const stamp = { seq: 1, at: correctedAt - 60 * MINUTE, mono: minute * MINUTE };
  const entry = { ...stamp, kind: 'event', ...body } as EventEntry;
  return { bootId: 'boot', seq: 1, at: correctedAt, entry };
}
const deviceTime = (minute: number): number => T + (minute - 60) * MINUTE;
const minutes = (from: number, until: number) => ({ from: T + from * MINUTE, until: T + until * MINUTE });
const start = (minute: number, lastAlive: number | null): JournalEvidence =>
  event(minute, {
    event: 'start',
    clean: null,
    lastAliveAt: lastAlive === null ? null : deviceTime(lastAlive),
    lastAliveMono: lastAlive === null ? null : lastAlive * MINUTE,
  });

describe('runsOf', () => {
  it('reaches from the last proof of a run to the sign of life that the next start found', () => {
    const { proven, holes } = runsOf([start(30, 21)], [minutes(0, 20), minutes(29, 40)]);
    expect(proven).toEqual([minutes(0, 21), minutes(29, 40)]);
    expect(holes).toEqual([minutes(21, 30)]);
  });

  it('takes what was written after the last sign of life for proof as well', () => {
    const hub = event(23, { event: 'clock-step', byMs: 5 });
    expect(runsOf([start(0, null), hub, start(30, 21)], []).holes.at(-1)).toEqual(minutes(23, 30));
  });

  it('joins proofs that are close, so that a first minute without proof of life is no hole', () => {
    const point = (minute: number) => minutes(minute, minute);
    expect(runsOf([], [point(0), point(1), point(2), minutes(5, 9)]).proven).toEqual([minutes(0, 2), minutes(5, 9)]);
  });

  it('never bridges a long silence, whatever comes after it', () => {
    expect(runsOf([start(300, 299)], [minutes(0, 60), minutes(240, 299)]).proven).toEqual([
      minutes(0, 60),
      minutes(240, 299),
    ]);
  });

  it('knows nothing just before a first start, and touches nothing further back', () => {
    expect(runsOf([start(100, null)], []).holes).toEqual([
      { from: T + 100 * MINUTE - PROOF_REACH_MS, until: T + 100 * MINUTE },
    ]);
  });

  it('lets a clock that stood in 1970 before a boot wipe out no history', () => {
    const boot = event(100, { event: 'boot', bootedAt: T, clean: false, how: 'journal', lastAliveAt: 0 });
    const [hole] = runsOf([boot], [minutes(0, 90)]).holes;
    expect(hole?.from).toBe(T + 90 * MINUTE);
  });

  it('proves nothing by a sign of life from the future, and lets nothing hold across that boot', () => {
    const boot = event(100, { event: 'boot', bootedAt: T, clean: false, how: 'journal', lastAliveAt: deviceTime(500) });
    expect(runsOf([boot], [minutes(0, 60)])).toEqual({
      proven: [minutes(0, 60)],
      holes: [{ from: T + 100 * MINUTE - PROOF_REACH_MS, until: T + 100 * MINUTE }],
    });
  });

  it('takes out the time that the machine slept, by the clock that cannot step', () => {
    const sleep = event(20, { event: 'suspend', from: 0, fromMono: 12 * MINUTE });
    expect(runsOf([sleep], [minutes(0, 30)]).holes).toEqual([minutes(12, 20)]);
  });

  it('relies on no fact through a time of which entries were dropped', () => {
    const dropped = event(90, {
      event: 'spool-dropped',
      metrics: 9,
      others: 1,
      from: deviceTime(30),
      until: deviceTime(60),
    });
    expect(runsOf([dropped], []).holes).toEqual([minutes(30, 60)]);
  });

  it('relies on facts where only figures were dropped, and knows of no hole by other events', () => {
    const span = { from: deviceTime(30), until: deviceTime(60) };
    const others: Body[] = [
      { event: 'spool-dropped', metrics: 9, others: 0, ...span },
      { event: 'stop', reason: 'shutdown' },
      { event: 'resume', sleptMs: 5 },
      { event: 'clock-step', byMs: 5 },
    ];
    for (const body of others) expect(runsOf([event(90, body)], [])).toEqual({ proven: [], holes: [] });
  });

  it('reads no hole from a fact', () => {
    const entry = { seq: 1, at: T, mono: 0, kind: 'fact', fact: 'internet', value: 'up' } as const;
    expect(runsOf([{ bootId: 'boot', seq: 1, at: T, entry }], [])).toEqual({ proven: [], holes: [] });
  });

  it('joins spans at the bridge and not beyond, and knows no span that ends before it begins', () => {
    const near = { from: T, until: T + 1 };
    const at = (from: number) => ({ from, until: from + 5 });
    expect(runsOf([], [near, at(T + 1 + BRIDGE_MS)]).proven).toEqual([{ from: T, until: T + 6 + BRIDGE_MS }]);
    expect(runsOf([], [near, at(T + 2 + BRIDGE_MS)]).proven).toHaveLength(2);
    expect(runsOf([], [{ from: T + 1, until: T }]).proven).toEqual([]);
    expect(runsOf([], [minutes(3, 3)]).proven).toEqual([]);
    const inverted = { from: T + 3 * MINUTE + 1, until: T + 3 * MINUTE };
    expect(runsOf([], [minutes(0, 1), inverted, minutes(5, 6)]).proven).toEqual([minutes(0, 1), minutes(5, 6)]);
    expect(runsOf([start(100, null)], [{ from: 1, until: 5 }]).proven).toEqual([{ from: 1, until: 5 }]);
  });

  it('takes the end of a proof just before a start for its edge, and no proof that ends with the start', () => {
    const before = { from: T, until: T + 100 * MINUTE - 1 };
    expect(runsOf([start(100, null)], [before]).holes).toEqual([{ from: before.until, until: T + 100 * MINUTE }]);
    expect(runsOf([start(100, null)], [minutes(0, 100)]).holes[0]?.from).toBe(T + 100 * MINUTE - PROOF_REACH_MS);
    const many = [90, 91, 92, 93, 94, 95, 96].map((minute) => minutes(minute - 1, minute));
    expect(runsOf([start(95, null)], many).holes).toEqual([minutes(94, 95)]);
    expect(runsOf([start(95, null)], many.toReversed()).holes).toEqual([minutes(94, 95)]);
    expect(runsOf([start(100, 99)], many).holes).toEqual([minutes(99, 100)]);
  });

  it('has no hole where a machine slept for no time', () => {
    expect(runsOf([event(20, { event: 'suspend', from: 0, fromMono: 20 * MINUTE })], []).holes).toEqual([]);
  });
});

describe('the last sign of life before a start', () => {
  const at = T + 30 * MINUTE;
  const stamp = { seq: 1, at: at - 60 * MINUTE, mono: 30 * MINUTE, kind: 'event', clean: null } as const;

  it('is read from the clock that cannot step, or from the wall clock, corrected', () => {
    const started = { ...stamp, event: 'start', lastAliveAt: deviceTime(10), lastAliveMono: 20 * MINUTE } as const;
    expect(lastAliveOf(started, at)).toBe(T + 20 * MINUTE);
    expect(lastAliveOf({ ...started, lastAliveMono: null }, at)).toBe(T + 10 * MINUTE);
    expect(lastAliveOf({ ...started, lastAliveMono: null, lastAliveAt: null }, at)).toBeNull();
    const boot = { ...stamp, event: 'boot', bootedAt: T, how: 'journal', lastAliveAt: deviceTime(12) } as const;
    expect(lastAliveOf(boot, at)).toBe(T + 12 * MINUTE);
    expect(lastAliveOf({ ...boot, lastAliveAt: null }, at)).toBeNull();
  });

  it('is none where it would not lie before the start', () => {
    const started = { ...stamp, event: 'start', lastAliveAt: null, lastAliveMono: 30 * MINUTE } as const;
    expect(lastAliveOf(started, at)).toBeNull();
    expect(lastAliveOf({ ...started, lastAliveMono: 30 * MINUTE - 1 }, at)).toBe(at - 1);
    expect(lastAliveOf({ ...started, lastAliveMono: 31 * MINUTE }, at)).toBeNull();
  });
});

it('a machine slept since the time that the clock that cannot step tells', () => {
  const entry = { seq: 1, at: 0, mono: 90, kind: 'event', event: 'suspend', from: 0, fromMono: 30 } as const;
  expect(sleptFrom(entry, T)).toBe(T - 60);
});

describe('bridgeOf', () => {
  it('is that of an agent, or twice the pace of a slower reporter and half a minute, up to an hour', () => {
    expect([undefined, 15_000, 60_000].map(bridgeOf)).toEqual([BRIDGE_MS, BRIDGE_MS, BRIDGE_MS]);
    expect(bridgeOf(600_000)).toBe(1_230_000);
    expect(bridgeOf(MAX_BEAT_MS * 2)).toBe(2 * MAX_BEAT_MS + 30_000);
  });

  it('joins the proofs of a slow reporter', () => {
    const spans = [minutes(0, 10), minutes(30, 40)];
    expect(runsOf([], spans).proven).toEqual(spans);
    expect(runsOf([], spans, 20 * MINUTE).proven).toEqual([minutes(0, 40)]);
  });
});
