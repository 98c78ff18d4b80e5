import type { IndicatorRow } from '@wardwatch/shared/api';
import { describe, expect, it } from 'vitest';
import { indicatorRequest, knownIndicators, readFigure } from './indicator-request.ts';

const ROW: IndicatorRow = {
  id: 'CT-C08',
  name: 'Tỷ lệ định danh điện tử',
  owner: '',
  values: [{ on: '2026-06-30', part: 22_000, whole: 25_261, note: '' }],
  revision: 4,
};

const read = (fields: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries({ on: '2026-03-30', ...fields })) data.set(name, value);
  return indicatorRequest(data, ROW, '2026-11-24');
};

describe('indicatorRequest', () => {
  it('adds a value in order of days, as people write numbers', () => {
    expect(read({ part: '21.475', whole: '25.261', owner: 'Công an phường', note: 'Báo cáo quý' })).toEqual({
      value: {
        ...ROW,
        owner: 'Công an phường',
        values: [{ on: '2026-03-30', part: 21_475, whole: 25_261, note: 'Báo cáo quý' }, ...ROW.values],
      },
    });
  });

  it('puts a value in the place of the one of its day', () => {
    expect(read({ on: '2026-06-30', part: '23000', whole: '25261' })).toMatchObject({
      value: { values: [{ on: '2026-06-30', part: 23_000 }] },
    });
  });

  it('takes words alone, or a figure without a whole', () => {
    expect(read({ note: 'Chưa có cơ chế' })).toMatchObject({ value: { values: [{ part: null, whole: null }, {}] } });
    expect(read({ part: '30' })).toMatchObject({ value: { values: [{ part: 30, whole: null }, {}] } });
  });

  it('marks what cannot be', () => {
    expect(read({ on: '2026-11-25', part: '3' })).toEqual({ wrong: new Set(['on']) });
    expect(read({})).toEqual({ wrong: new Set(['part']) });
    expect(read({ part: '31', whole: '30' })).toEqual({ wrong: new Set(['part']) });
    expect(read({ part: 'nhiều', whole: '0' })).toEqual({ wrong: new Set(['part', 'whole']) });
    expect(read({ whole: '30' })).toEqual({ wrong: new Set(['part']) });
  });
});

describe('readFigure', () => {
  it('reads groups of three and a decimal comma', () => {
    expect(readFigure('25.261')).toBe(25_261);
    expect(readFigure('85,5')).toBe(85.5);
    expect(readFigure(' ')).toBeNull();
    expect(readFigure('-1')).toBeNaN();
  });
});

describe('knownIndicators', () => {
  it('names each once, with every statement that rests on it', () => {
    const list = knownIndicators();
    expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
    expect(list.find(({ id }) => id === 'CT-C08')?.statementIds).toEqual(['C08', 'C24']);
  });
});
