import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FakeClock, silentLogger } from '@wardwatch/shared/lib';
import type { ProbeConfig } from '@wardwatch/shared/model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Agent, type AgentOptions, startAgent } from './agent.ts';
import { loadConfig } from './config.ts';
import { createIdentity, type Identity } from './identity/identity.ts';
import type { Machine } from './machine/machine.ts';
import type { Probe } from './probes/probe.ts';
import { ScriptedPeer, welcomeFrame } from './uplink/scripted-peer.ts';

const WALL = 1_790_000_000_000;
const CONFIG: ProbeConfig = { revision: 7, tickMs: 5_000, gateway: 'off', internet: [], dnsNames: [] };
const machine: Machine = {
  kernelBootId: () => 'boot-kernel1',
  system: async () => ({ os: 'Test OS', osVersion: '1' }),
  networkSignature: () => 'same',
  interfaceNames: () => [],
  interfaces: () => [],
  gateway: async () => undefined,
  awakeMs: () => undefined,
  isShuttingDown: async () => false,
};
const probe: Probe = {
  name: 'fake',
  timeoutMs: 1_000,
  facts: ['internet'],
  watchesNetwork: true,
  run: async () => ({ facts: { internet: { value: 'up' } }, metrics: { 'cpu.used': 5 } }),
};

let folder: string;
let identity: Identity;
let peer: ScriptedPeer;
const agents: Agent[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'agent-'));
  identity = await createIdentity(folder);
  await writeFile(path.join(folder, 'enrolment.json'), JSON.stringify({ agentId: identity.agentId }));
  peer = await ScriptedPeer.start(() => identity.publicKey);
});
afterEach(async () => {
  for (const agent of agents.splice(0)) await agent.abandon();
  await peer[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

async function start(over: Partial<AgentOptions> = {}): Promise<Agent> {
  const config = await loadConfig(folder, { WARDWATCH_AGENT_SERVER: peer.url.href });
  const agent = await startAgent({ dataFolder: folder, config, log: silentLogger, machine, probes: [probe], ...over });
  agents.push(agent);
  return agent;
}

const kinds = (): unknown[] => peer.entries().map((one) => one['event'] ?? one['fact'] ?? one['kind']);

test('a started agent shows itself to its server, and what it sees', async () => {
  const agent = await start();
  expect(agent.agentId).toBe(identity.agentId);
  await peer.until(() => kinds().includes('hub'));
  expect(kinds().toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
    'boot',
    'hub',
    'identity',
    'internet',
  ]);
  expect(peer.frames('snapshot')[0]?.facts.map(({ fact, value }) => `${fact}=${value}`)).toContain('hub=up');
  expect(agent.status()).toMatchObject({ uplink: { state: 'welcomed' }, server: peer.url.origin });
});

test('what happened while the server was away arrives with its own times', async () => {
  const clock = new FakeClock({ wall: WALL, mono: 60_000 });
  let value: 'up' | 'down' = 'up';
  const changing: Probe = { ...probe, run: async () => ({ facts: { internet: { value } } }) };
  peer.script.refusesWith = 503;
  await start({ clock, probes: [changing] });
  const settle = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= 1_000) {
      await clock.advanceAsync(1_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  await settle(30_000);
  value = 'down';
  await settle(90_000);
  value = 'up';
  await settle(30_000);
  expect(peer.connections).toHaveLength(0);
  peer.script.refusesWith = undefined;
  for (let n = 0; n < 120 && peer.entries().length === 0; n++) await settle(1_000);
  await peer.until(() => kinds().filter((kind) => kind === 'internet').length === 3);
  const facts = peer.entries().filter((one) => one['fact'] === 'internet');
  expect(facts.map((one) => one['value'])).toEqual(['up', 'down', 'up']);
  expect(Number(facts[2]?.['at']) - Number(facts[1]?.['at'])).toBe(90_000);
  expect(Number(facts[1]?.['at'])).toBeLessThan(WALL + 50_000);
});

test('keeps the configuration of its server for starts without it', async () => {
  peer.script.onHello = (connection) => connection.send(welcomeFrame({ config: CONFIG }));
  const agent = await start();
  await peer.until(() => kinds().includes('hub'));
  await agent.stop('request');
  expect(JSON.parse(await readFile(path.join(folder, 'probe-config.json'), 'utf8'))).toEqual(CONFIG);
  peer.script.refusesWith = 503;
  expect((await start()).status().configRevision).toBe(7);
});

test('sets a damaged configuration aside and starts all the same', async () => {
  await writeFile(path.join(folder, 'probe-config.json'), '{"revision": "many"}');
  expect((await start()).status().configRevision).toBe(0);
  expect(await readFile(path.join(folder, 'probe-config.json.damaged'), 'utf8')).toContain('many');
});

test('a stop is journaled, sent and said; the next start is no boot', async () => {
  const agent = await start();
  await peer.until(() => kinds().includes('hub'));
  await agent.stop('update');
  expect(kinds().at(-1)).toBe('stop');
  expect(peer.frames('bye')).toEqual([{ t: 'bye', reason: 'update' }]);
  await start();
  await peer.until(() => kinds().includes('start'));
  expect(peer.entries().find((one) => one['event'] === 'start')).toMatchObject({ clean: true });
});

test('after a kill nothing is lost and nothing is numbered twice', async () => {
  peer.script.onBatch = () => undefined;
  const agent = await start();
  await peer.until(() => kinds().includes('hub'));
  await agent.abandon();
  peer.script.onBatch = (connection, batch) => connection.send({ t: 'ack', upTo: batch.to, credits: 1 });
  await start();
  await peer.until(() => kinds().includes('start') && kinds().filter((kind) => kind === 'hub').length >= 2);
  const bySeq = new Map<unknown, string>();
  for (const one of peer.entries()) {
    expect(bySeq.get(one['seq']) ?? JSON.stringify(one)).toBe(JSON.stringify(one));
    bySeq.set(one['seq'], JSON.stringify(one));
  }
  expect([...bySeq.keys()]).toEqual(Array.from({ length: bySeq.size }, (_, index) => index + 1));
  expect(peer.entries().find((one) => one['event'] === 'start')).toMatchObject({ clean: false });
});

test('two agents never share a data folder', async () => {
  const first = await start();
  await expect(start()).rejects.toThrow(/another agent/);
  await first.stop('request');
  await start();
});

test('takes over what a dead process left locked', async () => {
  await writeFile(path.join(folder, 'agent.lock'), JSON.stringify({ pid: 2 ** 22 + 1, startedAt: null }));
  await start();
});

test('says what to do when the machine is not enrolled', async () => {
  await rm(path.join(folder, 'agent.key'));
  await expect(start()).rejects.toMatchObject({
    code: 'not-enrolled',
    message: expect.stringMatching(/enrol/),
  });
});

test('leaves nothing open when it cannot start', async () => {
  await writeFile(path.join(folder, 'spool'), 'a file where the journal should be');
  await expect(start()).rejects.toMatchObject({ code: 'data-folder' });
  await rm(path.join(folder, 'spool'));
  await start();
});
