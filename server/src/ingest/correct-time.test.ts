import { describe, expect, it } from 'vitest';
import { anchorOf, type ClockAnchor, placeEntry } from './correct-time.ts';

const NOW = Date.UTC(2026, 10, 24, 3, 0, 0);
const HOUR = 3_600_000;
const anchor: ClockAnchor = { bootId: 'boot-now', mono: 10 * HOUR, serverMs: NOW, offsetMs: 5_000, errorMs: 10 };

describe('anchorOf', () => {
  it('finds the offset of a clock that is behind, whatever the symmetric delay', () => {
    const trip = {
      bootId: 'b',
      sentAt: NOW,
      agentReceivedAt: NOW - 7_000 + 40,
      agentAnsweredAt: NOW - 7_000 + 60,
      agentMono: 1_000,
      answeredAt: NOW + 100,
    };
    expect(anchorOf(trip)).toEqual({ bootId: 'b', mono: 1_000, serverMs: NOW + 60, offsetMs: 7_000, errorMs: 40 });
  });

  it('is off by no more than half the round trip when the delay is one-sided', () => {
    const trip = {
      bootId: 'b',
      sentAt: NOW,
      agentReceivedAt: NOW + 200,
      agentAnsweredAt: NOW + 200,
      agentMono: 0,
      answeredAt: NOW + 200,
    };
    const { offsetMs, errorMs } = anchorOf(trip);
    expect(Math.abs(offsetMs)).toBeLessThanOrEqual(errorMs);
    expect(errorMs).toBe(100);
  });
});

describe('placeEntry', () => {
  it('counts back by the clock since boot, whatever the wall clock said', () => {
    const placed = placeEntry({ at: 0, mono: 9 * HOUR }, 'boot-now', anchor, NOW);
    expect(placed).toEqual({ correctedAt: NOW - HOUR, quality: 'mono', offsetMs: NOW - HOUR });
  });

  it('corrects an earlier boot by the offset measured now', () => {
    const placed = placeEntry({ at: NOW - 48 * HOUR, mono: 5 }, 'boot-before', anchor, NOW);
    expect(placed).toEqual({ correctedAt: NOW - 48 * HOUR + 5_000, quality: 'offset', offsetMs: 5_000 });
  });

  it.each([
    ['1970', 0],
    ['2100', Date.UTC(2100, 0, 1)],
  ])('calls a time in %s of an earlier boot suspect and keeps it raw', (_year, at) => {
    expect(placeEntry({ at, mono: 5 }, 'boot-before', anchor, NOW)).toMatchObject({
      correctedAt: at,
      quality: 'suspect',
    });
  });

  it('calls a time of an earlier boot suspect that lies after the start of this one', () => {
    const inThisBoot = placeEntry({ at: NOW - 2 * HOUR, mono: 5 }, 'boot-before', anchor, NOW);
    expect(inThisBoot.quality).toBe('suspect');
  });

  it('calls a clock since boot suspect that is ahead of its anchor', () => {
    const placed = placeEntry({ at: NOW, mono: anchor.mono + HOUR }, 'boot-now', anchor, NOW);
    expect(placed.quality).toBe('suspect');
  });
});
