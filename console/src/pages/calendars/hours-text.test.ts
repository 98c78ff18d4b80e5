import { describe, expect, it } from 'vitest';
import { hoursText, parseHours } from './hours-text.ts';

describe('hours of a day', () => {
  it('are read as people write them, and written one way', () => {
    const hours = parseHours(' 7:30 – 11:30; 13h30-17:00 ');
    expect(hours).toEqual([
      { from: '07:30', until: '11:30' },
      { from: '13:30', until: '17:00' },
    ]);
    expect(hoursText(hours ?? [])).toBe('07:30-11:30, 13:30-17:00');
    expect(parseHours('')).toEqual([]);
    expect(parseHours('00:00-24:00')).toEqual([{ from: '00:00', until: '24:00' }]);
  });

  it.each(['7-11', '07:30', '11:30-07:30', '07:30-11:30, 11:00-12:00', '25:00-26:00', '07:60-08:00', 'sáng'])(
    'are none in “%s”',
    (text) => {
      expect(parseHours(text)).toBeUndefined();
    },
  );
});
