import { expect, it } from 'vitest';
import { decodeText } from './decode-text.ts';

const TEXT = 'Nhà văn hóa';

it('reads UTF-8 with and without its mark, UTF-16 by its mark, and composes letters', () => {
  expect(decodeText(Buffer.from(TEXT.normalize('NFD')))).toBe(TEXT);
  expect(decodeText(Buffer.from(`\uFEFF${TEXT}`))).toBe(TEXT);
  const little = Buffer.from(`\uFEFF${TEXT}`, 'utf16le');
  expect(decodeText(little)).toBe(TEXT);
  expect(decodeText(Buffer.from(little).swap16())).toBe(TEXT);
});

it('guesses no older encoding, and takes no bytes for text', () => {
  expect(decodeText(Buffer.from([0x4e, 0x68, 0xe0]))).toBeUndefined();
  expect(decodeText(Buffer.from('a\0b'))).toBeUndefined();
});
