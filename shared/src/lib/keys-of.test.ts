import { expect, test } from 'vitest';
import { keysOf } from './keys-of.ts';

test('lists the keys of a table in the order in which they are written', () => {
  expect(keysOf({ b: 1, a: 2 })).toEqual(['b', 'a']);
});
