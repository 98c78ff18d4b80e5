import { createHash } from 'node:crypto';
import type { LedgerRevision } from '@wardwatch/shared/model';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, checkChain, GENESIS_HASH, hashOf, sealText } from './chain.ts';
import { content } from './ledger.fixtures.ts';
import { T0 } from './store.fixtures.ts';

function chainOf(length: number): LedgerRevision[] {
  const chain: LedgerRevision[] = [];
  for (let place = 1; place <= length; place++) {
    const row = { ...content('site_1'), id: 'SC-2026-0001', revisionNumber: place, updatedAt: T0 };
    const previous = chain.at(-1)?.hash ?? GENESIS_HASH;
    const revision = { place, at: T0 + place, by: 'engine', action: 'revised', reason: 'x', row, previous } as const;
    chain.push({ ...revision, hash: hashOf(revision) });
  }
  return chain;
}

describe('canonical JSON', () => {
  it('is the same text whatever the order of keys, and reads back as the same value', () => {
    const shuffled = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(shuffled)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .toReversed()
                .map(([key, field]) => [key, shuffled(field)]),
            )
          : value;
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(shuffled(value))).toBe(text);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('sorts keys, writes no blanks and leaves out what is absent', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'Ấ"\n' }], a: undefined, A: true })).toBe(
      '{"A":true,"b":[1,{"c":"Ấ\\"\\n","d":null}]}',
    );
  });
});

describe('the chain', () => {
  it('hashes the text that FORMAT.md writes down', () => {
    const [first] = chainOf(1);
    const text = canonicalJson(first?.row);
    const expected = `{"action":"revised","at":${T0 + 1},"by":"engine","place":1,"previous":"${'0'.repeat(64)}","reason":"x","row":${text}}`;
    expect(first?.hash).toBe(createHash('sha256').update(expected).digest('hex'));
  });

  it('holds as a whole and page by page', () => {
    const chain = chainOf(6);
    expect(checkChain(chain)).toBeUndefined();
    expect(checkChain(chain.slice(3), { count: 3, hash: chain[2]?.hash ?? '' })).toBeUndefined();
    expect(checkChain([])).toBeUndefined();
  });

  it('shows an edit, a deletion, an insertion, an exchange and another start', () => {
    const chain = chainOf(5);
    const at = (index: number): LedgerRevision => chain[index] as LedgerRevision;
    const edited = { ...at(2), reason: 'y' };
    expect(checkChain(chain.with(2, edited))).toEqual({ place: 3, why: 'hash' });
    // Whoever hashes the edited one anew breaks what follows it.
    expect(checkChain(chain.with(2, { ...edited, hash: hashOf(edited) }))).toEqual({ place: 4, why: 'previous' });
    expect(checkChain(chain.toSpliced(1, 1))).toEqual({ place: 2, why: 'gap' });
    expect(checkChain(chain.toSpliced(1, 0, at(1)))).toEqual({ place: 3, why: 'gap' });
    expect(checkChain([at(1), at(0)])).toEqual({ place: 1, why: 'gap' });
    expect(checkChain(chain.slice(3), { count: 3, hash: GENESIS_HASH })).toEqual({ place: 4, why: 'previous' });
  });
});

it('seals the day, the count, the head and the instant', () => {
  expect(sealText({ day: '2026-09-01', count: 12, head: 'ab', at: T0 })).toBe(
    `wardwatch-seal-1\n2026-09-01\n12\nab\n${T0}\n`,
  );
});
