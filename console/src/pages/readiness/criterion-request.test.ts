import type { CriterionRow } from '@wardwatch/shared/api';
import type { CriterionCheck } from '@wardwatch/shared/model';
import { describe, expect, it } from 'vitest';
import { criterionRequest, thresholdsOf } from './criterion-request.ts';

const row = (check: CriterionCheck): CriterionRow => ({
  id: 'RC-N2',
  name: 'Đường truyền ổn định',
  scope: ['headquarters'],
  isMandatory: true,
  check,
  sources: [],
  isActive: true,
  revision: 3,
});

const read = (check: CriterionCheck, fields: Record<string, string | string[]>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries({ name: 'Đường truyền ổn định', ...fields }))
    for (const one of [value].flat()) data.append(name, one);
  return criterionRequest(data, row(check));
};

const LINE = { kind: 'line-availability', minPercent: 99.5, maxLatencyMs: 50 } as const;

describe('criterionRequest', () => {
  it('reads thresholds with a decimal comma, and an empty one as not asked', () => {
    expect(
      read(LINE, { minPercent: '98,5', maxLatencyMs: '', isActive: 'on', sources: ' Nguồn A \n\nNguồn B' }),
    ).toEqual({
      value: {
        ...row({ ...LINE, minPercent: 98.5, maxLatencyMs: null }),
        sources: ['Nguồn A', 'Nguồn B'],
        isMandatory: false,
      },
    });
  });

  it('marks a threshold that is none, beyond its range, or must not be empty', () => {
    expect(read(LINE, { minPercent: '101', maxLatencyMs: 'nhanh' })).toEqual({
      wrong: new Set(['minPercent', 'maxLatencyMs']),
    });
    expect(read({ kind: 'antivirus', maxSignatureDays: 7 }, { maxSignatureDays: '' })).toEqual({
      wrong: new Set(['maxSignatureDays']),
    });
  });

  it('asks for at least one kind of equipment, and for a name', () => {
    const check: CriterionCheck = { kind: 'equipment', kinds: ['ups'] };
    expect(read(check, { name: ' ' })).toEqual({ wrong: new Set(['kinds', 'name']) });
    expect(read(check, { kinds: ['ups', 'generator'] })).toMatchObject({
      value: { check: { kind: 'equipment', kinds: ['ups', 'generator'] } },
    });
  });
});

describe('thresholdsOf', () => {
  it('tells the figures of a check in order', () => {
    expect(thresholdsOf(LINE)).toEqual([
      { name: 'minPercent', value: 99.5 },
      { name: 'maxLatencyMs', value: 50 },
    ]);
  });
});
