import { MAX_ATTACHMENT_BYTES } from '@wardwatch/shared/api';
import { describe, expect, it } from 'vitest';
import { locale } from '../../i18n/language.ts';
import { ledgerRow, START } from '../../testing/ledger-rows.ts';
import { MINUTE, NOW } from '../../testing/rows.ts';
import { actionOf, fileMistake, type Question, questionsFor } from './question.ts';

const { messages, format } = locale();

function act(question: Exclude<Question, 'attach'>, fields: Record<string, string>, row = ledgerRow()) {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return actionOf(question, data, row, NOW, messages);
}

describe('questionsFor', () => {
  it('offers what makes sense for the row as it is', () => {
    expect(questionsFor(ledgerRow())).toEqual(['confirm', 'note', 'ticket', 'attach', 'merge', 'split', 'exclude']);
    const decided = ledgerRow({
      confirmed: { cause: 'dns', by: 'p', at: NOW, note: '' },
      excluded: { by: 'p', at: NOW, reason: 'x' },
    });
    expect(questionsFor(decided)).toContain('unconfirm');
    expect(questionsFor(decided)).toContain('include');
    expect(questionsFor(decided)).not.toContain('exclude');
    expect(questionsFor(ledgerRow({ status: 'merged' }))).toEqual(['note', 'ticket', 'attach']);
  });
});

describe('actionOf', () => {
  it('bases every action on the revision that the officer saw', () => {
    const row = ledgerRow({ revisionNumber: 7 });
    expect(act('confirm', { cause: 'dns', note: ' vì sao ' }, row)).toEqual({
      action: 'confirm',
      basedOn: 7,
      cause: 'dns',
      note: 'vì sao',
    });
    expect(act('ticket', { ticket: ' ' }, row)).toEqual({ action: 'ticket', basedOn: 7, ticket: null });
    expect(act('exclude', { reason: 'thử' }, row)).toEqual({ action: 'exclude', basedOn: 7, reason: 'thử' });
    expect(act('merge', { ids: 'SC-2026-0001', reason: 'một' }, row)).toMatchObject({ ids: ['SC-2026-0001'] });
  });

  it('asks for a reason, a note, a row, where there is none', () => {
    expect(act('unconfirm', { reason: '  ' })).toMatchObject({ field: 'reason' });
    expect(act('note', {})).toMatchObject({ field: 'note' });
    expect(act('merge', { reason: 'một' })).toMatchObject({ field: 'ids' });
  });

  it('splits only within the outage', () => {
    expect(act('split', { at: '2026-11-24T07:30:00', reason: 'hai' })).toMatchObject({ at: START + 18 * MINUTE });
    for (const at of ['2026-11-24T07:12:00', '2026-11-24T08:02:00', ''])
      expect(act('split', { at, reason: 'hai' })).toMatchObject({ field: 'at' });
  });
});

describe('fileMistake', () => {
  const file = { name: 'ảnh.jpg', size: 1_000, type: 'image/jpeg' };
  const mistake = (change: Partial<typeof file>) => fileMistake({ ...file, ...change }, ledgerRow(), messages, format);

  it('says what is wrong before anything is sent', () => {
    expect(mistake({})).toBeUndefined();
    expect(mistake({ type: 'text/html' })).toContain('Loại tệp này không được nhận');
    expect(mistake({ size: MAX_ATTACHMENT_BYTES + 1 })).toContain('10 MB');
    expect(mistake({ size: 0 })).toContain('rỗng');
    expect(mistake({ name: 'x'.repeat(121) })).toContain('120');
    expect(fileMistake(undefined, ledgerRow(), messages, format)).toBe('Hãy chọn một tệp.');
  });

  it('says when there are as many files as one row takes', () => {
    const kept = { hash: 'a'.repeat(64), name: 'x', type: 'image/png', bytes: 1, addedAt: NOW, addedBy: 'p' };
    const row = ledgerRow({ attachments: Array.from({ length: 20 }, () => kept) });
    expect(fileMistake(file, row, messages, format)).toContain('20');
  });
});
