import * as v from 'valibot';
import { expect, test } from 'vitest';
import { price, reference, wardIdentity } from '../model/index.ts';
import { DEFAULT_CRITERIA } from '../readiness/index.ts';
import { DEFAULT_IDENTITY } from './identity.ts';
import { PRICE_CATALOGUE } from './price-catalogue.ts';
import { REFERENCE_SEEDS } from './reference-seeds.ts';
import { REMEDIES } from './remedies.ts';

test('the catalogue has no price of its own, only hints with their source', () => {
  for (const { hint, ...item } of PRICE_CATALOGUE) {
    expect(v.parse(price, item)).toEqual(item);
    expect(item.amount).toBeNull();
    if (hint) expect(hint.low <= hint.high && hint.source !== '').toBe(true);
  }
  expect(new Set(PRICE_CATALOGUE.map(({ id }) => id)).size).toBe(PRICE_CATALOGUE.length);
});

test('every criterion has its remedies, and every remedy is an item of the catalogue that says so', () => {
  expect(Object.keys(REMEDIES).toSorted()).toEqual(DEFAULT_CRITERIA.map(({ id }) => id).toSorted());
  for (const [criterionId, remedies] of Object.entries(REMEDIES)) {
    for (const { priceId } of remedies) {
      const item = PRICE_CATALOGUE.find(({ id }) => id === priceId);
      if (priceId !== 'B14') expect(item?.criteria, priceId).toContain(criterionId);
      expect(item).toBeDefined();
    }
  }
});

test('no reference is checked until a person did it', () => {
  for (const seed of REFERENCE_SEEDS) expect(v.parse(reference, seed)).toEqual(seed);
  expect(REFERENCE_SEEDS.every(({ checked }) => checked === null)).toBe(true);
  expect(new Set(REFERENCE_SEEDS.map(({ id }) => id)).size).toBe(REFERENCE_SEEDS.length);
});

test('the identity has no signer of its own', () => {
  expect(v.parse(wardIdentity, DEFAULT_IDENTITY)).toEqual(DEFAULT_IDENTITY);
  expect(DEFAULT_IDENTITY.signer).toBeNull();
});
