import * as v from 'valibot';
import { expect, test } from 'vitest';
import { FACT_FAMILIES, FACT_NAMES, FACT_VALUES, factName, familyOf, isFixedFact, isValueOf } from './fact.ts';

const VALUES = [...new Set([...Object.values(FACT_VALUES), ...Object.values(FACT_FAMILIES)].flat())];

test('every fact takes its own values, null, and no other', () => {
  for (const name of FACT_NAMES) {
    const own: readonly string[] = FACT_VALUES[name];
    expect(isValueOf(name, null)).toBe(true);
    for (const value of VALUES) expect(isValueOf(name, value)).toBe(own.includes(value));
  }
});

test('a fact of a family takes the values of the family, null, and no other', () => {
  for (const value of VALUES) {
    expect(isValueOf('service:portal', value)).toBe(['up', 'degraded', 'down'].includes(value));
    expect(isValueOf('watched:switch-1', value)).toBe(['up', 'down'].includes(value));
  }
  expect(isValueOf('service:portal', null)).toBe(true);
});

test.each(['gateway', 'ups', 'service:portal', 'service:0', 'watched:a-b', `service:${'x'.repeat(40)}`])(
  '%s is a name',
  (name) => expect(v.is(factName, name)).toBe(true),
);

test.each([
  'coffee',
  'service',
  'service:',
  'service:-x',
  'service:Portal',
  'service:a b',
  'service:a:b',
  'services:portal',
  `service:${'x'.repeat(41)}`,
  'toString',
  '__proto__',
  '',
  7,
  null,
])('%j is none', (name) => {
  expect(v.is(factName, name)).toBe(false);
});

test('a family and an id are told apart, and a fixed fact has neither', () => {
  expect(familyOf('service:portal')).toEqual({ family: 'service', id: 'portal' });
  expect(familyOf('watched:switch-1')).toEqual({ family: 'watched', id: 'switch-1' });
  expect(familyOf('internet')).toBeUndefined();
  expect(isFixedFact('internet')).toBe(true);
  expect(isFixedFact('service:portal')).toBe(false);
  expect(isFixedFact('constructor')).toBe(false);
});
