import { describe, expect, it } from 'vitest';
import { NOW } from '../testing/rows.ts';
import { endOfInputDay, inputInstant, inputText, isDate } from './ward-input.ts';

describe('fields of time', () => {
  it('are on the ward’s clock, both ways, to the second', () => {
    expect(inputText(NOW + 7_000)).toBe('2026-11-24T10:42:07');
    expect(inputInstant('2026-11-24T10:42:07')).toBe(NOW + 7_000);
    expect(inputInstant('2026-11-24T10:42')).toBe(NOW);
    expect(endOfInputDay('2026-11-24')).toBe(Date.UTC(2026, 10, 24, 17));
  });

  it('mean nothing while they are not filled in, or name a day that no calendar has', () => {
    for (const text of ['', '2026-11-24', '2026-02-30T10:00', 'x']) expect(inputInstant(text)).toBeUndefined();
    expect(endOfInputDay('')).toBeUndefined();
    expect([isDate('2026-02-28'), isDate('2026-02-30'), isDate('28/02/2026')]).toEqual([true, false, false]);
  });
});
