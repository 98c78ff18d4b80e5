import { describe, expect, it } from 'vitest';
import type { EventEntry } from '../model/index.ts';
import type { JournalEvidence } from './evidence.ts';
import { PROOF_REACH_MS, runsOf } from './runs.ts';

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
});
