import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32, crc32Hex, tableCrc32 } from './crc32.ts';

test('gives the check value of the standard', () => {
  expect(crc32Hex(Buffer.from('123456789'))).toBe('cbf43926');
  expect(tableCrc32(Buffer.from('123456789'))).toBe(0xcbf43926);
});

test('agrees with zlib on any bytes', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => tableCrc32(bytes) === crc32(bytes)));
});
