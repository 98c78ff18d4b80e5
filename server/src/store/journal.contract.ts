import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { MAX_REJECTED_PER_AGENT } from './journal-commit.ts';
import type { WithStore } from './store-place.fixtures.ts';
import type { AcceptedEntry, JournalCommit, Store } from './store.ts';
import {
  alive,
  batch,
  boot,
  deviceOf,
  enrolled,
  EPOCH,
  fact,
  HOUR_MS,
  metrics,
  MINUTE_MS,
  stop,
  T0,
  type TestAgent,
} from './store.fixtures.ts';

const DAY = { from: T0 - 12 * HOUR_MS, until: T0 + 12 * HOUR_MS };

/** What the agents recorded. */
export function journalContract(shared: () => Store, withStore: WithStore): void {
  onceContract(shared);
  rejectedContract(shared);
  presentContract(shared);
  readContract(shared);
  aliveContract(shared, withStore);
}

const numbers = async (store: Store, agent: TestAgent): Promise<number[]> =>
  (await store.journal.entries(agent.deviceId, DAY)).map(({ entry }) => entry.seq);

const facts = (from: number, to: number): AcceptedEntry[] =>
  Array.from({ length: to - from + 1 }, (_, index) => {
    const seq = from + index;
    return fact(seq, T0 + seq * 1_000, 'internet', seq % 2 === 0 ? 'up' : 'down');
  });

function onceContract(shared: () => Store): void {
  it('stores a batch and acknowledges it', async () => {
    const agent = await enrolled(shared());
    expect(await shared().journal.commit([batch(agent, facts(1, 3))])).toEqual([{ upTo: 3, duplicates: [] }]);
    expect(await numbers(shared(), agent)).toEqual([1, 2, 3]);
    expect(await shared().journal.commit([])).toEqual([]);
  });

  it('stores nothing twice that is repeated, overlaps, or comes twice in one call', async () => {
    const agent = await enrolled(shared());
    const { journal } = shared();
    const first = batch(agent, facts(1, 4));
    await journal.commit([first]);
    expect(await journal.commit([first])).toEqual([{ upTo: 4, duplicates: [1, 2, 3, 4] }]);
    expect(await journal.commit([batch(agent, facts(3, 6))])).toEqual([{ upTo: 6, duplicates: [3, 4] }]);
    const next = batch(agent, facts(7, 8));
    const outcomes = await journal.commit([next, next]);
    expect(outcomes).toEqual([
      { upTo: 8, duplicates: [] },
      { upTo: 8, duplicates: [7, 8] },
    ]);
    expect(await numbers(shared(), agent)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect((await journal.counts(agent.agentId)).facts).toBe(8);
  });

  it('keeps the entry that came first, whatever comes later under its number', async () => {
    const agent = await enrolled(shared());
    await shared().journal.commit([batch(agent, [fact(1, T0, 'internet', 'up')])]);
    await shared().journal.commit([batch(agent, [fact(1, T0 + 5, 'internet', 'down')])]);
    const [only, ...others] = await shared().journal.entries(agent.deviceId, DAY);
    expect(only?.entry).toEqual({ seq: 1, at: T0, mono: 0, kind: 'fact', fact: 'internet', value: 'up' });
    expect(others).toEqual([]);
  });

  it('acknowledges a run of numbers and never across a hole', async () => {
    const agent = await enrolled(shared());
    const { journal } = shared();
    expect(await journal.acknowledged(agent.agentId, EPOCH, 1)).toBe(0);
    expect(await journal.acknowledged(agent.agentId, EPOCH, 501)).toBe(500);
    await journal.commit([batch(agent, facts(11, 20))]);
    expect(await journal.acknowledged(agent.agentId, EPOCH, 1)).toBe(0);
    expect(await journal.acknowledged(agent.agentId, EPOCH, 11)).toBe(20);
    expect(await journal.acknowledged(agent.agentId, EPOCH, 15)).toBe(20);
    expect(await journal.acknowledged(agent.agentId, EPOCH, 21)).toBe(20);
    expect(await journal.commit([batch(agent, facts(1, 9))])).toMatchObject([{ upTo: 9 }]);
    expect(await journal.ranges(agent.agentId, EPOCH)).toEqual([
      { from: 1, to: 9 },
      { from: 11, to: 20 },
    ]);
    expect(await journal.commit([batch(agent, facts(10, 10))])).toMatchObject([{ upTo: 20 }]);
    expect(await journal.ranges(agent.agentId, EPOCH)).toEqual([{ from: 1, to: 20 }]);
  });

  it('takes numbers without an entry as dropped by the agent', async () => {
    const agent = await enrolled(shared());
    const { journal } = shared();
    expect(await journal.commit([batch(agent, facts(5, 6), { from: 1, to: 10 })])).toMatchObject([{ upTo: 10 }]);
    expect(await journal.commit([batch(agent, [], { from: 11, to: 12 })])).toEqual([{ upTo: 12, duplicates: [] }]);
    expect(await journal.commit([batch(agent, facts(4, 4))])).toEqual([{ upTo: 12, duplicates: [4] }]);
    expect(await numbers(shared(), agent)).toEqual([5, 6]);
  });

  it('keeps epochs and agents apart', async () => {
    const [one, two] = [await enrolled(shared()), await enrolled(shared())];
    const outcomes = await shared().journal.commit([
      batch(one, facts(1, 2)),
      batch(one, facts(1, 2), { epoch: 'epoch-0002' }),
      batch(two, facts(1, 2)),
    ]);
    expect(outcomes.every((outcome) => outcome.duplicates.length === 0)).toBe(true);
    expect((await shared().journal.counts(one.agentId)).facts).toBe(4);
    expect((await shared().journal.counts(two.agentId)).facts).toBe(2);
  });

  it('ends at the same rows in whatever order and portions the batches come', async () => {
    const all = facts(1, 12);
    const portion = fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
      .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(portion, { minLength: 1, maxLength: 3 }), { maxLength: 4 }), async (calls) => {
        const agent = await enrolled(shared());
        const batches = (ranges: readonly { from: number; to: number }[]): JournalCommit[] =>
          ranges.map(({ from, to }) => batch(agent, all.slice(from - 1, to)));
        for (const call of calls) await shared().journal.commit(batches(call));
        await shared().journal.commit(batches([{ from: 1, to: 12 }]));
        expect(await shared().journal.ranges(agent.agentId, EPOCH)).toEqual([{ from: 1, to: 12 }]);
        expect(await numbers(shared(), agent)).toEqual(all.map(({ entry }) => entry.seq));
        expect((await deviceOf(shared(), agent)).facts.internet).toEqual({ value: 'up', since: T0 + 12_000 });
      }),
      { numRuns: 15 },
    );
  });

  it('takes twenty thousand entries in one call', async () => {
    const agents: TestAgent[] = [];
    for (let index = 0; index < 4; index++) agents.push(await enrolled(shared()));
    const commits = agents.flatMap((agent) =>
      Array.from({ length: 10 }, (_, index) => batch(agent, facts(index * 500 + 1, index * 500 + 500))),
    );
    const outcomes = await shared().journal.commit(commits);
    expect(outcomes.at(-1)).toEqual({ upTo: 5_000, duplicates: [] });
    for (const agent of agents) expect((await shared().journal.counts(agent.agentId)).facts).toBe(5_000);
  });
}

const bad = (seq: number | null) => ({ seq, reason: 'schema: value', text: '{"kind":"fact"\0}' });

function rejectedContract(shared: () => Store): void {
  it('keeps rejected entries once and takes their numbers as handled', async () => {
    const agent = await enrolled(shared());
    const first = batch(agent, facts(1, 2), { to: 4, rejected: [bad(3), bad(null), bad(9_999)] });
    expect(await shared().journal.commit([first])).toEqual([{ upTo: 4, duplicates: [] }]);
    expect(await shared().journal.commit([first, first])).toMatchObject([{ upTo: 4 }, { upTo: 4 }]);
    expect(await shared().journal.counts(agent.agentId)).toEqual({
      facts: 2,
      events: 0,
      metricsEntries: 0,
      rejected: 3,
    });
    // A number that was refused is not taken in later either.
    expect(await shared().journal.commit([batch(agent, facts(3, 3))])).toEqual([{ upTo: 4, duplicates: [3] }]);
  });

  it('keeps the newest rejected entries of an agent that sends nothing else, and counts the others', async () => {
    const agent = await enrolled(shared());
    const before = shared().counters.rejectedDropped;
    for (let round = 0; round < 3; round++) {
      const from = round * 500 + 1;
      const rejected = Array.from({ length: 500 }, (_, index) => bad(from + index));
      await shared().journal.commit([batch(agent, [], { from, to: from + 499, rejected })]);
    }
    expect((await shared().journal.counts(agent.agentId)).rejected).toBe(MAX_REJECTED_PER_AGENT);
    expect(shared().counters.rejectedDropped - before).toBe(500);
  });
}

function presentContract(shared: () => Store): void {
  it('shows the newest fact and metric, whatever the order of arrival', async () => {
    const agent = await enrolled(shared());
    await shared().journal.commit([
      batch(agent, [fact(5, T0 + 5_000, 'internet', 'up'), metrics(6, T0 + 6_000, { 'cpu.used': [10, 20, 90] })]),
    ]);
    const live = await deviceOf(shared(), agent);
    expect(live.facts).toEqual({ internet: { value: 'up', since: T0 + 5_000 } });
    expect(live.metrics).toEqual({ 'cpu.used': { value: 20, at: T0 + 6_000 } });
    await shared().journal.commit([
      batch(agent, [fact(1, T0 + 1_000, 'internet', 'down'), metrics(2, T0 + 2_000, { 'cpu.used': 5 })]),
    ]);
    // History changes nothing that the board shows, so it has no new revision either.
    expect(await deviceOf(shared(), agent)).toEqual(live);
  });

  it('shows what waits to be sent, and when the machine booted by the corrected clock', async () => {
    const agent = await enrolled(shared());
    await shared().journal.commit([batch(agent, [boot(1, T0, { offsetMs: 500 })], { backlog: 40 })]);
    expect(await deviceOf(shared(), agent)).toMatchObject({ backlog: 40, bootedAt: T0 - 29_500 });
    await shared().journal.commit([batch(agent, [alive(2, T0 + MINUTE_MS)])]);
    expect((await deviceOf(shared(), agent)).backlog).toBe(0);
  });

  it('takes the device at its word in a snapshot, unless it knows newer', async () => {
    const agent = await enrolled(shared());
    const { journal } = shared();
    await journal.commit([batch(agent, [fact(1, T0, 'mains', 'on'), fact(2, T0 + 9_000, 'dns', 'down')])]);
    const snapshot = {
      at: T0 + 5_000,
      mono: 5_000,
      bootedAt: T0 - HOUR_MS,
      facts: [{ fact: 'internet' as const, value: 'down' as const, since: T0 - MINUTE_MS }],
      metrics: { 'disk.used:/': 41 },
    };
    await journal.present(agent.agentId, snapshot, T0 + 5_000);
    const device = await deviceOf(shared(), agent);
    expect(device).toMatchObject({ bootedAt: T0 - HOUR_MS, metrics: { 'disk.used:/': { value: 41, at: T0 + 5_000 } } });
    expect(device.facts).toEqual({
      internet: { value: 'down', since: T0 - MINUTE_MS },
      dns: { value: 'down', since: T0 + 9_000 },
    });
    await journal.present(agent.agentId, { ...snapshot, facts: [] }, T0 + 4_000);
    await journal.commit([batch(agent, [fact(3, T0 + 4_500, 'mains', 'off')])]);
    expect((await deviceOf(shared(), agent)).facts).toEqual(device.facts);
  });
}

function readContract(shared: () => Store): void {
  it('gives facts and events of a window as they were written, with the last of each fact before it', async () => {
    const agent = await enrolled(shared());
    const written = [
      fact(1, T0 - 3_000, 'internet', 'up'),
      fact(2, T0 - 2_000, 'internet', 'down'),
      fact(3, T0 - 1_000, 'mains', null),
      boot(4, T0),
      fact(5, T0 + 1_000, 'internet', 'up'),
      stop(6, T0 + 2_000),
      fact(7, T0 + 3_000, 'gateway', 'up'),
    ];
    await shared().journal.commit([batch(agent, written)]);
    const read = await shared().journal.entries(agent.deviceId, { from: T0, until: T0 + 3_000 });
    expect(read.map(({ entry }) => entry)).toEqual(written.slice(1, 6).map(({ entry }) => entry));
    expect(read[0]).toMatchObject({ agentId: agent.agentId, epoch: EPOCH, correctedAt: T0 - 2_000, quality: 'mono' });
    expect(await shared().journal.entries('dev_none', DAY)).toEqual([]);
  });

  it('keeps what has no usable time out of timelines, proofs and the present, but keeps it', async () => {
    const agent = await enrolled(shared());
    const suspect = { quality: 'suspect' } as const;
    await shared().journal.commit([
      batch(agent, [
        fact(1, T0, 'internet', 'down', suspect),
        alive(2, T0 + 1_000, MINUTE_MS, suspect),
        alive(3, T0 + 2_000, MINUTE_MS, suspect),
        metrics(4, T0 + 3_000, { 'cpu.used': 1 }, suspect),
        boot(5, T0 + 4_000, suspect),
      ]),
    ]);
    expect(await shared().journal.entries(agent.deviceId, DAY)).toEqual([]);
    expect(await shared().journal.aliveSpans(agent.deviceId, DAY)).toEqual([]);
    expect(await shared().journal.metrics(agent.deviceId, DAY, 100)).toEqual([]);
    expect(await deviceOf(shared(), agent)).toMatchObject({ facts: {}, metrics: {}, bootedAt: null });
    const counts = { facts: 1, events: 1, metricsEntries: 1, rejected: 0 };
    expect(await shared().journal.counts(agent.agentId)).toEqual(counts);
  });
}

function aliveContract(shared: () => Store, withStore: WithStore): void {
  it('joins proofs of life that meet, clips to the window, and never joins boots', async () => {
    const agent = await enrolled(shared());
    const COVERED = MINUTE_MS + 10_000;
    await shared().journal.commit([
      batch(agent, [alive(1, T0), fact(2, T0 + 30_000, 'dns', 'up'), alive(3, T0 + MINUTE_MS), alive(4, T0 + HOUR_MS)]),
      batch(agent, [boot(5, T0 + HOUR_MS + 500), alive(6, T0 + 2 * HOUR_MS)], { bootId: 'boot-0002' }),
    ]);
    const spans = (window: typeof DAY) => shared().journal.aliveSpans(agent.deviceId, window);
    const first = { from: T0 - COVERED, until: T0 + MINUTE_MS };
    const later = { from: T0 + 2 * HOUR_MS - COVERED, until: T0 + 2 * HOUR_MS };
    expect(await spans({ from: T0 - HOUR_MS, until: T0 + 30 * MINUTE_MS })).toEqual([first]);
    expect(await spans({ from: T0 + 5, until: T0 + 40_000 })).toEqual([{ from: T0 + 5, until: T0 + 40_000 }]);
    await shared().journal.commit([batch(agent, [alive(7, T0 + HOUR_MS + MINUTE_MS)])]);
    expect(await spans({ from: T0 - HOUR_MS, until: T0 + 3 * HOUR_MS })).toEqual([
      first,
      { from: T0 + HOUR_MS - COVERED, until: T0 + HOUR_MS + MINUTE_MS },
      later,
    ]);
  });

  it(
    'proves the same spans in whatever order the entries come',
    withStore(async (store) => {
      const entries = fc
        .uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 12 })
        .chain((minutes) =>
          fc.tuple(fc.constant(minutes), fc.shuffledSubarray(minutes, { minLength: minutes.length })),
        );
      await fc.assert(
        fc.asyncProperty(entries, async ([inOrder, shuffled]) => {
          const proofs = inOrder.map((minute, index) => {
            const at = T0 + minute * MINUTE_MS;
            return minute % 3 === 0
              ? fact(index + 1, at, 'dns', 'up')
              : alive(index + 1, at, minute % 2 === 0 ? MINUTE_MS : 20_000);
          });
          const [together, apart] = [await enrolled(store), await enrolled(store)];
          await store.journal.commit([batch(together, proofs)]);
          for (const minute of shuffled) {
            const proof = proofs[inOrder.indexOf(minute)];
            if (proof) await store.journal.commit([batch(apart, [proof])]);
          }
          const spans = await store.journal.aliveSpans(together.deviceId, DAY);
          expect(await store.journal.aliveSpans(apart.deviceId, DAY)).toEqual(spans);
        }),
        { numRuns: 12 },
      );
    }),
  );
}
