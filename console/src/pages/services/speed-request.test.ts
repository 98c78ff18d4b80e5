import { describe, expect, it } from 'vitest';
import { minuteText, speedRequest } from './speed-request.ts';

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries({
    enabled: 'on',
    from: '22:30',
    until: '05:00',
    amount: '4,5',
    ...fields,
  }))
    data.set(name, value);
  return data;
}

const wrongIn = (fields: Record<string, string>): string[] => {
  const reading = speedRequest(form(fields));
  return 'wrong' in reading ? [...reading.wrong].toSorted() : [];
};

describe('speedRequest', () => {
  it('reads a span over midnight and an amount with a decimal comma', () => {
    expect(speedRequest(form({}))).toEqual({ value: { bytes: 4_500_000, fromMinute: 1_350, untilMinute: 300 } });
  });

  it('is no measurement where it is not ticked, whatever else stands there', () => {
    expect(speedRequest(new FormData())).toEqual({ value: null });
  });

  it('marks what is missing or out of bounds', () => {
    expect(wrongIn({ amount: '' })).toEqual(['amount']);
    expect(wrongIn({ amount: '51' })).toEqual(['amount']);
    expect(wrongIn({ from: '' })).toEqual(['from']);
    expect(wrongIn({ until: '22:30' })).toEqual(['until']);
  });

  it('writes minutes as the field does', () => {
    expect(minuteText(1_350)).toBe('22:30');
    expect(minuteText(5)).toBe('00:05');
  });
});
