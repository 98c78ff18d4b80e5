import type { EventEntry } from '@wardwatch/shared/model';
import { expect, test } from 'vitest';
import { FRESH_PROOF_MS, newsOfEntry, quietSince } from './journal-news.ts';
import type { AcceptedEntry } from './store.ts';
import { alive, boot, fact, HOUR_MS, MINUTE_MS, T0 } from './store.fixtures.ts';

/** Written an hour after `T0` by a clock that was five minutes slow. */
const SLOW_MS = 5 * MINUTE_MS;
const AT = T0 + HOUR_MS;
const base = { seq: 1, at: AT - SLOW_MS, mono: 2 * HOUR_MS, kind: 'event' } as const;

function told(entry: EventEntry): unknown {
  const accepted: AcceptedEntry = { entry, correctedAt: AT, quality: 'mono', offsetMs: SLOW_MS };
  return newsOfEntry(accepted, AT);
}

test('a start tells of the time since the last sign of life, by the clock that cannot step where it can', () => {
  const start = { ...base, event: 'start', clean: false } as const;
  const wall = AT - SLOW_MS - 30 * MINUTE_MS;
  expect(told({ ...start, lastAliveAt: wall, lastAliveMono: null })).toEqual({ from: AT - 30 * MINUTE_MS, until: AT });
  expect(told({ ...start, lastAliveAt: wall, lastAliveMono: base.mono - MINUTE_MS })).toEqual({
    from: AT - MINUTE_MS,
    until: AT,
  });
  expect(told({ ...start, lastAliveAt: null, lastAliveMono: null })).toEqual({ from: AT, until: AT });
});

test('a boot whose last sign of life lies after it tells of its own moment', () => {
  const event = { ...base, event: 'boot', bootedAt: AT, clean: null, how: 'none' } as const;
  expect(told({ ...event, lastAliveAt: AT + HOUR_MS })).toEqual({ from: AT, until: AT });
  expect(told({ ...event, lastAliveAt: 0 })).toMatchObject({ until: AT });
});

test('sleep and what was thrown away tell of their whole span', () => {
  expect(told({ ...base, event: 'suspend', from: 0, fromMono: base.mono - 7 * MINUTE_MS })).toEqual({
    from: AT - 7 * MINUTE_MS,
    until: AT,
  });
  expect(told({ ...base, event: 'resume', sleptMs: HOUR_MS })).toEqual({ from: T0, until: AT });
  const dropped = { ...base, event: 'spool-dropped', metrics: 5, others: 1, from: T0 - SLOW_MS, until: T0 } as const;
  expect(told(dropped)).toEqual({ from: T0, until: AT });
});

test('a proof is news where it reaches back before the session, or further than what a connected agent sends', () => {
  const proof = alive(1, AT);
  const reach = AT - 70_000;
  const news = { from: reach, until: AT };
  const arriving = (receivedAt: number, connectedSince: number | undefined) =>
    newsOfEntry(proof, quietSince(receivedAt, connectedSince));
  expect(arriving(AT, reach)).toBeUndefined();
  expect(arriving(AT, reach + 1)).toEqual(news);
  expect(arriving(AT, undefined)).toEqual(news);
  expect(arriving(reach + FRESH_PROOF_MS, T0 - HOUR_MS)).toBeUndefined();
  expect(arriving(reach + FRESH_PROOF_MS + 1, T0 - HOUR_MS)).toEqual(news);
});

test('what has no usable time tells nothing', () => {
  for (const make of [fact(1, AT, 'dns', 'up', { quality: 'suspect' }), boot(1, AT, { quality: 'suspect' })]) {
    expect(newsOfEntry(make, AT)).toBeUndefined();
  }
});

test('what a UPS or a checklist tells is of its own moment', () => {
  const upsTest = { ...base, event: 'ups-test', result: 'started' } as const;
  const restart = { ...base, event: 'watched-restart', id: 'switch-1', uptimeMs: 5_000 } as const;
  for (const entry of [upsTest, restart]) expect(told(entry)).toEqual({ from: AT, until: AT });
});
