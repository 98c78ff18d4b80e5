import { expect, it } from 'vitest';
import { FOREVER } from './ledger-store.ts';
import { content, judgement, newsOf, opened, quieten, span } from './ledger.fixtures.ts';
import type { WithStore } from './store-place.fixtures.ts';
import type { Store } from './store.ts';
import {
  alive,
  batch,
  boot,
  enrolled,
  fact,
  HOUR_MS,
  metrics,
  MINUTE_MS,
  openSession,
  T0,
  type TestAgent,
} from './store.fixtures.ts';

/** What waits for the engine, and how it goes away. */
export function newsContract(shared: () => Store, withStore: WithStore): void {
  journalNews(shared);
  sessionNews(shared, withStore);
  answers(shared, withStore);
}

async function quietAgent(store: Store): Promise<TestAgent> {
  const agent = await enrolled(store);
  await quieten(store, agent);
  return agent;
}

function journalNews(shared: () => Store): void {
  it('is told of facts and events over the time of which they tell, widened by each commit', async () => {
    const agent = await quietAgent(shared());
    await shared().journal.commit([batch(agent, [fact(1, T0 + HOUR_MS, 'internet', 'down')])]);
    const first = await newsOf(shared(), agent.agentId);
    expect(first).toMatchObject({ kind: 'agent', from: T0 + HOUR_MS, until: T0 + HOUR_MS });
    await shared().journal.commit([
      batch(agent, [fact(2, T0 + 2 * HOUR_MS, 'internet', 'up'), fact(3, T0 + MINUTE_MS, 'dns', 'up')]),
    ]);
    const wider = await newsOf(shared(), agent.agentId);
    expect(wider).toMatchObject({ from: T0 + MINUTE_MS, until: T0 + 2 * HOUR_MS });
    expect(wider?.revision).toBeGreaterThan(first?.revision ?? 0);
  });

  it('goes back to the last sign of life that a start found', async () => {
    const agent = await quietAgent(shared());
    const started = boot(1, T0 + 5 * HOUR_MS);
    const entry = { ...started.entry, lastAliveAt: T0 } as typeof started.entry;
    await shared().journal.commit([batch(agent, [{ ...started, entry }])]);
    expect(await newsOf(shared(), agent.agentId)).toMatchObject({ from: T0, until: T0 + 5 * HOUR_MS });
  });

  it('has no work from an agent that is connected and well, but from what it proves of the time before', async () => {
    const agent = await quietAgent(shared());
    const at = T0 + HOUR_MS;
    await openSession(shared(), agent, 'session-1', at - MINUTE_MS);
    await quieten(shared(), agent);
    await shared().journal.commit([batch(agent, [alive(1, at)], { receivedAt: at + 2_000 })]);
    expect(await newsOf(shared(), agent.agentId)).toMatchObject({ from: at - 70_000, until: at });
    await quieten(shared(), agent);
    const fresh = [alive(2, at + MINUTE_MS), metrics(3, at + MINUTE_MS, { 'cpu.load': 0.2 })];
    await shared().journal.commit([batch(agent, fresh, { receivedAt: at + MINUTE_MS + 2_000 })]);
    expect(await newsOf(shared(), agent.agentId)).toBeUndefined();
  });

  it('is told of proof that comes late, not of repeats nor of what has no usable time', async () => {
    const agent = await quietAgent(shared());
    const late = alive(1, T0, MINUTE_MS);
    await shared().journal.commit([batch(agent, [late], { receivedAt: T0 + HOUR_MS })]);
    expect(await newsOf(shared(), agent.agentId)).toMatchObject({ from: T0 - 70_000, until: T0 });
    await quieten(shared(), agent);
    const lost = fact(2, T0, 'internet', 'down', { quality: 'suspect' });
    await shared().journal.commit([batch(agent, [late, lost], { receivedAt: T0 + 2 * HOUR_MS })]);
    expect(await newsOf(shared(), agent.agentId)).toBeUndefined();
  });
}

function sessionNews(shared: () => Store, withStore: WithStore): void {
  const close = (store: Store, agent: TestAgent, sessionId: string, at: number, lastHeardAt: number) =>
    store.fleet.sessionClosed({ agentId: agent.agentId, sessionId, at, lastHeardAt });

  it('covers the silence before a session and the one before its end was noticed', async () => {
    const agent = await quietAgent(shared());
    await openSession(shared(), agent, 'session-1', T0);
    await quieten(shared(), agent);
    await close(shared(), agent, 'session-1', T0 + HOUR_MS, T0 + HOUR_MS - MINUTE_MS);
    expect(await newsOf(shared(), agent.agentId)).toMatchObject({
      from: T0 + HOUR_MS - MINUTE_MS,
      until: T0 + HOUR_MS,
    });
    await quieten(shared(), agent);
    await openSession(shared(), agent, 'session-2', T0 + 3 * HOUR_MS);
    expect(await newsOf(shared(), agent.agentId)).toMatchObject({
      from: T0 + HOUR_MS - MINUTE_MS,
      until: T0 + 3 * HOUR_MS,
    });
  });

  it(
    'covers everything since an agent was last heard by a server that died',
    withStore(async (store) => {
      const agent = await quietAgent(store);
      await openSession(store, agent, 'session-1', T0);
      await store.fleet.serverTick(T0 + MINUTE_MS, [{ agentId: agent.agentId, lastHeardAt: T0 + 50_000 }]);
      await quieten(store, agent);
      await store.fleet.closeOrphanSessions();
      expect(await newsOf(store, agent.agentId)).toMatchObject({ from: T0 + 50_000, until: FOREVER });
      const window = { from: T0, until: T0 + 2 * MINUTE_MS };
      const [device] = await store.ledger.evidence(agent.siteId, window, T0 + HOUR_MS);
      expect(device?.heard).toEqual([{ from: T0, until: T0 + 50_000 }]);
    }),
  );
}

function answers(shared: () => Store, withStore: WithStore): void {
  it('keeps news that were widened after the engine read them, and forgets the others', async () => {
    const store = shared();
    const agent = await quietAgent(store);
    await store.journal.commit([batch(agent, [fact(1, T0, 'internet', 'down')])]);
    await store.ledger.addNews(agent.siteId, { from: T0, until: T0 + 1 });
    const seen = await store.ledger.news(0, 10_000);
    await store.journal.commit([batch(agent, [fact(2, T0 + HOUR_MS, 'internet', 'up')])]);
    await store.ledger.judge(judgement(agent.siteId, { answered: seen }));
    expect(await newsOf(store, agent.agentId)).toMatchObject({ from: T0, until: T0 + HOUR_MS });
    expect(await newsOf(store, agent.siteId)).toBeUndefined();
  });

  it(
    'gives what waits in order of revision, and the sites for which time has come',
    withStore(async (store) => {
      const [first, second] = [await enrolled(store), await enrolled(store)];
      await quieten(store, first);
      await store.ledger.judge(
        judgement(first.siteId, { checkpoint: { siteId: first.siteId, asOf: T0 + 5, nextAt: T0 + 100 } }),
      );
      await store.ledger.addNews(second.siteId, { from: T0, until: T0 + 1 });
      await store.ledger.addNews(first.siteId, { from: T0, until: T0 + 1 });
      expect((await store.ledger.news(T0 + 99, 10)).map(({ kind, id }) => `${kind} ${id}`)).toEqual([
        `site ${second.siteId}`,
        `site ${first.siteId}`,
      ]);
      const due = await store.ledger.news(T0 + 100, 10);
      expect(due[0]).toEqual({ kind: 'clock', id: first.siteId, from: T0 + 5, until: T0 + 100, revision: 0 });
      expect(await store.ledger.news(T0 + 100, 2)).toHaveLength(2);
      expect(await store.ledger.checkpoint(first.siteId)).toEqual({
        siteId: first.siteId,
        asOf: T0 + 5,
        nextAt: T0 + 100,
      });
      expect(await store.ledger.checkpoint('site_none')).toBeUndefined();
    }),
  );

  it('tells followers of a row or another state, and nobody of a judgement that changes nothing', async () => {
    const store = shared();
    const agent = await quietAgent(store);
    const state = { state: 'down', since: T0, reason: null, onBattery: false, degraded: false } as const;
    const running = { id: null, subject: 'site', from: T0, cause: 'internet-line', confidence: 'probable' } as const;
    const judged = judgement(agent.siteId, {
      spans: [span(T0, T0 + HOUR_MS, 'down')],
      rows: [opened(content(agent.siteId, { until: null }))],
      present: { state, running: [running] },
    });
    const before = await store.revision();
    const outcome = await store.ledger.judge(judged);
    const [row] = outcome.ok ? outcome.rows : [];
    expect(await store.revision()).toBe(before + 1);
    const changes = await store.fleet.changesSince(before);
    expect(changes.sites).toEqual([
      expect.objectContaining({ id: agent.siteId, state, running: [{ ...running, id: row?.id }] }),
    ]);
    const again = { ...judged, rows: [], present: { state, running: [{ ...running, id: row?.id ?? null }] } };
    await store.ledger.judge(again);
    expect(await store.revision()).toBe(before + 1);
    await store.ledger.judge({ ...again, present: { state: { ...state, onBattery: true }, running: [] } });
    expect((await store.fleet.changesSince(before + 1)).sites[0]).toMatchObject({
      state: { onBattery: true },
      running: [],
    });
  });

  it('writes news for other sites with the judgement that found them', async () => {
    const [agent, other] = [await quietAgent(shared()), await quietAgent(shared())];
    const alsoNews = [{ siteId: other.siteId, from: T0, until: T0 + 9 }];
    await shared().ledger.judge(judgement(agent.siteId, { alsoNews }));
    expect(await newsOf(shared(), other.siteId)).toMatchObject({ kind: 'site', from: T0, until: T0 + 9 });
  });
}
