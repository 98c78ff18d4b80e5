import { describe, expect, it } from 'vitest';
import { bandParts, bandTotals } from './band-parts.ts';

const window = { from: 1_000, until: 2_000 };

describe('bandParts', () => {
  it('draws to scale and clips to the window', () => {
    const parts = bandParts(
      [
        { from: 500, until: 1_250, value: 'up' },
        { from: 1_250, until: 3_000, value: 'unknown' },
      ],
      window,
    );
    expect(parts).toMatchObject([
      { leftPercent: 0, widthPercent: 25 },
      { leftPercent: 25, widthPercent: 75 },
    ]);
  });

  it('keeps a very short outage visible, on top and inside the picture', () => {
    const parts = bandParts(
      [
        { from: 1_000, until: 1_999, value: 'up' },
        { from: 1_999.9, until: 2_000, value: 'down' },
      ],
      window,
    );
    const last = parts.at(-1);
    expect(last?.value).toBe('down');
    expect(last?.widthPercent).toBeGreaterThan(0.2);
    expect((last?.leftPercent ?? 0) + (last?.widthPercent ?? 0)).toBeLessThanOrEqual(100);
  });

  it('leaves out what lies outside', () => {
    expect(bandParts([{ from: 0, until: 1_000, value: 'up' }], window)).toEqual([]);
  });
});

describe('bandTotals', () => {
  it('adds up each value, longest first', () => {
    const segments = [
      { from: 0, until: 10, value: 'down' },
      { from: 10, until: 50, value: 'up' },
      { from: 50, until: 55, value: 'down' },
    ];
    expect(bandTotals(segments)).toEqual([
      { value: 'up', ms: 40 },
      { value: 'down', ms: 15 },
    ]);
  });
});
