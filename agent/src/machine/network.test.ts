import { expect, test } from 'vitest';
import { interfaceNames, networkSignature } from './network.ts';

test('sees the same network when nothing changed', () => {
  expect(networkSignature()).toBe(networkSignature());
});

test('names interfaces without their addresses', () => {
  for (const name of interfaceNames()) expect(name).toMatch(/^\S+ IPv[46]$/);
});
