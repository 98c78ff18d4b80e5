import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FakeClock, silentLogger } from '@wardwatch/shared/lib';
import type { ProbeConfig, Snapshot, StampedEntry } from '@wardwatch/shared/model';
import { CLOSE, LIMITS } from '@wardwatch/shared/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createIdentity, type Identity } from '../identity/identity.ts';
import { MemorySpool } from '../spool/memory-spool.ts';
import { exchangeLinks } from './exchange.ts';
import { ScriptedPeer, welcomeFrame } from './scripted-peer.ts';
import { socketLinks } from './socket.ts';
import { Uplink } from './uplink.ts';

const BOOT = 'boot-aaaa';
const WALL = 1_790_000_000_000;
let folder: string;
let identity: Identity;
let peer: ScriptedPeer;
let clock: FakeClock;
let spool: MemorySpool;
let uplink: Uplink;
let hub: string[];
let configs: ProbeConfig[];
let epochs = 0;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'uplink-'));
  identity = await createIdentity(folder);
  peer = await ScriptedPeer.start(() => identity.publicKey);
  clock = new FakeClock({ wall: WALL, mono: 5_000 });
  hub = [];
  configs = [];
  spool = new MemorySpool({ newEpoch, bounds: { maxBytes: 10_000_000, maxAgeMs: 86_400_000 } });
  uplink = makeUplink();
});
afterEach(async () => {
  await uplink.stop(undefined);
  await peer[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

function makeUplink(): Uplink {
  const access = { server: peer.url, ca: undefined, agentVersion: '0.1.0' };
  return new Uplink({
    clock,
    log: silentLogger,
    random: () => 0.5,
    spool,
    identity,
    bootId: BOOT,
    instance: 'instance-1',
    agentVersion: '0.1.0',
    present,
    configRevision: () => 3,
    onConfig: (config) => configs.push(config),
    onHub: (value, detail) => hub.push(detail === undefined ? value : `${value}: ${detail}`),
    socket: socketLinks(access),
    exchange: exchangeLinks(access, clock),
  });
}

function present(): Snapshot {
  return { at: clock.now(), mono: clock.mono(), bootedAt: WALL - 5_000, facts: [], metrics: {} };
}

async function append(entry: StampedEntry): Promise<void> {
  await spool.append(entry, BOOT);
  uplink.appended(entry);
}

const fact = (n: number): StampedEntry => ({
  kind: 'fact',
  fact: 'dns',
  value: n % 2 ? 'up' : 'down',
  at: WALL + n,
  mono: n,
});

function newEpoch(): string {
  return `epoch-${String(++epochs).padStart(6, '0')}`;
}

/** Lets real sockets work until the condition holds. */
const until = (condition: () => boolean): Promise<void> => peer.until(condition);

/** Waits for something that no frame announces: the state of the agent's own end. */
async function untilState(state: string): Promise<void> {
  while (uplink.status().state !== state) await new Promise((resolve) => setImmediate(resolve));
}

test('signs the challenge, says who it is, shows the present, then tells history', async () => {
  for (let n = 1; n <= 3; n++) await append(fact(n));
  uplink.start();
  await until(() => peer.entries().length === 3);
  expect(peer.connections[0]?.frames.map((frame) => frame.t)).toEqual(['hello', 'snapshot', 'batch']);
  expect(peer.frames('hello')[0]).toMatchObject({
    agentId: identity.agentId,
    bootId: BOOT,
    epoch: spool.epoch,
    instance: 'instance-1',
    challengeAt: WALL,
    mono: 5_000,
    journal: { first: 1, last: 3 },
    configRevision: 3,
  });
  expect(peer.frames('batch')[0]).toMatchObject({ from: 1, to: 3 });
  expect(hub).toEqual(['up']);
  while (spool.stats().entries > 0) await new Promise((resolve) => setImmediate(resolve));
});

test('forgets nothing before its acknowledgement, and sends it again after a cut', async () => {
  peer.script.onBatch = () => undefined;
  await append(fact(1));
  uplink.start();
  await until(() => peer.entries().length === 1);
  expect(spool.stats().entries).toBe(1);
  peer.cut();
  await untilState('waiting');
  expect(hub.at(-1)).toMatch(/^down/);
  await clock.advanceAsync(1_000);
  await until(() => peer.entries().length === 2);
  expect(peer.entries()[1]).toEqual(peer.entries()[0]);
  expect(peer.connections).toHaveLength(2);
});

test('begins after what the server already holds', async () => {
  for (let n = 1; n <= 5; n++) await append(fact(n));
  // A session before this one sent them.
  await spool.readBatch(0, { maxEntries: 4, maxBytes: 100_000 });
  peer.script.onHello = (connection) => connection.send(welcomeFrame({ acknowledged: 4 }));
  uplink.start();
  await until(() => peer.entries().length === 1);
  expect(peer.frames('batch')[0]).toMatchObject({ from: 5, to: 5 });
});

test('has at most as many batches in flight as it was given credits', async () => {
  for (let n = 1; n <= 2_600; n++) await spool.append(fact(n), BOOT);
  peer.script.onHello = (connection) => connection.send(welcomeFrame({ credits: 2 }));
  peer.script.onBatch = () => undefined;
  uplink.start();
  await until(() => peer.frames('batch').length === 2);
  await append(fact(2_601));
  await clock.advanceAsync(200);
  peer.connections[0]?.send({ t: 'clock', id: 7, serverTime: WALL });
  await until(() => peer.frames('clock-reply').length === 1);
  expect(peer.frames('batch').map((batch) => batch.entries.length)).toEqual([500, 500]);
  expect(peer.frames('clock-reply')[0]).toMatchObject({ id: 7, receivedAt: clock.now(), mono: clock.mono() });
  // What is new does not wait behind what is old.
  expect(peer.frames('snapshot')).toHaveLength(2);
  peer.connections[0]?.send({ t: 'credit', credits: 1 });
  await until(() => peer.frames('batch').length === 3);
  expect(peer.frames('batch')[2]).toMatchObject({ from: 1_001, to: 1_500 });
});

test('sends a fact at once, and lets metrics wait for company', async () => {
  uplink.start();
  await until(() => peer.frames('snapshot').length === 1);
  await append({ kind: 'alive', everyMs: 60_000, at: WALL, mono: 1 });
  await clock.advanceAsync(1_900);
  await append(fact(1));
  await clock.advanceAsync(100);
  await until(() => peer.entries().length === 2);
  expect(peer.frames('batch')).toHaveLength(1);
});

test('one rejected entry costs the others nothing', async () => {
  peer.script.onBatch = (connection, batch) =>
    connection.send({
      t: 'ack',
      upTo: batch.to,
      credits: 1,
      verdicts: [{ index: 0, seq: 1, verdict: 'rejected', reason: 'no' }],
    });
  await append(fact(1));
  await append(fact(2));
  uplink.start();
  await until(() => peer.entries().length === 2);
  while (spool.stats().entries > 0) await new Promise((resolve) => setImmediate(resolve));
  expect(uplink.status().counts.rejected).toBe(1);
});

test('beats when there was nothing to say, and gives up a server that does not answer', async () => {
  uplink.start();
  await until(() => peer.frames('snapshot').length === 1);
  await clock.advanceAsync(LIMITS.heartbeatMs);
  await until(() => peer.frames('heartbeat').length === 1);
  // The answer is on its way through real sockets; a clock exchange proves that it has arrived.
  peer.connections[0]?.send({ t: 'clock', id: 1, serverTime: WALL });
  await until(() => peer.frames('clock-reply').length === 1);
  await clock.advanceAsync(LIMITS.heartbeatAckMs);
  expect(uplink.status().state).toBe('welcomed');
  peer.script.answersHeartbeats = false;
  await clock.advanceAsync(LIMITS.heartbeatMs - LIMITS.heartbeatAckMs);
  await until(() => peer.frames('heartbeat').length === 2);
  await clock.advanceAsync(LIMITS.heartbeatAckMs);
  await until(() => peer.connections[0]?.isOpen === false);
  await untilState('waiting');
});

test('looks at once whether the server is still there when the network changed', async () => {
  uplink.start();
  await until(() => peer.frames('snapshot').length === 1);
  peer.script.answersHeartbeats = false;
  uplink.wake();
  await until(() => peer.frames('heartbeat').length === 1);
  await clock.advanceAsync(3_000);
  await until(() => peer.connections[0]?.isOpen === false);
});

test('a network that comes back ends the wait for the next attempt', async () => {
  peer.script.refusesWith = 503;
  uplink.start();
  await untilState('waiting');
  peer.script.refusesWith = undefined;
  uplink.wake();
  await until(() => peer.frames('hello').length === 1);
});

test('waits longer after each failure, and only a welcome makes it quick again', async () => {
  peer.script.onHello = (connection) => connection.close(1011);
  uplink.start();
  for (const [index, delay] of [500, 1_000, 2_000, 4_000].entries()) {
    await untilState('waiting');
    expect(peer.connections).toHaveLength(index + 1);
    expect((uplink.status().nextAttemptAt ?? 0) - clock.now()).toBe(delay);
    if (index === 3) peer.script.onHello = (connection) => connection.send(welcomeFrame());
    await clock.advanceAsync(delay);
    await until(() => peer.connections.length === index + 2);
  }
  await untilState('welcomed');
  peer.cut();
  await untilState('waiting');
  expect((uplink.status().nextAttemptAt ?? 0) - clock.now()).toBe(500);
});

test('a revoked agent stops asking', async () => {
  peer.script.onHello = (connection) => {
    connection.send({ t: 'bye', reason: 'revoked', message: 'the key was revoked' });
    connection.close(CLOSE.revoked.code);
  };
  uplink.start();
  await untilState('stopped');
  uplink.wake();
  await clock.advanceAsync(86_400_000);
  expect(peer.connections).toHaveLength(1);
  expect(uplink.status().lastError).toBe('the key was revoked');
});

test('waits as long as it is told, also when the network changes', async () => {
  peer.script.onHello = (connection) => {
    connection.send({ t: 'bye', reason: 'pending-approval', message: 'not yet', retryAfterMs: 20_000 });
    connection.close(CLOSE['pending-approval'].code);
  };
  uplink.start();
  await untilState('waiting');
  uplink.wake();
  await clock.advanceAsync(20_900);
  expect(peer.connections).toHaveLength(1);
  await clock.advanceAsync(200);
  await until(() => peer.connections.length === 2);
});

test('gives up a server that says nothing', async () => {
  peer.script.onHello = () => undefined;
  uplink.start();
  await until(() => peer.frames('hello').length === 1);
  await clock.advanceAsync(LIMITS.helloTimeoutMs);
  await until(() => peer.connections[0]?.isOpen === false);
});

test('ignores and counts what it does not know', async () => {
  peer.script.onHello = (connection) => {
    connection.sendText('{"t":"weather"}');
    connection.send({ t: 'credit', credits: -1 });
    connection.send(welcomeFrame());
  };
  uplink.start();
  await untilState('welcomed');
  expect(uplink.status().counts).toMatchObject({ unknownFrames: 1, badFrames: 1 });
});

test('hands on a new configuration', async () => {
  const config: ProbeConfig = { revision: 4, tickMs: 15_000, gateway: 'off', internet: [], dnsNames: [] };
  peer.script.onHello = (connection) => connection.send(welcomeFrame({ config }));
  uplink.start();
  await untilState('welcomed');
  peer.connections[0]?.send({ t: 'config', config: { ...config, revision: 5 } });
  peer.connections[0]?.send({ t: 'clock', id: 1, serverTime: WALL });
  await until(() => peer.frames('clock-reply').length === 1);
  expect(configs.map(({ revision }) => revision)).toEqual([4, 5]);
});

test('starts a new epoch when the server holds more than this disk ever gave', async () => {
  await append(fact(1));
  const before = spool.epoch;
  peer.script.onHello = (connection, hello) =>
    connection.send(welcomeFrame({ acknowledged: hello.epoch === before ? 50 : 0 }));
  uplink.start();
  await until(() => peer.connections[0]?.isOpen === false);
  await untilState('waiting');
  await clock.advanceAsync(1_000);
  await until(() => peer.entries().length === 1);
  expect(peer.frames('hello')[1]?.epoch).not.toBe(before);
  expect(peer.frames('batch')[0]).toMatchObject({ from: 1, to: 1 });
});

test('starts a new epoch also where what was written since has caught up with the server', async () => {
  for (let n = 1; n <= 60; n++) await append(fact(n));
  const before = spool.epoch;
  peer.script.onHello = (connection, hello) =>
    connection.send(welcomeFrame({ acknowledged: hello.epoch === before ? 50 : 0 }));
  uplink.start();
  await until(() => peer.connections[0]?.isOpen === false);
  await untilState('waiting');
  await clock.advanceAsync(1_000);
  await until(() => peer.entries().length === 60);
  expect(peer.frames('batch')[0]).toMatchObject({ from: 1, to: 60 });
});

test('sends the last words and says goodbye before it stops', async () => {
  uplink.start();
  await untilState('welcomed');
  await append({ kind: 'event', event: 'stop', reason: 'request', at: WALL, mono: 9 });
  await uplink.stop('request');
  expect(peer.entries()).toHaveLength(1);
  expect(peer.connections[0]?.frames.at(-1)).toEqual({ t: 'bye', reason: 'request' });
  expect(spool.stats().entries).toBe(0);
});

test('a pulse takes along what would be sent soon, and beats only where nothing was', async () => {
  uplink.start();
  await until(() => peer.frames('snapshot').length === 1);
  await spool.append({ kind: 'alive', everyMs: 60_000, at: WALL, mono: 5_000 }, BOOT);
  uplink.appended({ kind: 'alive', everyMs: 60_000, at: WALL, mono: 5_000 });
  uplink.pulse();
  await until(() => peer.entries().length === 1);
  uplink.pulse();
  await clock.advanceAsync(LIMITS.heartbeatMs - 10);
  uplink.pulse();
  await until(() => peer.frames('heartbeat').length === 1);
  await clock.advanceAsync(20);
  uplink.pulse();
  peer.connections[0]?.send({ t: 'clock', id: 1, serverTime: WALL });
  await until(() => peer.frames('clock-reply').length === 1);
  expect(peer.frames('heartbeat').length).toBe(1);
});

test('what waits to be sent when a beat is due goes in its place', async () => {
  uplink.start();
  await until(() => peer.frames('snapshot').length === 1);
  await clock.advanceAsync(LIMITS.heartbeatMs - 1_000);
  await append({ kind: 'alive', everyMs: 60_000, at: WALL, mono: 5_000 });
  await clock.advanceAsync(1_000);
  await until(() => peer.entries().length === 1);
  expect(peer.frames('heartbeat').length).toBe(0);
  await clock.advanceAsync(LIMITS.heartbeatMs);
  await until(() => peer.frames('heartbeat').length === 1);
});

test('without a credit for what waits, a pulse beats', async () => {
  peer.script.onHello = (connection) => connection.send(welcomeFrame({ credits: 0 }));
  uplink.start();
  await until(() => peer.frames('snapshot').length === 1);
  await clock.advanceAsync(LIMITS.heartbeatMs - 1_000);
  await append({ kind: 'alive', everyMs: 60_000, at: WALL, mono: 5_000 });
  uplink.pulse();
  await until(() => peer.frames('heartbeat').length === 1);
  expect(peer.entries()).toEqual([]);
});
