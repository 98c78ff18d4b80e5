import { describe, expect, it } from 'vitest';
import { equipmentRow } from '../../testing/inventory-rows.ts';
import { itemRequest, nextStage } from './item-request.ts';

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  const usual = { kind: 'ups', name: 'UPS 1 kVA', quantity: '1', criterionId: '', deviceId: '', specs: '', note: '' };
  const stage = { 'stage-0': 'requested', 'on-0': '2026-03-30', 'paper-0': 'TTr 12' };
  for (const [name, value] of Object.entries({ ...usual, ...stage, ...fields })) data.set(name, value);
  return data;
}

describe('itemRequest', () => {
  it('reads a new item without an id, its stages in the order of their days', () => {
    const data = form({ 'stage-2': 'not-equipped', 'on-2': '2026-01-05', 'paper-2': '', criterionId: 'RC-P1' });
    expect(itemRequest(data, 'site_1', undefined)).toEqual({
      value: {
        siteId: 'site_1',
        kind: 'ups',
        name: 'UPS 1 kVA',
        quantity: 1,
        criterionId: 'RC-P1',
        deviceId: null,
        specs: '',
        note: '',
        stages: [
          { stage: 'not-equipped', on: '2026-01-05', paper: '' },
          { stage: 'requested', on: '2026-03-30', paper: 'TTr 12' },
        ],
        revision: 0,
      },
    });
  });

  it('keeps the id and the revision of what is changed', () => {
    expect(itemRequest(form({}), 'site_1', equipmentRow())).toMatchObject({ value: { id: 'TB-0001', revision: 5 } });
  });

  it('marks each field that the server would not take', () => {
    const wrong = (fields: Record<string, string>): string[] => {
      const reading = itemRequest(form(fields), 'site_1', undefined);
      return 'wrong' in reading ? [...reading.wrong].toSorted() : [];
    };
    expect(wrong({ name: ' ', quantity: '0', 'on-0': '' })).toEqual(['name', 'on-0', 'quantity']);
    expect(wrong({ quantity: '10.001' })).toEqual(['quantity']);
    expect(wrong({ quantity: '-2' })).toEqual(['quantity']);
    expect(wrong({})).toEqual([]);
  });
});

it('the stage that usually comes next is the next one; a pause ends in use; the end stays the end', () => {
  expect(nextStage('requested')).toBe('funded');
  expect(nextStage('suspended')).toBe('in-use');
  expect(nextStage('in-use')).toBe('suspended');
  expect(nextStage('retired')).toBe('retired');
});
