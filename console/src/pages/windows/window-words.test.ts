import { describe, expect, it } from 'vitest';
import { locale } from '../../i18n/language.ts';
import { plannedWindow } from '../../testing/ledger-rows.ts';
import { HOUR, NOW } from '../../testing/rows.ts';
import { isLate, sortedWindows, spanWords, windowPhase } from './window-words.ts';

const { messages, format } = locale();

describe('windows', () => {
  it('are in force from their start to their end, weekly ones to the last repeat', () => {
    const past = { from: NOW - 3 * HOUR, until: NOW - 2 * HOUR };
    expect(windowPhase(plannedWindow(), NOW)).toBe('upcoming');
    expect(windowPhase(plannedWindow({ from: NOW, until: NOW + 1 }), NOW)).toBe('current');
    expect(windowPhase(plannedWindow(past), NOW)).toBe('past');
    expect(windowPhase(plannedWindow({ ...past, weekly: true }), NOW)).toBe('current');
    expect(windowPhase(plannedWindow({ ...past, weekly: true, repeatUntil: NOW - HOUR }), NOW)).toBe('past');
    expect(windowPhase(plannedWindow({ cancelledAt: NOW }), NOW)).toBe('cancelled');
  });

  it('are late where they were entered after they began', () => {
    expect(isLate(plannedWindow({ from: NOW, enteredAt: NOW + 1 }))).toBe(true);
    expect(isLate(plannedWindow({ from: NOW, enteredAt: NOW }))).toBe(false);
  });

  it('are listed in force first, then the next one, then the past, the latest first', () => {
    const windows = [
      plannedWindow({ id: 'old', from: 1, until: 2 }),
      plannedWindow({ id: 'later', from: NOW + 2 * HOUR }),
      plannedWindow({ id: 'older', from: 0, until: 1 }),
      plannedWindow({ id: 'next', from: NOW + HOUR }),
      plannedWindow({ id: 'now', from: NOW - HOUR }),
    ];
    expect(sortedWindows(windows, NOW).map(({ id }) => id)).toEqual(['now', 'next', 'later', 'old', 'older']);
  });

  it('say the day once, and their repeats', () => {
    const window = plannedWindow({ from: NOW, until: NOW + HOUR });
    expect(spanWords(window, messages, format)).toBe('24/11/2026 10:42 đến 11:42');
    const weekly = { ...window, weekly: true, repeatUntil: Date.UTC(2026, 11, 31, 17) };
    expect(spanWords(weekly, messages, format)).toBe('24/11/2026 10:42 đến 11:42, hằng tuần đến hết 31/12/2026');
  });
});
