import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { CODE_ALPHABET, CODE_LENGTH, displayCode, enrolmentText, helloText, normaliseCode } from './signing.ts';

const code = fc.string({
  unit: fc.constantFrom(...CODE_ALPHABET.split('')),
  minLength: CODE_LENGTH,
  maxLength: CODE_LENGTH,
});

test('a code is the same however people write it: with dashes or blanks, in upper or lower case', () => {
  fc.assert(
    fc.property(code, (text) => {
      expect(displayCode(text)).toMatch(/^(....-){3}....$/);
      for (const written of [
        displayCode(text),
        displayCode(text).toLowerCase(),
        ` ${displayCode(text).replaceAll('-', ' ')}\n`,
      ]) {
        expect(normaliseCode(written)).toBe(text);
        expect(enrolmentText(written, 'KEY')).toBe(`wardwatch-enrol-v1\n${text}\nKEY`);
      }
    }),
  );
});

test('letters beyond ASCII are dropped and never become ASCII ones', () => {
  expect(normaliseCode('aſßıÀ2')).toBe('A2');
});

test('the alphabet has no letter twice and none that is easily taken for another', () => {
  expect(new Set(CODE_ALPHABET).size).toBe(31);
  for (const letter of '01OIL') expect(CODE_ALPHABET).not.toContain(letter);
  expect(Math.floor(CODE_LENGTH * Math.log2(CODE_ALPHABET.length))).toBe(79);
});

test('a code that is cut short is shown without a dangling dash', () => {
  expect(displayCode('abcd')).toBe('ABCD');
  expect(displayCode('abcde')).toBe('ABCD-E');
});

test('what answers a challenge names the challenge and who answers', () => {
  expect(helloText('NONCE', 'ag_1')).toBe('wardwatch-hello-v1\nNONCE\nag_1');
});
