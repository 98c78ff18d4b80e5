import { expect, test } from 'vitest';
import { silentLogger } from './logger.ts';

test('the silent logger takes every level and says nothing', () => {
  for (const level of ['debug', 'info', 'warn', 'error'] as const) {
    expect(silentLogger[level]('some.event', { id: 1 })).toBeUndefined();
  }
});
