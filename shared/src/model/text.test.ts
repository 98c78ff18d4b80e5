import * as fc from 'fast-check';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { displayName, plainText } from './text.ts';

test.each(['Nhà văn hóa Phường Đông', 'Bộ phận Một cửa', 'Máy số 3 (tầng 2)', '集会所', 'x'])(
  '%s is a name',
  (name) => {
    expect(v.parse(displayName, name)).toBe(name.normalize('NFC'));
  },
);

test('a name typed with combining marks is the same name as the composed one', () => {
  const composed = 'Nhà văn hóa';
  expect(composed.normalize('NFD')).not.toBe(composed);
  expect(v.parse(displayName, composed.normalize('NFD'))).toBe(composed);
});

test('length is counted after composing, so that Vietnamese has as much room as English', () => {
  const name = 'ế'.repeat(120);
  expect(v.parse(displayName, name.normalize('NFD'))).toBe(name);
  expect(v.is(displayName, `${name}x`)).toBe(false);
});

test('surrounding blanks are cut, and nothing but blanks is no name', () => {
  expect(v.parse(displayName, '  Kho \n')).toBe('Kho');
  expect(v.is(displayName, ' \t ')).toBe(false);
  expect(v.is(displayName, '')).toBe(false);
});

test('no control character passes, of the first block or the second', () => {
  const control = fc.oneof(fc.integer({ min: 0, max: 0x1f }), fc.integer({ min: 0x7f, max: 0x9f }));
  fc.assert(
    fc.property(control, (code) => {
      const text = `a${String.fromCodePoint(code)}b`;
      expect(v.is(displayName, text)).toBe(false);
      expect(v.is(plainText(10), text)).toBe(false);
    }),
  );
});

test('a plain text may be empty and has at most its length', () => {
  expect(v.is(plainText(3), '')).toBe(true);
  expect(v.is(plainText(3), 'abc')).toBe(true);
  expect(v.is(plainText(3), 'abcd')).toBe(false);
});
