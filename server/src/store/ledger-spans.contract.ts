import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { EVERY_SITE } from './ledger-store.ts';
import { judgement, newsOf, quieten, span } from './ledger.fixtures.ts';
import type { WithStore } from './store-place.fixtures.ts';
import type { Store } from './store.ts';
import { enrolled, HOUR_MS, MINUTE_MS, T0 } from './store.fixtures.ts';

const ALL = { from: 0, until: T0 + 1_000 * HOUR_MS };

const STATE = fc.constantFrom('up' as const, 'down' as const, 'off' as const);

/** Judged timelines, and the server's own. */
export function spansContract(shared: () => Store, withStore: WithStore): void {
  it('replaces what the window holds, cuts at its edges and joins what is equal', async () => {
    const { ledger } = shared();
    const { siteId } = await enrolled(shared());
    const judge = (from: number, until: number, spans: ReturnType<typeof span>[]) =>
      ledger.judge(judgement(siteId, { window: { from: T0 + from, until: T0 + until }, spans }));
    const power = { ...span(T0, T0 + 100), subject: 'power' as const };
    await judge(0, 100, [span(T0, T0 + 60), span(T0 + 60, T0 + 100, 'down'), power]);
    // Reaches over the window on both sides: only what is within counts.
    await judge(20, 80, [span(T0, T0 + 40, 'unknown'), span(T0 + 40, T0 + 200, 'down')]);
    const stored = await ledger.spans([siteId], ALL);
    expect(
      stored.filter((one) => one.subject === 'site').map(({ from, until, state }) => [from - T0, until - T0, state]),
    ).toEqual([
      [0, 20, 'up'],
      [20, 40, 'unknown'],
      [40, 100, 'down'],
    ]);
    expect(stored.filter((one) => one.subject === 'power').map(({ from, until }) => [from - T0, until - T0])).toEqual([
      [0, 20],
      [80, 100],
    ]);
  });

  it('has at each instant what was judged of it last, whatever the order of the windows', async () => {
    const edge = fc.nat(12);
    const judged = fc.record({ a: edge, b: edge, middle: edge, states: fc.tuple(STATE, STATE) });
    await fc.assert(
      fc.asyncProperty(fc.array(judged, { minLength: 1, maxLength: 6 }), async (judgements) => {
        const { siteId } = await enrolled(shared());
        const model = new Map<number, string>();
        for (const { a, b, middle, states } of judgements) {
          const window = { from: T0 + Math.min(a, b), until: T0 + Math.max(a, b) };
          const spans = [span(T0, T0 + middle, states[0]), span(T0 + middle, T0 + 20, states[1])];
          await shared().ledger.judge(judgement(siteId, { window, spans }));
          for (let at = window.from; at < window.until; at++) model.set(at, states[at < T0 + middle ? 0 : 1]);
        }
        const stored = await shared().ledger.spans([siteId], ALL);
        for (let at = T0; at < T0 + 20; at++) {
          const found = stored.filter((one) => one.from <= at && at < one.until);
          expect(found.map((one) => one.state)).toEqual(model.has(at) ? [model.get(at)] : []);
        }
      }),
      { numRuns: 12, seed: 1 },
    );
  });

  it('keeps one span however often it grows', async () => {
    const { ledger } = shared();
    const { siteId } = await enrolled(shared());
    for (let minute = 0; minute < 20; minute++) {
      const window = { from: T0 + minute * MINUTE_MS, until: T0 + (minute + 1) * MINUTE_MS };
      await ledger.judge(judgement(siteId, { window, spans: [span(window.from, window.until)] }));
    }
    expect(await ledger.spans([siteId], ALL)).toEqual([{ siteId, ...span(T0, T0 + 20 * MINUTE_MS) }]);
  });

  it('gives the subjects of the sites asked for, clipped to the window', async () => {
    const { ledger } = shared();
    const [first, second, third] = [await enrolled(shared()), await enrolled(shared()), await enrolled(shared())];
    for (const { siteId } of [first, second, third]) {
      const device = { ...span(T0, T0 + 100, 'off'), subject: 'device:dev_1' as const };
      const spans = [span(T0, T0 + 50), span(T0 + 50, T0 + 100, 'down'), device];
      await ledger.judge(judgement(siteId, { spans }));
    }
    const asked = [first.siteId, second.siteId];
    const cut = await ledger.spans(asked, { from: T0 + 60, until: T0 + 70 });
    expect(cut).toHaveLength(4);
    expect(cut.every((one) => one.from === T0 + 60 && one.until === T0 + 70)).toBe(true);
    const connectivity = await ledger.spans(asked, { from: T0, until: T0 + 50 }, ['site', 'power']);
    expect(connectivity.map(({ siteId, subject, state }) => [siteId, subject, state])).toEqual(
      asked.toSorted().map((siteId) => [siteId, 'site', 'up']),
    );
    expect(await ledger.spans([], ALL)).toEqual([]);
  });

  it('refuses two states at one instant and writes nothing of that judgement', async () => {
    const { ledger } = shared();
    const { siteId } = await enrolled(shared());
    const spans = [span(T0, T0 + 10), span(T0 + 9, T0 + 20, 'down')];
    await expect(ledger.judge(judgement(siteId, { spans }))).rejects.toMatchObject({ code: 'spans-overlap' });
    expect(await ledger.spans([siteId], ALL)).toEqual([]);
    expect(await ledger.checkpoint(siteId)).toBeUndefined();
  });

  it(
    'remembers when the server lived, and has every site judged anew over a hole',
    withStore(async (store) => {
      const { ledger } = store;
      const agent = await enrolled(store);
      await quieten(store, agent);
      for (const at of [T0, T0 + 15_000, T0 + 30_000, T0 + 20_000]) await ledger.serverAlive(at, MINUTE_MS);
      const revision = await store.revision();
      expect(await newsOf(store, EVERY_SITE)).toBeUndefined();
      await ledger.serverAlive(T0 + HOUR_MS, MINUTE_MS);
      expect((await ledger.serverSpans(ALL)).alive).toEqual([
        { from: T0, until: T0 + 30_000 },
        { from: T0 + HOUR_MS, until: T0 + HOUR_MS },
      ]);
      expect(await newsOf(store, EVERY_SITE)).toMatchObject({ from: T0 + 30_000, until: T0 + HOUR_MS });
      expect(await store.revision()).toBe(revision + 1);
      expect((await ledger.serverSpans({ from: T0 + 40_000, until: T0 + 50_000 })).alive).toEqual([]);
    }),
  );

  it(
    'joins spans without canaries and has every site judged anew over what is new in them',
    withStore(async (store) => {
      const { ledger } = store;
      const agent = await enrolled(store);
      await ledger.canariesDown({ from: T0, until: T0 + 10 });
      await quieten(store, agent);
      await ledger.canariesDown({ from: T0, until: T0 + 30 });
      expect(await newsOf(store, EVERY_SITE)).toMatchObject({ from: T0 + 10, until: T0 + 30 });
      await ledger.canariesDown({ from: T0 + 100, until: T0 + 120 });
      const revision = await store.revision();
      await ledger.canariesDown({ from: T0 + 5, until: T0 + 20 });
      expect(await store.revision()).toBe(revision);
      const both = [
        { from: T0, until: T0 + 30 },
        { from: T0 + 100, until: T0 + 120 },
      ];
      expect((await ledger.serverSpans(ALL)).canariesDown).toEqual(both);
      await ledger.canariesDown({ from: T0 + 20, until: T0 + 100 });
      expect((await ledger.serverSpans(ALL)).canariesDown).toEqual([{ from: T0, until: T0 + 120 }]);
    }),
  );
}
