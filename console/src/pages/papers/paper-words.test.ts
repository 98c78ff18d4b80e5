import { describe, expect, it } from 'vitest';
import { formatFor } from '../../i18n/format.ts';
import { vi } from '../../i18n/vi.ts';
import { paperContent, paperRow } from '../../testing/paper-rows.ts';
import { listed } from './paper-form.ts';
import { groupedWarnings, paperTitle, plainText, warningAddress, warningSubject, wasOpen } from './paper-words.ts';
import { paperPeriods, periodWords, usualPeriod } from './period-words.ts';

const format = formatFor('vi-VN', vi.duration);
/** Noon in the ward. */
const at = (year: number, month: number, day: number): number => Date.UTC(year, month - 1, day, 5);

describe('wasOpen', () => {
  it('tells a document that was there from one that is made now', () => {
    const fresh = paperRow({ createdAt: 5, changedAt: 5 });
    expect(wasOpen(fresh, [])).toBe(false);
    expect(wasOpen(fresh, [{ id: fresh.id }])).toBe(true);
    expect(wasOpen({ ...fresh, changedAt: 6 }, [])).toBe(true);
    expect(wasOpen({ ...fresh, status: 'submitted' }, [])).toBe(true);
  });
});

describe('usualPeriod', () => {
  it('is the running quarter, and in its first three weeks the one before', () => {
    expect(usualPeriod(at(2026, 11, 24))).toBe('2026-q4');
    expect(usualPeriod(at(2026, 10, 5))).toBe('2026-q3');
    expect(usualPeriod(at(2026, 10, 21))).toBe('2026-q3');
    expect(usualPeriod(at(2026, 10, 22))).toBe('2026-q4');
    expect(usualPeriod(at(2027, 1, 3))).toBe('2026-q4');
  });
});

describe('paperPeriods', () => {
  it('offers the usual one first and each once, across the turn of the year', () => {
    const periods = paperPeriods(at(2027, 1, 3));
    expect(periods[0]).toBe('2026-q4');
    expect(periods).toEqual(expect.arrayContaining(['2027-q1', '2026-q4-cutoff', '2027-q1-cutoff', '2027-h1', '2027']));
    expect(new Set(periods).size).toBe(periods.length);
    expect(paperPeriods(at(2026, 8, 1))).toContain('2026-h2');
  });
});

describe('periodWords', () => {
  it('writes every kind of period as an official does', () => {
    const words = (key: string): string => periodWords(key, vi, format);
    expect(words('2026-q4')).toBe('quý IV năm 2026');
    expect(words('2026-q1-cutoff')).toBe('quý I năm 2026 (chốt số liệu ngày 14)');
    expect(words('2026-h1')).toBe('6 tháng đầu năm 2026');
    expect(words('2026-9m')).toBe('9 tháng đầu năm 2026');
    expect(words('2026-11')).toBe('tháng 11 năm 2026');
    expect(words('2026')).toBe('năm 2026');
    expect(words('2026-11-01..2026-11-20')).toBe('từ 01/11/2026 đến 20/11/2026');
    expect(words('nonsense')).toBe('nonsense');
  });
});

describe('paperTitle', () => {
  it('names minutes after their outage, and all else after its period', () => {
    expect(paperTitle(paperRow(), vi, format)).toBe('Tờ trình đề nghị kinh phí, quý IV năm 2026');
    const minutes = paperRow({ kind: 'minutes', about: 'SC-2026-0412' });
    expect(paperTitle(minutes, vi, format)).toBe('Biên bản xác nhận sự cố SC-2026-0412');
  });
});

describe('groupedWarnings', () => {
  it('says each kind once, with all that it is about', () => {
    expect(
      groupedWarnings([
        { code: 'line-without-proof', what: '2' },
        { code: 'signer-blank', what: '' },
        { code: 'line-without-proof', what: '5' },
        { code: 'line-without-proof', what: '2' },
      ]),
    ).toEqual([
      { code: 'line-without-proof', what: '2, 5' },
      { code: 'signer-blank', what: '' },
    ]);
  });

  it('leads to where it is mended', () => {
    const paper = paperRow({ reportId: 'BC-0001' });
    expect(warningAddress('no-target', paper)).toBe('/reports/BC-0001');
    expect(warningAddress('line-without-price', paper)).toBe('/papers/VBN-2026-0001?view=lines');
    expect(warningAddress('period-runs', paper)).toBeUndefined();
    const ledger = '/ledger?period=custom&first=2026-10-01&last=2026-12-31';
    expect(warningAddress('unconfirmed-outages', paper)).toBe(ledger);
  });

  it('writes periods and days as a reader does, and lines by their place', () => {
    const subject = (code: Parameters<typeof warningSubject>[0]['code'], what: string): string =>
      warningSubject({ code, what }, [{ id: '3' }, { id: '7' }], vi, format);
    expect(subject('period-runs', '2026-q4')).toBe('quý IV năm 2026');
    expect(subject('calendar-unconfirmed', '2026-11-23, 2026-11-24')).toBe('23/11/2026, 24/11/2026');
    expect(subject('line-without-price', '7')).toBe('2');
    expect(subject('low-coverage', 'Nhà văn hóa tổ 1')).toBe('Nhà văn hóa tổ 1');
  });
});

describe('listed', () => {
  it('ends each item as documents do, whatever stood there', () => {
    expect(listed(['- Như trên;', 'Lưu: VT, VHXH.'], '- ')).toEqual(['- Như trên;', '- Lưu: VT, VHXH.']);
    expect(listed(['Một nơi'])).toEqual(['Một nơi.']);
  });
});

describe('plainText', () => {
  it('is the paragraphs with a blank line between, without tables', () => {
    const text = plainText(paperContent());
    expect(text.split('\n\n')[2]).toBe(
      'Trong kỳ ghi nhận 03 sự cố gián đoạn đã được xác nhận, 02 giờ 15 phút trong giờ làm việc.',
    );
    expect(text).not.toContain('STT');
  });
});
