import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { FOREVER, type StoredDeviceEvidence } from './ledger-store.ts';
import { quieten } from './ledger.fixtures.ts';
import type { WithStore } from './store-place.fixtures.ts';
import type { Store } from './store.ts';
import {
  alive,
  batch,
  boot,
  enrolled,
  EPOCH,
  fact,
  HOUR_MS,
  MINUTE_MS,
  openSession,
  stop,
  T0,
  type TestAgent,
} from './store.fixtures.ts';

const WINDOW = { from: T0 + 10 * HOUR_MS, until: T0 + 11 * HOUR_MS };
const LATER = T0 + 100 * HOUR_MS;

async function evidenceOf(store: Store, agent: TestAgent, window = WINDOW, now = LATER): Promise<StoredDeviceEvidence> {
  const devices = await store.ledger.evidence(agent.siteId, window, now);
  const found = devices.find((device) => device.deviceId === agent.deviceId);
  if (!found) throw new Error('the site does not know the device');
  return found;
}

const seqs = ({ entries }: StoredDeviceEvidence): number[] =>
  entries.map((entry) => entry.seq).toSorted((a, b) => a - b);

/** What the rules read of a site. */
export function evidenceContract(shared: () => Store, withStore: WithStore): void {
  entriesContract(shared);
  proofsContract(shared);
  paceContract(shared);
  termsContract(shared, withStore);
}

function entriesContract(shared: () => Store): void {
  it('holds the window, the last of each fact and event before it with those of its instant, and the first start after', async () => {
    const agent = await enrolled(shared());
    const before = WINDOW.from - HOUR_MS;
    await shared().journal.commit([
      batch(agent, [
        fact(1, before - 2, 'internet', 'up'),
        fact(2, before - 1, 'internet', 'down'),
        fact(3, before - 1, 'internet', 'up'),
        fact(4, before - HOUR_MS, 'dns', 'up'),
        boot(5, before - 3 * HOUR_MS),
        boot(6, before - 2 * HOUR_MS),
        stop(7, before - 2 * HOUR_MS - 1),
        fact(8, WINDOW.from, 'internet', 'down'),
        fact(9, WINDOW.until - 1, 'internet', 'up'),
        fact(10, WINDOW.until, 'internet', 'down'),
        stop(11, WINDOW.until + 5),
        boot(12, WINDOW.until + 10),
        boot(13, WINDOW.until + 20),
      ]),
    ]);
    const evidence = await evidenceOf(shared(), agent);
    expect(seqs(evidence)).toEqual([2, 3, 4, 6, 7, 8, 9, 12]);
    const eighth = evidence.entries.find((entry) => entry.seq === 8);
    expect(eighth).toEqual({
      at: WINDOW.from,
      bootId: 'boot-0001',
      seq: 8,
      entry: { seq: 8, at: WINDOW.from, mono: WINDOW.from - T0, kind: 'fact', fact: 'internet', value: 'down' },
    });
  });

  it('holds the last of each service and watched device before the window, whatever their names', async () => {
    const [agent, other] = [await enrolled(shared()), await enrolled(shared())];
    const before = WINDOW.from - HOUR_MS;
    await shared().journal.commit([
      batch(agent, [
        fact(1, before, 'service:portal', 'up'),
        fact(2, before + 1, 'service:portal', 'down'),
        fact(3, before + 2, 'watched:switch-2', 'up'),
        fact(4, before + 3, 'service:0', 'degraded'),
        fact(5, before + 4, 'ups', 'ok'),
        fact(6, before + 5, 'provider', 'up'),
      ]),
      batch(other, [fact(7, before, 'service:elsewhere', 'up')]),
    ]);
    expect(seqs(await evidenceOf(shared(), agent))).toEqual([2, 3, 4, 5, 6]);
    const read = await shared().journal.entries(agent.deviceId, WINDOW);
    expect(read.map((entry) => entry.seq)).toEqual([2, 3, 4, 5, 6]);
  });

  it('leaves out what has no usable time, also where it would be the last', async () => {
    const agent = await enrolled(shared());
    await shared().journal.commit([
      batch(agent, [
        fact(1, WINDOW.from - 20, 'internet', 'up'),
        fact(2, WINDOW.from - 10, 'internet', 'down', { quality: 'suspect' }),
        fact(3, WINDOW.from + 10, 'internet', 'down', { quality: 'suspect' }),
        boot(4, WINDOW.until + 10, { quality: 'suspect' }),
        boot(5, WINDOW.until + 20),
      ]),
    ]);
    expect(seqs(await evidenceOf(shared(), agent))).toEqual([1, 5]);
  });

  it('keeps the devices of a site apart', async () => {
    const [first, second] = [await enrolled(shared()), await enrolled(shared())];
    await shared().fleet.update(second.deviceId, { siteId: first.siteId }, T0 + HOUR_MS);
    await shared().journal.commit([
      batch(first, [fact(1, WINDOW.from + 1, 'internet', 'up')]),
      batch(second, [fact(2, WINDOW.from + 2, 'internet', 'down')]),
    ]);
    const both = await shared().ledger.evidence(first.siteId, WINDOW, LATER);
    expect(both.flatMap(seqs).toSorted((a, b) => a - b)).toEqual([1, 2]);
    expect(seqs(await evidenceOf(shared(), { ...second, siteId: first.siteId }))).toEqual([2]);
  });
}

function proofsContract(shared: () => Store): void {
  it('holds proof that touches the window and the nearest on each side', async () => {
    const agent = await enrolled(shared());
    const at = [1, 5, 9, 10.5, 12, 20].map((hour) => T0 + hour * HOUR_MS);
    await shared().journal.commit([
      batch(
        agent,
        at.map((instant, index) => alive(index + 1, instant)),
      ),
    ]);
    const proven = (await evidenceOf(shared(), agent)).proven.toSorted((a, b) => a.from - b.from);
    expect(proven).toEqual(at.slice(2, 5).map((until) => ({ from: until - 70_000, until })));
  });

  it('holds sessions likewise, an open one until now', async () => {
    const agent = await enrolled(shared());
    const session = async (id: string, from: number, until: number): Promise<void> => {
      await openSession(shared(), agent, id, T0 + from * HOUR_MS);
      await shared().fleet.sessionClosed({
        agentId: agent.agentId,
        sessionId: id,
        at: T0 + until * HOUR_MS + MINUTE_MS,
        lastHeardAt: T0 + until * HOUR_MS,
      });
    };
    await session('session-1', 1, 2);
    await session('session-2', 3, 4);
    await session('session-3', 10.5, 10.7);
    await session('session-4', 12, 13);
    await openSession(shared(), agent, 'session-5', T0 + 14 * HOUR_MS);
    const heard = async (window: typeof WINDOW): Promise<number[][]> =>
      (await evidenceOf(shared(), agent, window)).heard
        .toSorted((a, b) => a.from - b.from)
        .map(({ from, until }) => [(from - T0) / HOUR_MS, (until - T0) / HOUR_MS]);
    expect(await heard(WINDOW)).toEqual([
      [3, 4],
      [10.5, 10.7],
      [12, 13],
    ]);
    expect(await heard({ from: T0 + 13.5 * HOUR_MS, until: T0 + 15 * HOUR_MS })).toEqual([
      [12, 13],
      [14, 100],
    ]);
  });

  it('closes a session that another one replaced where it was last heard, until its own end says better', async () => {
    const agent = await enrolled(shared());
    await openSession(shared(), agent, 'session-1', T0);
    await shared().fleet.serverTick(T0 + 20_000, [{ agentId: agent.agentId, lastHeardAt: T0 + 15_000 }]);
    await openSession(shared(), agent, 'session-2', T0 + 60_000);
    const heard = async () =>
      (await evidenceOf(shared(), agent, { from: T0, until: LATER })).heard.toSorted((a, b) => a.from - b.from);
    expect(await heard()).toEqual([
      { from: T0, until: T0 + 15_000 },
      { from: T0 + 60_000, until: LATER },
    ]);
    const { agentId } = agent;
    await shared().fleet.sessionClosed({ agentId, sessionId: 'session-1', at: T0 + 61_000, lastHeardAt: T0 + 25_000 });
    expect((await heard())[0]).toEqual({ from: T0, until: T0 + 25_000 });
    expect((await heard())[1]).toEqual({ from: T0 + 60_000, until: LATER });
  });

  it('tells the proofs around an instant, of journal and sessions', async () => {
    const agent = await enrolled(shared());
    const around = (at: number) => shared().ledger.proofsAround(agent.deviceId, at);
    expect(await around(T0)).toEqual({ before: null, after: null });
    await shared().journal.commit([batch(agent, [alive(1, T0), fact(2, T0 + HOUR_MS, 'dns', 'up')])]);
    expect(await around(T0 - 1)).toEqual({ before: T0 - 1, after: T0 - 1 });
    // The end of a proof lies before the instant at which it ends.
    expect(await around(T0)).toEqual({ before: T0, after: T0 + HOUR_MS });
    expect(await around(T0 + HOUR_MS)).toEqual({ before: T0, after: T0 + HOUR_MS });
    expect(await around(T0 + HOUR_MS + 1)).toEqual({ before: T0 + HOUR_MS, after: null });
    await openSession(shared(), agent, 'session-1', T0 + 3 * HOUR_MS);
    expect(await around(T0 + 2 * HOUR_MS)).toEqual({ before: T0 + HOUR_MS, after: T0 + 3 * HOUR_MS });
    expect(await around(T0 + 4 * HOUR_MS)).toEqual({ before: T0 + 4 * HOUR_MS, after: T0 + 4 * HOUR_MS });
  });
}

function paceContract(shared: () => Store): void {
  it('tells how often a point pushes, and nothing of an agent', async () => {
    const agent = await enrolled(shared());
    const point = await pointAt(shared(), agent.siteId, HOUR_MS);
    expect(await evidenceOf(shared(), agent)).not.toHaveProperty('beatMs');
    expect((await evidenceOf(shared(), point)).beatMs).toBe(HOUR_MS);
  });

  it('reads the run of a slow reporter back over its long pauses', async () => {
    const agent = await enrolled(shared());
    const point = await pointAt(shared(), agent.siteId, HOUR_MS);
    const pushes = [4, 5, 6, 7, 8, 9].map((hour) => T0 + hour * HOUR_MS);
    await shared().journal.commit([
      batch(point, [
        fact(1, T0 + 5 * HOUR_MS - 1, 'internet', 'up'),
        ...pushes.map((at, index) => alive(index + 2, at, HOUR_MS)),
      ]),
    ]);
    const { proven } = await evidenceOf(shared(), point);
    expect(proven.map(({ until }) => until).toSorted((a, b) => a - b)).toEqual(expect.arrayContaining(pushes.slice(1)));
  });
}

async function pointAt(store: Store, siteId: string, everyMs: number): Promise<TestAgent> {
  const agentId = `ag_${randomBytes(16).toString('hex')}`;
  const { id: deviceId } = await store.points.create({
    agentId,
    siteId,
    name: 'Bộ phát mẫu',
    kind: 'router',
    duty: 'always',
    platform: 'openwrt',
    keyHash: agentId,
    everyMs,
    epoch: EPOCH,
    attested: { statement: 1, by: 'person_1' },
    at: T0,
  });
  return { agentId, deviceId, siteId };
}

const APPROVED = { name: 'Máy quầy', kind: 'mini-pc', duty: 'always' } as const;

function termsContract(shared: () => Store, withStore: WithStore): void {
  it('counts a device from its approval to its revocation, with its duty, at the site where it stood', async () => {
    const { fleet, ledger } = shared();
    const [agent, other] = [await enrolled(shared(), { preApproved: false }), await enrolled(shared())];
    expect(await ledger.evidence(agent.siteId, WINDOW, LATER)).toEqual([]);
    await fleet.approve(agent.deviceId, APPROVED, T0 + HOUR_MS, { statement: 1, by: 'person_1' });
    await fleet.update(agent.deviceId, { name: 'Đổi tên' }, T0 + 2 * HOUR_MS);
    await fleet.update(agent.deviceId, { duty: 'none' }, T0 + 3 * HOUR_MS);
    await fleet.update(agent.deviceId, { siteId: other.siteId }, T0 + 4 * HOUR_MS);
    await fleet.revoke(agent.deviceId, T0 + 5 * HOUR_MS);
    await fleet.revoke(agent.deviceId, T0 + 6 * HOUR_MS);
    expect(await ledger.deviceTerms(agent.deviceId)).toEqual([
      { siteId: agent.siteId, duty: 'always', from: T0 + HOUR_MS, until: T0 + 3 * HOUR_MS },
      { siteId: agent.siteId, duty: 'none', from: T0 + 3 * HOUR_MS, until: T0 + 4 * HOUR_MS },
      { siteId: other.siteId, duty: 'none', from: T0 + 4 * HOUR_MS, until: T0 + 5 * HOUR_MS },
    ]);
    const early = await evidenceOf(shared(), agent, { from: T0, until: T0 + 2 * HOUR_MS });
    expect(early.terms).toEqual([
      { duty: 'always', from: T0 + HOUR_MS, until: T0 + 3 * HOUR_MS },
      { duty: 'none', from: T0 + 3 * HOUR_MS, until: T0 + 4 * HOUR_MS },
    ]);
    expect(await ledger.evidence(agent.siteId, WINDOW, LATER)).toEqual([]);
    const places = async (from: number, until: number) =>
      (await ledger.sitesOf(agent.agentId, { from: T0 + from * HOUR_MS, until: T0 + until * HOUR_MS })).map(
        (place) => place.siteId,
      );
    expect(await places(1, 2)).toEqual([agent.siteId]);
    expect(await places(1, 20)).toEqual([agent.siteId, other.siteId]);
    expect(await places(20, 20)).toEqual([other.siteId]);
    expect(await ledger.sitesOf('ag_none', WINDOW)).toEqual([]);
    const placeAt = async (hours: number) =>
      (await ledger.placesAt(T0 + hours * HOUR_MS)).find(({ deviceId }) => deviceId === agent.deviceId)?.siteId;
    expect(await Promise.all([0.9, 1, 3.9, 4, 4.9, 5].map(placeAt))).toEqual([
      undefined,
      agent.siteId,
      agent.siteId,
      other.siteId,
      other.siteId,
      undefined,
    ]);
    expect(await ledger.sitesBegan([agent.siteId, 'site_none', other.siteId])).toEqual(
      new Map([
        [agent.siteId, T0 + HOUR_MS],
        [other.siteId, T0],
      ]),
    );
    expect(await ledger.sitesBegan([])).toEqual(new Map());
  });

  it(
    'lets the past of a device be put right, and has both sites judged anew from there',
    withStore(async (store) => {
      const { fleet, ledger } = store;
      const [agent, other] = [await enrolled(store), await enrolled(store)];
      await fleet.update(agent.deviceId, { siteId: other.siteId }, T0 + 9 * HOUR_MS);
      const term = { from: T0 + 5 * HOUR_MS, siteId: other.siteId, duty: 'always', inService: true } as const;
      await quieten(store, agent);
      expect(await ledger.setTerm(agent.deviceId, term)).toBe(true);
      expect(await ledger.deviceTerms(agent.deviceId)).toEqual([
        { siteId: agent.siteId, duty: 'hours', from: T0, until: T0 + 5 * HOUR_MS },
        { siteId: other.siteId, duty: 'always', from: T0 + 5 * HOUR_MS, until: T0 + 9 * HOUR_MS },
        { siteId: other.siteId, duty: 'hours', from: T0 + 9 * HOUR_MS, until: FOREVER },
      ]);
      const news = await ledger.news(0, 100);
      expect(news.map((one) => one.id).toSorted()).toEqual([agent.siteId, other.siteId].toSorted());
      for (const one of news) {
        expect(one).toMatchObject({ kind: 'site', from: T0 + 5 * HOUR_MS, until: T0 + 9 * HOUR_MS });
      }
      await ledger.setTerm(agent.deviceId, { ...term, from: T0 + 10 * HOUR_MS, siteId: agent.siteId });
      expect(await fleet.device(agent.deviceId)).toMatchObject({ siteId: agent.siteId, duty: 'always' });
      expect(await ledger.setTerm('dev_none', term)).toBe(false);
    }),
  );
}
