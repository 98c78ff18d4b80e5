import { expect, test } from 'vitest';
import { FACT_NAMES, FACT_VALUES, isValueOf } from './fact.ts';

test('every fact takes its own values, null, and no other', () => {
  for (const name of FACT_NAMES) {
    const own: readonly string[] = FACT_VALUES[name];
    expect(isValueOf(name, null)).toBe(true);
    for (const value of ['up', 'down', 'on', 'off'] as const) expect(isValueOf(name, value)).toBe(own.includes(value));
  }
});
