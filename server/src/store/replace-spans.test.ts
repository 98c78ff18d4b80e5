import { union } from '@wardwatch/shared/outage';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StoredSpan } from './ledger-store.ts';
import { replaceSpans } from './replace-spans.ts';

const END = 30;
const edge = fc.nat(END);
const state = fc.constantFrom<StoredSpan['state']>('up', 'down', 'planned');
const under = fc.constantFrom<StoredSpan['under']>(null, 'up');

/** A timeline with gaps: a state, or none, for each instant. */
const timeline = fc
  .array(fc.option(fc.record({ state, under })), { minLength: END, maxLength: END })
  .map((instants) =>
    instants.flatMap((value, from): StoredSpan[] =>
      value ? [{ subject: 'site', from, until: from + 1, reason: null, ...value }] : [],
    ),
  );
const window = fc.tuple(edge, edge).map(([a, b]) => ({ from: Math.min(a, b), until: Math.max(a, b) }));

const EMPTY = { from: 0, until: 0 };
/** Instants joined into spans, by the function itself: nothing is replaced. */
const joined = (spans: StoredSpan[]): StoredSpan[] => replaceSpans(spans, EMPTY, []);

const at = (spans: readonly StoredSpan[], instant: number): string | undefined => {
  const found = spans.filter((span) => span.from <= instant && instant < span.until);
  expect(found.length).toBeLessThanOrEqual(1);
  return found[0] && `${found[0].state} ${found[0].under}`;
};

test('a replaced timeline has at each instant of the window what is fresh, elsewhere what was stored', () => {
  fc.assert(
    fc.property(timeline, timeline, window, (stored, fresh, over) => {
      const after = replaceSpans(joined(stored), over, joined(fresh));
      for (let instant = 0; instant < END; instant++) {
        const inside = instant >= over.from && instant < over.until;
        expect(at(after, instant)).toBe(at(inside ? fresh : stored, instant));
      }
    }),
  );
});

test('a replaced timeline has no two neighbours that say the same, is in order, and replacing again changes nothing', () => {
  fc.assert(
    fc.property(timeline, timeline, window, (stored, fresh, over) => {
      const after = replaceSpans(joined(stored), over, joined(fresh));
      after.forEach((span, index) => {
        const next = after[index + 1];
        if (!next) return;
        expect(next.from).toBeGreaterThanOrEqual(span.until);
        const isSame = next.state === span.state && next.under === span.under;
        expect(next.from === span.until && isSame).toBe(false);
      });
      expect(replaceSpans(after, over, joined(fresh))).toEqual(after);
      expect(union(after).length).toBeLessThanOrEqual(after.length);
    }),
  );
});

test('two states at one instant are refused', () => {
  const span = (from: number, until: number): StoredSpan => ({
    subject: 'site',
    from,
    until,
    state: 'up',
    under: null,
    reason: null,
  });
  expect(() => replaceSpans([], { from: 0, until: 9 }, [span(0, 5), span(4, 6)])).toThrow(/two states at 4/);
});
