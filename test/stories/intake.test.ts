import { sign } from 'node:crypto';
import { ATTESTATION } from '@wardwatch/shared/model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Admin, startSystem, type System } from '../kit/system.ts';
import { until } from '../kit/until.ts';
import { enrolWire, newIdentity, WireAgent, type WireIdentity } from '../kit/wire-agent.ts';

let system: System;
let admin: Admin;

beforeAll(async () => {
  system = await startSystem();
  admin = await system.admin();
});
afterAll(() => system[Symbol.asyncDispose]());

const at = (ago = 0): { at: number; mono: number } => ({ at: Date.now() - ago, mono: 1_000_000 - ago });
const alive = (seq: number): object => ({ seq, ...at(), kind: 'alive', everyMs: 60_000 });
const internet = (seq: number, value: string, ago = 0): object => ({
  seq,
  ...at(ago),
  kind: 'fact',
  fact: 'internet',
  value,
});

async function enrolled(): Promise<WireIdentity> {
  const { identity, response } = await enrolWire(system.url, await system.code());
  expect(response.status).toBe(201);
  return identity;
}

async function deviceOf(identity: WireIdentity) {
  return until('the device is on the board', async () =>
    (await admin.board()).devices.find((device) => device.agentId === identity.agentId),
  );
}

describe('enrolment', () => {
  it('takes a code once', async () => {
    const code = await system.code();
    expect((await enrolWire(system.url, code)).response.status).toBe(201);
    expect((await enrolWire(system.url, code)).response.status).toBe(409);
  });

  it('refuses a code that nobody issued', async () => {
    const { response, body } = await enrolWire(system.url, 'ABCD-EFGH-JKMN-PQRS');
    expect(response.status).toBe(404);
    expect(body).toMatchObject({ error: 'code-unknown' });
  });

  it('lets a pending device report only after approval', async () => {
    const { identity, body } = await enrolWire(system.url, await system.code(false));
    expect(body.status).toBe('pending');
    await using early = await WireAgent.connect(system.url, identity);
    expect(await early.closed()).toBe(4002);
    expect(await early.next('bye')).toMatchObject({ reason: 'pending-approval', retryAfterMs: 30_000 });
    const device = await deviceOf(identity);
    await admin.call('POST', `/api/devices/${device.id}/approve`, {
      name: 'Máy trực',
      kind: 'computer',
      duty: 'hours',
      attestation: ATTESTATION,
    });
    await using late = await WireAgent.connect(system.url, identity);
    expect(await late.welcomed()).toMatchObject({ acknowledged: 0, credits: 4 });
    expect(await deviceOf(identity)).toMatchObject({ name: 'Máy trực', duty: 'hours', status: 'active' });
  });
});

describe('a session', () => {
  it('stores the good entries of a batch with one bad entry, and says which was bad', async () => {
    const identity = await enrolled();
    await using agent = await WireAgent.connect(system.url, identity);
    await agent.welcomed();
    agent.batch([internet(1, 'up'), internet(2, 'purple'), alive(3)]);
    const ack = await agent.ack();
    expect(ack).toMatchObject({ upTo: 3, credits: 1, verdicts: [{ index: 1, seq: 2, verdict: 'rejected' }] });
    const counts = await system.server.store.journal.counts(identity.agentId);
    expect(counts).toMatchObject({ facts: 1, rejected: 1 });
  });

  it('stores a repeated batch once, and acknowledges it again', async () => {
    const identity = await enrolled();
    await using agent = await WireAgent.connect(system.url, identity);
    await agent.welcomed();
    const entries = [internet(1, 'up'), internet(2, 'down')];
    agent.batch(entries);
    agent.batch(entries);
    expect((await agent.ack(2)).verdicts).toMatchObject([{ verdict: 'duplicate' }, { verdict: 'duplicate' }]);
    expect(await system.server.store.journal.counts(identity.agentId)).toMatchObject({ facts: 2 });
  });

  it('goes on after a reconnect where it was', async () => {
    const identity = await enrolled();
    {
      await using first = await WireAgent.connect(system.url, identity);
      await first.welcomed();
      first.batch([alive(1), alive(2)]);
      await first.ack();
    }
    await using second = await WireAgent.connect(system.url, identity, { journal: { first: 3, last: 9 } });
    expect(await second.welcomed()).toMatchObject({ acknowledged: 2 });
    expect((await deviceOf(identity)).backlog).toBe(7);
  });

  it('places three days of history at their own times, and leaves the present alone', async () => {
    const identity = await enrolled();
    await using agent = await WireAgent.connect(system.url, identity, { mono: () => 4 * 86_400_000 });
    await agent.welcomed();
    const now = Date.now();
    const mono = 4 * 86_400_000;
    const day = 86_400_000;
    agent.send({
      t: 'snapshot',
      at: now,
      mono,
      bootedAt: now - mono,
      facts: [{ fact: 'internet', value: 'up', since: now - day }],
      metrics: {},
    });
    agent.batch([
      { seq: 1, at: now - 3 * day, mono: mono - 3 * day, kind: 'fact', fact: 'internet', value: 'up' },
      { seq: 2, at: now - 2 * day, mono: mono - 2 * day, kind: 'fact', fact: 'internet', value: 'down' },
    ]);
    await agent.ack();
    const device = await deviceOf(identity);
    expect(device.facts.internet).toMatchObject({ value: 'up' });
    const stored = await system.server.store.journal.entries(device.id, { from: now - 4 * day, until: now });
    expect(stored.map(({ correctedAt }) => Math.round((now - correctedAt) / 1000 / 60 / 60))).toEqual([72, 48]);
  });

  it('corrects a clock that is seven hours behind', async () => {
    const identity = await enrolled();
    const behind = 7 * 3_600_000;
    await using agent = await WireAgent.connect(system.url, identity, { at: () => Date.now() - behind });
    await agent.welcomed();
    agent.batch([{ seq: 1, at: Date.now() - behind, mono: 1_000_000, kind: 'fact', fact: 'dns', value: 'up' }]);
    await agent.ack();
    const device = await deviceOf(identity);
    expect(Math.abs((device.facts.dns?.since ?? 0) - Date.now())).toBeLessThan(2_000);
    expect(Math.abs((device.clockOffsetMs ?? 0) - behind)).toBeLessThan(1_000);
  });

  it('tells the old session when a second machine comes with the same key, and shows a clone', async () => {
    const identity = await enrolled();
    await using first = await WireAgent.connect(system.url, identity, { bootId: 'boot-first-01' });
    await first.welcomed();
    await using second = await WireAgent.connect(system.url, identity, { bootId: 'boot-second-1' });
    await second.welcomed();
    expect(await first.closed()).toBe(4004);
    expect(await first.next('bye')).toMatchObject({ reason: 'superseded' });
    expect(await deviceOf(identity)).toMatchObject({ connected: true, cloneSuspected: true });
  });

  it('ends at once when its key is revoked, and stays out', async () => {
    const identity = await enrolled();
    await using agent = await WireAgent.connect(system.url, identity);
    await agent.welcomed();
    const device = await deviceOf(identity);
    await admin.call('POST', `/api/devices/${device.id}/revoke`);
    expect(await agent.closed()).toBe(4003);
    await using again = await WireAgent.connect(system.url, identity);
    expect(await again.closed()).toBe(4003);
  });

  it('counts an unknown frame type and goes on', async () => {
    const identity = await enrolled();
    await using agent = await WireAgent.connect(system.url, identity);
    await agent.welcomed();
    agent.send({ t: 'sing', song: 'x' });
    agent.send({ t: 'heartbeat', unknown: 'field' });
    await agent.next('heartbeat-ack');
    expect(agent.closeCode).toBeUndefined();
  });
});

describe('bad input', () => {
  it.each([
    ['what is not JSON', '{', 4000],
    ['an array', '[]', 4000],
    ['a frame without type', '{}', 4000],
    ['a heartbeat with hello due', '{"t":"heartbeat"}', 4000],
    ['a hello with a wrong field', '{"t":"hello"}', 4000],
  ])('closes on %s', async (_what, text, code) => {
    const { identity } = { identity: newIdentity() };
    await using agent = await WireAgent.connect(system.url, identity, {
      change: () => JSON.parse('{"t":"nothing-yet"}') as object,
    });
    agent.send(text);
    expect(await agent.closed()).toBe(code);
  });

  it('closes on a frame of more than 256 KiB', async () => {
    const identity = await enrolled();
    await using agent = await WireAgent.connect(system.url, identity);
    await agent.welcomed();
    agent.send({ t: 'heartbeat', fill: 'x'.repeat(300_000) });
    expect(await agent.closed()).toBe(1009);
  });

  it('gives an unknown agent and a wrong signature the same answer', async () => {
    const stranger = newIdentity();
    await using unknown = await WireAgent.connect(system.url, stranger);
    expect(await unknown.closed()).toBe(4001);
    const identity = await enrolled();
    await using forged = await WireAgent.connect(system.url, { ...identity, privateKey: stranger.privateKey });
    expect(await forged.closed()).toBe(4001);
    expect(await forged.next('bye')).toEqual(await unknown.next('bye'));
  });

  it('refuses an agent from a future protocol', async () => {
    const identity = await enrolled();
    await using agent = await WireAgent.connect(system.url, identity, {
      change: (hello) => ({ ...hello, protocol: { min: 7, max: 9 } }),
    });
    expect(await agent.closed()).toBe(4005);
  });

  it('slows a flood down', async () => {
    const identity = await enrolled();
    await using agent = await WireAgent.connect(system.url, identity);
    await agent.welcomed();
    for (let i = 0; i < 400; i++) agent.send({ t: 'heartbeat' });
    expect(await agent.closed()).toBe(4006);
    expect(await agent.next('bye')).toMatchObject({ retryAfterMs: 60_000 });
  });

  it('keeps facts with times of 1970 and 2100, out of every timeline', async () => {
    const identity = await enrolled();
    await using agent = await WireAgent.connect(system.url, identity);
    await agent.welcomed();
    const bootId = 'boot-earlier';
    agent.batch(
      [
        { seq: 1, at: 5, mono: 5, kind: 'fact', fact: 'internet', value: 'down' },
        { seq: 2, at: Date.UTC(2100, 0, 1), mono: 6, kind: 'fact', fact: 'internet', value: 'up' },
      ],
      { bootId },
    );
    expect(await agent.ack()).toMatchObject({ upTo: 2 });
    expect(await system.server.store.journal.counts(identity.agentId)).toMatchObject({ facts: 2 });
    expect((await deviceOf(identity)).facts.internet).toBeUndefined();
  });
});

describe('the HTTPS exchange', () => {
  it('carries a whole session where WebSocket is blocked', async () => {
    const identity = await enrolled();
    const post = async (body: object) => {
      const response = await fetch(`${system.url}/agent/exchange`, { method: 'POST', body: JSON.stringify(body) });
      return (await response.json()) as {
        session: string | null;
        frames: { t: string; nonce?: string; upTo?: number }[];
      };
    };
    const opened = await post({ frames: [] });
    const challenge = opened.frames[0];
    expect(challenge?.t).toBe('challenge');
    const text = `wardwatch-hello-v1\n${challenge?.nonce}\n${identity.agentId}`;
    const now = Date.now();
    const hello = {
      t: 'hello',
      agentId: identity.agentId,
      signature: sign(null, Buffer.from(text), identity.privateKey).toString('base64url'),
      protocol: { min: 1, max: 1 },
      agentVersion: '0.0.0',
      bootId: 'boot-0000001',
      epoch: 'epoch-000001',
      instance: 'process-0001',
      challengeAt: now,
      at: now,
      mono: 1_000_000,
      journal: { first: 1, last: 1 },
      configRevision: 0,
      capabilities: [],
    };
    const welcomed = await post({ session: opened.session, frames: [hello] });
    expect(welcomed.frames.map((frame) => frame.t)).toEqual(['welcome']);
    const batch = { t: 'batch', from: 1, to: 1, entries: [alive(1)] };
    const acked = await post({ session: opened.session, frames: [batch] });
    expect(acked.frames).toMatchObject([{ t: 'ack', upTo: 1 }]);
    expect((await post({ session: 'nobody-knows-this', frames: [] })).session).toBeNull();
  });
});
