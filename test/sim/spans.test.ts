import { describe, expect, it } from 'vitest';
import { closed, shared, totalMs, unite, without } from './spans.ts';

const span = (from: number, until: number) => ({ from, until });

describe('spans', () => {
  it('unites what overlaps or touches, in any order, and drops what is empty', () => {
    expect(unite([span(5, 7), span(1, 3), span(3, 4), span(6, 9), span(2, 2)])).toEqual([span(1, 4), span(5, 9)]);
  });

  it('takes others out of spans', () => {
    expect(without([span(0, 10), span(20, 30)], [span(2, 3), span(8, 22), span(29, 40)])).toEqual([
      span(0, 2),
      span(3, 8),
      span(22, 29),
    ]);
  });

  it('finds what both cover, also where one span meets several', () => {
    expect(shared([span(0, 10), span(12, 20)], [span(1, 2), span(3, 15), span(19, 30)])).toEqual([
      span(1, 2),
      span(3, 10),
      span(12, 15),
      span(19, 20),
    ]);
  });

  it('closes small gaps only', () => {
    expect(closed([span(0, 10), span(12, 20), span(30, 31)], 3)).toEqual([span(0, 20), span(30, 31)]);
    expect(totalMs([span(0, 20), span(30, 31)])).toBe(21);
  });
});
