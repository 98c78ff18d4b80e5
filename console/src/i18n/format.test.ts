import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { formatFor } from './format.ts';
import { vi } from './vi.ts';

const vietnamese = formatFor('vi-VN', vi.duration);
const english = formatFor('en-GB', en.duration);
const AT = Date.UTC(2026, 10, 24, 0, 5, 9);

describe('format', () => {
  it('writes numbers as each language does', () => {
    expect(vietnamese.number(1234.54)).toBe('1.234,5');
    expect(english.number(1234.54)).toBe('1,234.5');
    expect(vietnamese.number(0.96, 0)).toBe('1');
  });

  it('writes times in the zone of the ward, whatever the zone of the machine', () => {
    expect(vietnamese.dateTime(AT)).toBe('24/11/2026 07:05');
    expect(vietnamese.dateTimeSeconds(AT)).toBe('24/11/2026 07:05:09');
    expect(vietnamese.time(Date.UTC(2026, 10, 24, 17, 0))).toBe('00:00');
    expect(vietnamese.day(Date.UTC(2026, 10, 24, 17, 0))).toBe('25/11');
  });

  it('leaves out the date of a moment of the same day in the ward', () => {
    expect(vietnamese.moment(AT, AT + 3_600_000)).toBe('07:05');
    expect(vietnamese.moment(AT, Date.UTC(2026, 10, 24, 17, 0))).toBe('24/11/2026 07:05');
  });

  it('writes a duration in its two largest units and leaves out what is nought', () => {
    expect(vietnamese.duration(2 * 3_600_000 + 5 * 60_000 + 59_000)).toBe('2 giờ 5 phút');
    expect(vietnamese.duration(3 * 86_400_000 + 59 * 60_000)).toBe('3 ngày');
    expect(vietnamese.duration(400)).toBe('0 giây');
    expect(vietnamese.duration(-5_000)).toBe('0 giây');
    expect(english.duration(86_400_000 + 3_600_000)).toBe('1 day 1 h');
  });

  it('writes an age without the seconds that nobody reads in it', () => {
    expect(vietnamese.age(AT, AT + 9_000)).toBe('vừa xong');
    expect(vietnamese.age(AT, AT - 60_000)).toBe('vừa xong');
    expect(vietnamese.age(AT, AT + 42_000)).toBe('42 giây trước');
    expect(vietnamese.age(AT, AT + 5 * 60_000 + 30_000)).toBe('5 phút trước');
    expect(english.age(AT, AT + 26 * 3_600_000 + 60_000)).toBe('1 day 2 h ago');
  });

  it('writes a share as the ward does, and sums of opening hours without days', () => {
    expect(vietnamese.percent(0.99523)).toBe('99,52%');
    expect(english.percent(0.632)).toBe('63.2%');
    expect(vietnamese.hours(37 * 3_600_000 + 5 * 60_000)).toBe('37 giờ 5 phút');
    expect(vietnamese.hours(0)).toBe('0 giây');
    expect(vietnamese.localDate('2026-11-04')).toBe('04/11/2026');
  });

  it('writes a figure with its unit and keeps them on one line', () => {
    expect(vietnamese.measure(8.26, 'ms')).toBe('8,3\u00a0ms');
    expect(vietnamese.measure(12.5, 'percent')).toBe('13%');
    expect(vietnamese.measure(1234.5, 'ms')).toBe('1.235\u00a0ms');
    expect(vietnamese.measure(3, 'count')).toBe('3');
    expect(vietnamese.measure(950, 'bytes')).toBe('950\u00a0B');
    expect(vietnamese.measure(4_404_019, 'bytes')).toBe('4,2\u00a0MB');
    expect(vietnamese.measure(48_250_000, 'bits-per-second')).toBe('48,3\u00a0Mbit/s');
    expect(english.measure(200_000, 'bytes-per-second')).toBe('195\u00a0KB/s');
    expect(vietnamese.measure(90, 'seconds')).toBe('90\u00a0s');
    expect(vietnamese.measure(1_680, 'seconds')).toBe('28 phút');
    expect(vietnamese.measure(12, 'days')).toBe('12 ngày');
    expect(vietnamese.measure(-61, 'dbm')).toBe('-61\u00a0dBm');
    expect(vietnamese.measure(3, 'parsec')).toBe('3\u00a0parsec');
  });
});
