import { expect, it } from 'vitest';
import type { WithStore } from './store-place.fixtures.ts';
import type { Store } from './store.ts';
import { batch, deviceOf, enrolled, enrolment, fact, HOUR_MS, newHash, openSession, T0 } from './store.fixtures.ts';

const ATTESTED = { statement: 1, by: 'person_1' };
const APPROVED = { name: 'Máy chủ nhỏ', kind: 'mini-pc', duty: 'always' } as const;

/** Sites, devices, enrolment, sessions. */
export function fleetContract(shared: () => Store, withStore: WithStore): void {
  enrolmentContract(shared);
  deviceContract(shared, withStore);
  sessionContract(shared, withStore);
}

async function codeFor(store: Store, preApproved: boolean): Promise<string> {
  const site = await store.fleet.createSite({ name: 'Nhà văn hóa Khu phố 3', kind: 'cultural-house', at: T0 });
  const codeHash = newHash();
  const code = {
    codeHash,
    siteId: site.id,
    preApproved,
    createdBy: 'person_1',
    attested: ATTESTED,
    at: T0,
    expiresAt: T0 + HOUR_MS,
  };
  expect((await store.fleet.createCode(code)).id).toMatch(/^code_[a-z0-9]{20}$/);
  return codeHash;
}

const refused = (error: string) => ({ ok: false, error });
const byId = (rows: readonly { id: string }[]) => new Map(rows.map((row) => [row.id, row]));

function enrolmentContract(shared: () => Store): void {
  it('enrols a device that waits for approval, or counts at once where the code says so', async () => {
    for (const preApproved of [false, true]) {
      const request = enrolment(await codeFor(shared(), preApproved));
      const outcome = await shared().fleet.enrol(request);
      const status = preApproved ? 'active' : 'pending';
      expect(outcome).toMatchObject({ ok: true, status, siteName: 'Nhà văn hóa Khu phố 3' });
      const { agentId, publicKey } = request;
      const agent = await shared().fleet.agent(agentId);
      expect(agent).toMatchObject({ agentId, publicKey, status, deviceId: outcome.ok ? outcome.deviceId : '' });
      const device = await shared().fleet.device(agent?.deviceId ?? '');
      expect(device).toMatchObject({ name: 'PC-01', os: 'linux', connected: false, lastHeardAt: null, facts: {} });
    }
  });

  it('refuses codes that are unknown, expired or used, and a key that is known', async () => {
    const { fleet } = shared();
    expect(await fleet.enrol(enrolment(newHash()))).toEqual(refused('code-unknown'));
    const codeHash = await codeFor(shared(), true);
    expect(await fleet.enrol({ ...enrolment(codeHash), at: T0 + HOUR_MS })).toEqual(refused('code-expired'));
    const first = enrolment(codeHash);
    expect(await fleet.enrol(first)).toMatchObject({ ok: true });
    expect(await fleet.enrol(enrolment(codeHash))).toEqual(refused('code-used'));
    const other = await codeFor(shared(), true);
    expect(await fleet.enrol({ ...first, codeHash: other })).toEqual(refused('key-known'));
    // The code that a known key tried is not spent.
    expect(await fleet.enrol(enrolment(other))).toMatchObject({ ok: true });
  });

  it('lets exactly one of many that race for a code have it', async () => {
    const codeHash = await codeFor(shared(), true);
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => shared().fleet.enrol(enrolment(codeHash))));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.error === 'code-used')).toHaveLength(7);
  });

  it('takes in a machine that names its system with a NUL', async () => {
    const outcome = await shared().fleet.enrol({ ...enrolment(await codeFor(shared(), true)), os: 'linux\0' });
    const device = await shared().fleet.device(outcome.ok ? outcome.deviceId : '');
    expect(device?.os).toBe('linux\uFFFD');
  });
}

function deviceContract(shared: () => Store, withStore: WithStore): void {
  it('approves a pending device and keeps a revoked one revoked', async () => {
    const agent = await enrolled(shared(), { preApproved: false });
    const approved = await shared().fleet.approve(agent.deviceId, APPROVED, T0, ATTESTED);
    expect(approved).toMatchObject({ ...APPROVED, status: 'active' });
    expect(approved).toEqual(await deviceOf(shared(), agent));
    expect(await shared().fleet.revoke(agent.deviceId, T0)).toMatchObject({ status: 'revoked' });
    expect((await shared().fleet.agent(agent.agentId))?.status).toBe('revoked');
    expect(await shared().fleet.approve(agent.deviceId, APPROVED, T0, ATTESTED)).toMatchObject({ status: 'revoked' });
  });

  it('changes only what is asked for', async () => {
    const [agent, other] = [await enrolled(shared()), await enrolled(shared())];
    const before = await deviceOf(shared(), agent);
    const renamed = await shared().fleet.update(agent.deviceId, { name: 'Máy quầy 2' }, T0);
    expect(renamed).toEqual({ ...before, name: 'Máy quầy 2', revision: await shared().revision() });
    const moved = await shared().fleet.update(agent.deviceId, { siteId: other.siteId, duty: 'none' }, T0);
    expect(moved).toMatchObject({ siteId: other.siteId, duty: 'none', name: 'Máy quầy 2' });
  });

  it('knows nothing of what is not there', async () => {
    const { fleet } = shared();
    expect(await fleet.site('site_none')).toBeUndefined();
    expect(await fleet.device('dev_none')).toBeUndefined();
    expect(await fleet.agent('ag_none')).toBeUndefined();
    expect(await fleet.approve('dev_none', APPROVED, T0, ATTESTED)).toBeUndefined();
    expect(await fleet.revoke('dev_none', T0)).toBeUndefined();
    expect(await fleet.update('dev_none', { name: 'x' }, T0)).toBeUndefined();
  });

  it(
    'brings a reader from any revision to the present',
    withStore(async (store) => {
      const [first, second] = [await enrolled(store), await enrolled(store)];
      const third = await enrolled(store, { preApproved: false });
      const steps = [
        () => openSession(store, first, 'session-1', T0),
        () => store.journal.commit([batch(second, [fact(1, T0, 'internet', 'down')])]),
        () => store.fleet.update(first.deviceId, { name: 'Đổi tên' }, T0),
        () => store.fleet.approve(third.deviceId, APPROVED, T0, ATTESTED),
        () => store.fleet.createSite({ name: 'Một cửa', kind: 'one-stop-centre', at: T0 }),
        () => store.fleet.revoke(second.deviceId, T0),
        () =>
          store.fleet.sessionClosed({
            agentId: first.agentId,
            sessionId: 'session-1',
            at: T0 + 9,
            lastHeardAt: T0 + 8,
          }),
      ];
      const states = [await store.fleet.changesSince(0)];
      for (const step of steps) {
        await step();
        states.push(await store.fleet.changesSince(0));
      }
      const last = await store.fleet.changesSince(0);
      for (const state of states) {
        const changes = await store.fleet.changesSince(state.revision);
        expect(changes.revision).toBe(last.revision);
        expect(byId([...state.devices, ...changes.devices])).toEqual(byId(last.devices));
        expect(byId([...state.sites, ...changes.sites])).toEqual(byId(last.sites));
        expect(changes.devices.every((device) => device.revision > state.revision)).toBe(true);
      }
      expect(await store.fleet.changesSince(last.revision)).toEqual({
        revision: last.revision,
        sites: [],
        devices: [],
      });
    }),
  );
}

function sessionContract(shared: () => Store, withStore: WithStore): void {
  it('shows since when an agent is connected, through a change of session', async () => {
    const store = shared();
    const agent = await enrolled(store);
    await openSession(store, agent, 'session-1', T0);
    expect(await deviceOf(store, agent)).toMatchObject({
      connected: true,
      connectedSince: T0,
      lastHeardAt: T0,
      agentVersion: '1.1.0',
      backlog: 7,
      clockOffsetMs: -1.5,
    });
    await openSession(store, agent, 'session-2', T0 + 5_000);
    const close = (sessionId: string, at: number) =>
      store.fleet.sessionClosed({ agentId: agent.agentId, sessionId, at, lastHeardAt: at - 1 });
    await close('session-1', T0 + 6_000);
    expect(await deviceOf(store, agent)).toMatchObject({
      connected: true,
      connectedSince: T0,
      lastHeardAt: T0 + 5_000,
    });
    await close('session-2', T0 + 7_000);
    expect(await deviceOf(store, agent)).toMatchObject({
      connected: false,
      connectedSince: T0 + 7_000,
      lastHeardAt: T0 + 6_999,
    });
  });

  it('writes down who was heard without a new revision', async () => {
    const store = shared();
    const agent = await enrolled(store);
    await openSession(store, agent, 'session-1', T0);
    const before = await deviceOf(store, agent);
    const revision = await store.revision();
    const heard = { agentId: agent.agentId, lastHeardAt: T0 + 14_000 };
    await store.fleet.serverTick(T0 + 15_000, [heard, heard, { agentId: 'ag_unknown', lastHeardAt: T0 }]);
    expect(await store.revision()).toBe(revision);
    expect(await deviceOf(store, agent)).toEqual({ ...before, lastHeardAt: T0 + 14_000 });
  });

  it(
    'closes the sessions of a server that died at its last tick, or when an agent was heard later',
    withStore(async (store) => {
      expect(await store.fleet.closeOrphanSessions()).toBeUndefined();
      const [early, late, away] = [await enrolled(store), await enrolled(store), await enrolled(store)];
      await openSession(store, early, 'session-1', T0);
      await store.fleet.serverTick(T0 + 15_000, [{ agentId: early.agentId, lastHeardAt: T0 + 14_000 }]);
      await openSession(store, late, 'session-2', T0 + 20_000);
      const untouched = await deviceOf(store, away);
      expect(await store.fleet.closeOrphanSessions()).toBe(T0 + 15_000);
      expect(await deviceOf(store, early)).toMatchObject({
        connected: false,
        connectedSince: T0 + 15_000,
        lastHeardAt: T0 + 14_000,
      });
      expect(await deviceOf(store, late)).toMatchObject({ connected: false, connectedSince: T0 + 20_000 });
      expect(await deviceOf(store, away)).toEqual(untouched);
    }),
  );
}
