import { expect, it } from 'vitest';
import { listed, tidy } from './tidy-text.ts';

it('composes letters, keeps the ends of lines and drops what no file may hold', () => {
  expect(tidy('phu\u031bo\u031b\u0300ng')).toBe('phường');
  expect(tidy('a\r\nb\rc\u0000\u0007\u0085d\te')).toBe('a\nb\ncd e');
});

it('ends items with ";" and the last with ".", whatever they ended with', () => {
  expect(listed(['Sở Tài chính;', '- Sở Xây dựng.', 'Lưu: VT'], '- ')).toEqual([
    '- Sở Tài chính;',
    '- Sở Xây dựng;',
    '- Lưu: VT.',
  ]);
  expect(listed([])).toEqual([]);
});
