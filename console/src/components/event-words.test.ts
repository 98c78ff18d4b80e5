import { describe, expect, it } from 'vitest';
import { locale } from '../i18n/language.ts';
import { NOW } from '../testing/rows.ts';
import { eventWords } from './event-words.ts';

const names = { service: () => undefined, watched: (id: string) => (id === 'switch' ? 'Switch tầng 1' : undefined) };

const words = (event: string, data: Record<string, unknown> = {}): string =>
  eventWords({ at: NOW, event, data }, names, locale().messages, locale().format);

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

  it('says why a machine stopped, where its operating system tells', () => {
    const boot = { bootedAt: NOW, clean: false, how: 'windows-events', lastAliveAt: null, why: 'power-loss' };
    expect(words('boot', boot)).toContain('; mất điện đột ngột; lần dừng trước: đột ngột');
    expect(words('boot', { ...boot, why: 'gremlins' })).not.toContain('gremlins');
  });

  it('says where power is read from, and of a discharge how far it went', () => {
    expect(words('power-source', { source: 'nut', model: 'Kiểu 1500', batteryDate: '2024-05', count: 2 })).toBe(
      'Nguồn điện được đọc từ UPS qua NUT; Kiểu 1500; ắc quy ngày 2024-05; có 2 UPS trả lời',
    );
    expect(words('power-source', { source: 'none', model: null, batteryDate: null, count: 0 })).toBe(
      'Không có nguồn nào để đọc trạng thái điện',
    );
    const discharge = { lastedMs: 22 * 60_000, chargeFrom: 100, chargeTo: 31, load: 24 };
    expect(words('discharge', { ...discharge, isOver: true })).toBe(
      'Đã chạy bằng ắc quy 22 phút, từ 100% xuống 31%; tải 24%',
    );
    expect(words('discharge', { ...discharge, load: null, isOver: false })).toBe(
      'Đang chạy bằng ắc quy đã 22 phút, từ 100% xuống 31%, ắc quy sắp cạn',
    );
    expect(words('ups-test', { result: 'passed' })).toBe('UPS tự kiểm tra: đạt');
  });

  it('names a watched device that started again, and sums a posture up', () => {
    expect(words('watched-restart', { id: 'switch', uptimeMs: 60_000 })).toBe(
      'Thiết bị “Switch tầng 1” đã khởi động lại 1 phút trước',
    );
    expect(words('posture', { firewallOn: true, rebootPending: true })).toBe(
      'Kiểm tra an toàn máy: 1 mục đạt, 1 chưa đạt, 10 chưa rõ',
    );
    expect(words('posture', { firewallOn: 'perhaps' })).toBe('Diễn biến khác: posture');
  });

  it('names what it does not know', () => {
    expect(words('moon-landing')).toBe('Diễn biến khác: moon-landing');
    expect(words('stop', { reason: 'boredom' })).toBe('Diễn biến khác: stop');
    expect(words('resume', { sleptMs: 'long' })).toBe('Máy thức dậy sau 0 giây ngủ');
  });
});
