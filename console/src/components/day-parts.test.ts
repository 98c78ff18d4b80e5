import { describe, expect, it } from 'vitest';
import { siteSpans } from '../testing/ledger-rows.ts';
import { HOUR, NOW } from '../testing/rows.ts';
import { dayParts } from './day-parts.ts';

/** 24/11/2026 00:00 in the ward. */
const MIDNIGHT = Date.UTC(2026, 10, 23, 17);

describe('dayParts', () => {
  it('cuts at the midnight of the ward, and adds up each day', () => {
    const spans = [
      { from: MIDNIGHT - HOUR, until: MIDNIGHT + HOUR, state: 'down' as const },
      { from: MIDNIGHT + 2 * HOUR, until: MIDNIGHT + 3 * HOUR, state: 'down' as const },
    ];
    expect(dayParts(spans, { from: MIDNIGHT - 24 * HOUR, until: MIDNIGHT + 10 * HOUR })).toEqual([
      {
        date: '2026-11-23',
        lengthMs: 24 * HOUR,
        parts: [
          { state: 'down', ms: HOUR },
          { state: 'unknown', ms: 23 * HOUR },
        ],
      },
      {
        date: '2026-11-24',
        lengthMs: 10 * HOUR,
        parts: [
          { state: 'down', ms: 2 * HOUR },
          { state: 'unknown', ms: 8 * HOUR },
        ],
      },
    ]);
  });

  it('gives every day of the window, and parts that add up to it exactly', () => {
    const days = dayParts(siteSpans(), { from: NOW - 90 * 24 * HOUR, until: NOW });
    expect(days).toHaveLength(91);
    for (const { parts, lengthMs } of days) expect(parts.reduce((sum, { ms }) => sum + ms, 0)).toBe(lengthMs);
  });

  it('needs no order of its spans', () => {
    const window = { from: NOW - 90 * 24 * HOUR, until: NOW };
    expect(dayParts(siteSpans().toReversed(), window)).toEqual(dayParts(siteSpans(), window));
  });
});
