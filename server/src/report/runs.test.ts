import type { EventEntry } from '@wardwatch/shared/model';
import { describe, expect, it } from 'vitest';
import type { StoredEntry } from '../store/store.ts';
import { runsOf } from './runs.ts';

type Body = EventEntry extends infer Event
  ? Event extends EventEntry
    ? Omit<Event, 'seq' | 'at' | 'mono' | 'kind'>
    : never
  : never;

const T = 1_790_000_000_000;
const MINUTE = 60_000;

/** An event at `minute`, of a device whose clock is an hour behind. */
function event(minute: number, body: Body): StoredEntry {
  const correctedAt = T + minute * MINUTE;
  const entry = { seq: 1, at: correctedAt - 60 * MINUTE, mono: 0, kind: 'event', ...body } as EventEntry;
  return { agentId: 'ag_1', epoch: 'epoch', bootId: 'boot', seq: 1, correctedAt, quality: 'mono', entry };
}
const deviceTime = (minute: number): number => T + (minute - 60) * MINUTE;
const minutes = (from: number, until: number) => ({ from: T + from * MINUTE, until: T + until * MINUTE });
const start = (minute: number, lastAlive: number | null): StoredEntry =>
  event(minute, {
    event: 'start',
    clean: null,
    lastAliveAt: lastAlive === null ? null : deviceTime(lastAlive),
    lastAliveMono: null,
  });

describe('runsOf', () => {
  it('knows a run from its start to the sign of life that the next start found', () => {
    const { proven, holes } = runsOf([start(0, null), start(30, 20)], T + 45 * MINUTE);
    expect(proven).toEqual([minutes(0, 20), minutes(30, 45)]);
    expect(holes.at(-1)).toEqual(minutes(20, 30));
  });

  it('knows nothing before a first start', () => {
    const { holes } = runsOf([start(10, null)], null);
    expect(holes).toEqual([{ from: T + 10 * MINUTE - 610_000, until: T + 10 * MINUTE }]);
  });

  it('takes out the time that the machine slept', () => {
    const sleep = event(20, { event: 'suspend', from: deviceTime(12), fromMono: 0 });
    expect(runsOf([start(0, null), sleep], T + 30 * MINUTE)).toMatchObject({
      proven: [minutes(0, 30)],
      holes: [{}, minutes(12, 20)],
    });
  });

  it('says nothing of a run whose start lies before what was read', () => {
    expect(runsOf([start(30, 20)], null).proven).toEqual([]);
  });
});
