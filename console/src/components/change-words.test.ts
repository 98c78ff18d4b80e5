import type { LedgerRow } from '@wardwatch/shared/model';
import { describe, expect, it } from 'vitest';
import { locale } from '../i18n/language.ts';
import { ledgerRow, START } from '../testing/ledger-rows.ts';
import { HOUR, MINUTE, NOW } from '../testing/rows.ts';
import { changeWords } from './change-words.ts';

const { messages, format } = locale();
const changes = (before: LedgerRow, after: LedgerRow): string[] => changeWords(before, after, messages, format);

describe('changeWords', () => {
  it('says nothing where nothing changed', () => {
    expect(changes(ledgerRow(), ledgerRow({ revisionNumber: 9, updatedAt: NOW }))).toEqual([]);
  });

  it('says the end, the status and the lengths of an outage that ended', () => {
    const running = ledgerRow({
      until: null,
      end: null,
      status: 'ongoing',
      minutes: { wholeMs: 5 * MINUTE, openMs: 0, calendar: 'c', calendarVersion: 1 },
    });
    expect(changes(running, ledgerRow())).toEqual([
      'Tình trạng: Đã khắc phục.',
      'Kết thúc: 24/11/2026, trong khoảng 08:01:45–08:02:00.',
      'Thời lượng (24/7): 50 phút.',
      'Trong giờ làm việc: 32 phút.',
    ]);
    expect(changes(ledgerRow(), running)).toContain('Chưa kết thúc.');
  });

  it('says what the evidence changed', () => {
    const suggested = { cause: 'internet-line', confidence: 'confirmed', rule: 'line-1', evidence: [] } as const;
    const later = ledgerRow({
      start: { earliest: START, latest: START },
      suggested: { ...suggested, evidence: [] },
      disagreement: { at: NOW, what: 'cause' },
      interruptions: 2,
    });
    expect(changes(ledgerRow(), later)).toEqual([
      'Bắt đầu: 24/11/2026 07:12:00.',
      'Nguyên nhân nghi ngờ: Lỗi đường truyền nhà mạng (chắc chắn).',
      'Minh chứng: 0 điều.',
      'Bằng chứng mới không khớp với điều đã xác nhận.',
      'Số lần có lại rồi mất tiếp: 2.',
    ]);
  });

  it('says what an officer did, and what was undone', () => {
    const file = { hash: 'a'.repeat(64), name: 'ảnh.jpg', type: 'image/jpeg', bytes: 1, addedAt: NOW, addedBy: 'p' };
    const decided = ledgerRow({
      confirmed: { cause: 'planned', by: 'p', at: NOW, note: '' },
      notes: [{ by: 'p', at: NOW, text: 'Đã gọi' }],
      attachments: [file],
      ticket: 'A-1',
      excluded: { by: 'p', at: NOW, reason: 'thử máy' },
      merged: ['SC-2026-0001', 'SC-2026-0002'],
    });
    expect(changes(ledgerRow(), decided)).toEqual([
      'Nguyên nhân đã xác nhận: Gián đoạn có kế hoạch.',
      'Ghi chú mới: “Đã gọi”.',
      'Tài liệu mới: ảnh.jpg.',
      'Số phiếu báo hỏng: A-1.',
      'Loại khỏi số liệu: thử máy.',
      'Gồm cả SC-2026-0001, SC-2026-0002.',
    ]);
    expect(changes(decided, ledgerRow())).toEqual([
      'Bỏ nguyên nhân đã xác nhận.',
      'Bỏ số phiếu báo hỏng.',
      'Tính lại vào số liệu.',
    ]);
  });

  it('says where a row went to and came from', () => {
    expect(changes(ledgerRow(), ledgerRow({ status: 'merged', mergedInto: 'SC-2026-0001' }))).toEqual([
      'Tình trạng: Đã gộp.',
      'Gộp vào SC-2026-0001.',
    ]);
    const split = { of: 'SC-2026-0003', from: NOW - HOUR, until: null };
    expect(changes(ledgerRow(), ledgerRow({ split }))).toEqual(['Tách từ SC-2026-0003.']);
  });
});
