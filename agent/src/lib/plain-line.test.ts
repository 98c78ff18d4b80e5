import { expect, test } from 'vitest';
import { plainLine } from './plain-line.ts';

test('leaves an ordinary text as it is', () => {
  expect(plainLine('Quá thời gian 😀', 200)).toBe('Quá thời gian 😀');
});

test('takes control characters and broken characters out', () => {
  expect(plainLine('BAD\u0001\u001b[31m\r\nCODE', 200)).toBe('BAD [31m CODE');
  expect(plainLine('a\ud83db', 200)).toBe('a\ufffdb');
});

test('cuts between characters, never through one', () => {
  expect(plainLine(`${'a'.repeat(199)}😀`, 200)).toBe('a'.repeat(199));
  expect(plainLine(`${'a'.repeat(198)}😀b`, 200)).toBe(`${'a'.repeat(198)}😀`);
});
