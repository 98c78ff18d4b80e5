import { expect, it } from 'vitest';
import { searchInventory } from './search.ts';

const ROWS = ['Nhà văn hoá Đông', 'Nhà văn hòa Đoài', 'Trụ sở'].map((name) => ({ name, code: 'X-1' }));
const find = (query: string): string[] =>
  searchInventory(query, ROWS, ({ name, code }) => [code, name]).map(({ name }) => name);

it('finds rows that hold every word, without regard to marks, case and the two ways of placing a tone mark', () => {
  expect(find('HOA nha')).toEqual(['Nhà văn hoá Đông', 'Nhà văn hòa Đoài']);
  expect(find('hòa')).toEqual(find('hoá'));
  expect(find('dong x-1')).toEqual(['Nhà văn hoá Đông']);
  expect(find('đoài'.normalize('NFD'))).toEqual(['Nhà văn hòa Đoài']);
  expect(find('dong doai')).toEqual([]);
  expect(find('  ')).toHaveLength(3);
});
