import { CAUSE_TABLE } from '@wardwatch/shared/outage';
import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { vi } from './vi.ts';

const kinds = new Set(CAUSE_TABLE.map(({ of }) => of));
const ids = [...CAUSE_TABLE.map(({ id }) => id), ...[...kinds].map((kind) => `${kind}-nothing-tells`), 'server-blind'];

describe('verdicts', () => {
  it.each([
    ['Vietnamese', vi.verdicts],
    ['English', en.verdicts],
  ])('say in %s why each row of the decision table decides, and nothing of rows that are none', (_, verdicts) => {
    expect(Object.keys(verdicts).toSorted()).toEqual(ids.toSorted());
    for (const sentence of Object.values(verdicts)) expect(sentence).toMatch(/^\p{Lu}.{20,}\.$/u);
  });
});
