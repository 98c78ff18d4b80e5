import { describe, expect, it } from 'vitest';
import { NOW } from '../../testing/rows.ts';
import { windowRequest } from './window-request.ts';

const RIGHT = {
  kind: 'power-cut',
  scope: 'feeder',
  named: ' Lộ 471 ',
  from: '2026-11-24T10:42',
  until: '2026-11-24T12:00',
  reason: 'Sửa lưới',
  source: '',
};

function read(change: Record<string, string | undefined>) {
  const data = new FormData();
  for (const [name, value] of Object.entries({ ...RIGHT, ...change }))
    if (value !== undefined) data.append(name, value);
  return windowRequest(data);
}

const wrong = (change: Record<string, string | undefined>): string[] => {
  const result = read(change);
  return 'wrong' in result ? [...result.wrong] : [];
};

describe('windowRequest', () => {
  it('reads the form on the ward’s clock', () => {
    expect(read({})).toEqual({
      value: {
        kind: 'power-cut',
        scope: { kind: 'feeder', feeder: 'Lộ 471' },
        from: NOW,
        until: NOW + 78 * 60_000,
        weekly: false,
        repeatUntil: null,
        reason: 'Sửa lưới',
        source: '',
      },
    });
  });

  it('repeats to the end of the last day', () => {
    expect(read({ weekly: 'on', repeatUntil: '2026-12-31' })).toMatchObject({
      value: { weekly: true, repeatUntil: Date.UTC(2026, 11, 31, 17) },
    });
  });

  it.each<[string, Record<string, string | undefined>]>([
    ['sites', { scope: 'sites' }],
    ['named', { named: ' ' }],
    ['from', { from: '' }],
    ['until', { until: '2026-11-24T10:42' }],
    ['until', { until: '2027-03-01T00:00' }],
    ['weekly', { weekly: 'on', until: '2026-12-02T00:00' }],
    ['repeatUntil', { weekly: 'on', repeatUntil: '2026-11-20' }],
    ['reason', { reason: '' }],
  ])('marks %s where it is wrong', (field, change) => {
    expect(wrong(change)).toEqual([field]);
  });
});
