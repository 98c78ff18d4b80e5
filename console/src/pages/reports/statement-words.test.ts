import { STATEMENTS, statementOf } from '@wardwatch/shared/statements';
import { VERDICT_REASONS } from '@wardwatch/shared/api';
import { describe, expect, it } from 'vitest';
import { en } from '../../i18n/en.ts';
import { formatFor } from '../../i18n/format.ts';
import { vi } from '../../i18n/vi.ts';
import { figureWords, shortFigure, targetWords } from './statement-words.ts';

const FORMAT = formatFor('vi-VN', vi.duration);
const MINUTE = 60_000;

const statement = (id: string) => {
  const found = statementOf(id);
  if (!found) throw new Error(`no statement ${id}`);
  return found;
};
const words = (id: string, figures: Record<string, number>): string =>
  figureWords(statement(id), { statementId: id, figures }, vi, FORMAT);
const short = (id: string, figures: Record<string, number>): string =>
  shortFigure(statement(id), { statementId: id, figures }, vi, FORMAT);

describe('figureWords', () => {
  it('says how often and how long the work was interrupted, suspected ones apart', () => {
    expect(words('C03', { n: 3, suspected: 1, openMs: 80 * MINUTE })).toBe(
      '3 lần gián đoạn trong giờ làm việc, tổng 1 giờ 20 phút. Ngoài ra 1 lần nghi ngờ, chưa tính.',
    );
    expect(words('C03', { n: 0, openMs: 0 })).toBe('Không có lần gián đoạn nào đã xác nhận trong giờ làm việc.');
  });

  it('writes a share with its part, its whole and what is missing', () => {
    expect(words('C08', { part: 21_475, whole: 25_261, percent: 85.01, missing: 1_260 })).toBe(
      '21.475/25.261, đạt 85,01%. Còn thiếu 1.260 để đạt mục tiêu.',
    );
  });

  it('joins power cuts, cover and runtime', () => {
    expect(words('C19', { n: 2, openMs: 45 * MINUTE, part: 1, whole: 4, minutes: 12 })).toBe(
      '2 lần mất điện lưới gây gián đoạn, 45 phút trong giờ làm việc. 1/4 thiết bị mạng chính có bộ lưu điện. Thời gian lưu điện đo được thấp nhất 12 phút.',
    );
  });

  it('says that there is no figure, and of the dedicated network that there never is one', () => {
    expect(words('C01', {})).toBe('Chưa có số liệu.');
    expect(words('C05', { n: 3 })).toBe('Không có số liệu và không nhập số liệu.');
  });

  it('has a sentence without holes for every statement in both languages', () => {
    const figures = {
      n: 1,
      openMs: MINUTE,
      percent: 90,
      part: 1,
      whole: 2,
      missing: 1,
      days: 3,
      minutes: 4,
      wifi: 1,
      houses: 30,
    };
    for (const one of STATEMENTS) {
      for (const language of [vi, en]) {
        const text = figureWords(one, { statementId: one.id, figures }, language, FORMAT);
        expect(text, one.id).toMatch(/\.$/);
        expect(text, one.id).not.toMatch(/undefined|NaN|false/);
      }
    }
  });
});

describe('shortFigure', () => {
  it('fits on a label', () => {
    expect(short('C03', { n: 3, openMs: 80 * MINUTE })).toBe('3 lần · 1 giờ 20 phút');
    expect(short('C08', { part: 1, whole: 2, percent: 50 })).toBe('50%');
    expect(short('C21', { part: 11, whole: 30 })).toBe('11/30');
    expect(short('C05', { n: 1 })).toBe('');
  });
});

describe('targetWords', () => {
  it('tells a target that the report does not put into a number', () => {
    expect(targetWords(statement('C25'), null, vi, FORMAT)).toBe('Báo cáo chưa nêu số');
    expect(targetWords(statement('C25'), 10, vi, FORMAT)).toBe('từ 10 điểm');
    expect(targetWords(statement('C08'), 90, vi, FORMAT)).toBe('từ 90%');
  });
});

describe('reasons', () => {
  it('has a sentence for each, in both languages', () => {
    for (const reason of VERDICT_REASONS) {
      expect(vi.reports.reasons[reason]).toMatch(/\.$/);
      expect(en.reports.reasons[reason]).toMatch(/\.$/);
    }
  });
});
