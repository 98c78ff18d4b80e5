import { expect, test } from 'vitest';
import { isWithin, parseHours } from './hours.ts';

const hoursOf = (text: string): number[] => {
  const hours = parseHours(text);
  return hours ? Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => isWithin(hours, hour)) : [];
};

test('a span may go over midnight', () => {
  expect(hoursOf('22-5')).toEqual([0, 1, 2, 3, 4, 22, 23]);
  expect(hoursOf('1-4')).toEqual([1, 2, 3]);
  expect(hoursOf('20-24')).toEqual([20, 21, 22, 23]);
});

test.each(['', '5', '22-25', '24-3', '3-3', 'a-b', '-1-4'])('"%s" is no span', (text) => {
  expect(parseHours(text)).toBeUndefined();
});
