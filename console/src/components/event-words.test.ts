import { describe, expect, it } from 'vitest';
import { locale } from '../i18n/language.ts';
import { NOW } from '../testing/rows.ts';
import { eventWords } from './event-words.ts';

const words = (event: string, data: Record<string, unknown> = {}): string =>
  eventWords({ at: NOW, event, data }, locale().messages, locale().format);

describe('eventWords', () => {
  it('says of a boot when it was and how the stop before it was', () => {
    expect(words('boot', { bootedAt: NOW, clean: false, how: 'journal', lastAliveAt: NOW - 60_000 })).toBe(
      'Máy khởi động lúc 24/11/2026 10:42; lần dừng trước: đột ngột; còn hoạt động đến 24/11/2026 10:41',
    );
    expect(words('boot', { bootedAt: NOW, clean: null, how: 'none', lastAliveAt: null })).toContain('không rõ');
  });

  it('says which way the clock was set', () => {
    expect(words('clock-step', { byMs: -25_200_000 })).toBe('Đồng hồ máy được chỉnh lùi 7 giờ');
    expect(words('clock-step', { byMs: 5_000 })).toBe('Đồng hồ máy được chỉnh tới 5 giây');
  });

  it('adds up what was dropped', () => {
    expect(words('spool-dropped', { metrics: 1_200, others: 34, from: NOW, until: NOW })).toContain('1.234 mục');
  });

  it('names what it does not know', () => {
    expect(words('moon-landing')).toBe('Diễn biến khác: moon-landing');
    expect(words('stop', { reason: 'boredom' })).toBe('Diễn biến khác: stop');
    expect(words('resume', { sleptMs: 'long' })).toBe('Máy thức dậy sau 0 giây ngủ');
  });
});
