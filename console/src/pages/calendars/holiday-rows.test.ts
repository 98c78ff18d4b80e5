import { describe, expect, it } from 'vitest';
import { type DraftDay, daysOf } from './holiday-rows.ts';

const row = (change: Partial<DraftDay>): DraftDay => ({
  date: '2026-09-02',
  kind: 'holiday',
  name: 'Quốc khánh',
  confirmed: true,
  source: '',
  ...change,
});

describe('daysOf', () => {
  it('gives the days in order; an empty source is none', () => {
    const read = daysOf([row({}), row({ date: '2026-01-01', name: ' Tết ', source: 'Luật' })], 2026);
    expect(read).toEqual({
      value: [
        { date: '2026-01-01', kind: 'holiday', name: 'Tết', confirmed: true, source: 'Luật' },
        { date: '2026-09-02', kind: 'holiday', name: 'Quốc khánh', confirmed: true },
      ],
    });
  });

  it.each([{ date: '2027-09-02' }, { date: '2026-02-30' }, { date: '2026-01-01' }, { name: ' ' }])(
    'points at the row that is wrong: %o',
    (change) => {
      expect(daysOf([row({ date: '2026-01-01' }), row(change)], 2026)).toEqual({ wrong: new Set([1]) });
    },
  );
});
