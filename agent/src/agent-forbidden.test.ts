import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FakeClock, silentLogger } from '@wardwatch/shared/lib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startAgent } from './agent.ts';
import { loadConfig, saveOptions } from './config.ts';
import { createIdentity, type Identity } from './identity/identity.ts';
import type { NetworkInterface } from './machine/forbidden.ts';
import type { Machine } from './machine/machine.ts';
import { readRefusal } from './status.ts';
import { ScriptedPeer } from './uplink/scripted-peer.ts';

/** Words of the list, which must be found nowhere but here. */
const FORBIDDEN = ['10.20.0.0/16', 'adapter:Mang rieng'];
const SECRET = /10\.20|mang rieng|forbid/i;
const LAN: NetworkInterface = { name: 'eth0', isUp: true, addresses: ['192.0.2.10'] };
const OTHER: NetworkInterface = { name: 'Mang rieng', isUp: true, addresses: ['10.20.0.9'] };

let folder: string;
let identity: Identity;
let peer: ScriptedPeer;
let interfaces: NetworkInterface[];

beforeEach(async () => {
  interfaces = [LAN];
  folder = await mkdtemp(path.join(tmpdir(), 'forbidden-'));
  identity = await createIdentity(folder);
  await writeFile(path.join(folder, 'enrolment.json'), JSON.stringify({ agentId: identity.agentId }));
  await saveOptions(folder, { forbidden: FORBIDDEN });
  peer = await ScriptedPeer.start(() => identity.publicKey);
});
afterEach(async () => {
  await peer[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const machine: Machine = {
  kernelBootId: () => 'boot-kernel1',
  system: async () => ({ os: 'Test OS', osVersion: '1' }),
  networkSignature: () => JSON.stringify(interfaces),
  interfaceNames: () => interfaces.map(({ name }) => `${name} IPv4`),
  interfaces: () => interfaces,
  gateway: async () => undefined,
  awakeMs: () => undefined,
  isShuttingDown: async () => false,
};

async function start(clock: FakeClock) {
  const config = await loadConfig(folder, { WARDWATCH_AGENT_SERVER: peer.url.href });
  return startAgent({ dataFolder: folder, config, log: silentLogger, machine, probes: [], clock });
}

const sent = (): string => JSON.stringify(peer.connections.map(({ frames }) => frames));

async function journal(): Promise<string> {
  const files = await readdir(path.join(folder, 'spool'));
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, 'spool', file), 'latin1')));
  return texts.join('\n');
}

test('does not start on a machine that touches a forbidden network', async () => {
  interfaces = [LAN, OTHER];
  await expect(start(new FakeClock({ wall: 1_790_000_000_000, mono: 60_000 }))).rejects.toMatchObject({
    code: 'forbidden-network',
  });
  expect(peer.connections).toHaveLength(0);
  expect(await readRefusal(folder)).toMatchObject({ message: expect.stringContaining('10.20.0.0/16') });
  expect(await readdir(folder)).not.toContain('spool');
});

test('falls silent when the machine comes to touch one: no word, no reason, and the list never leaves', async () => {
  const clock = new FakeClock({ wall: 1_790_000_000_000, mono: 60_000 });
  await using agent = await start(clock);
  await peer.until(() => peer.entries().some((entry) => entry['fact'] === 'hub'));
  const before = sent().length;
  interfaces = [LAN, OTHER];
  await clock.advanceAsync(5_000);
  expect(await agent.refused).toMatchObject({ code: 'forbidden-network' });
  await clock.advanceAsync(120_000);
  expect(sent().length).toBe(before);
  expect(peer.frames('bye')).toEqual([]);
  expect(peer.connections).toHaveLength(1);
  expect(sent()).not.toMatch(SECRET);
  expect(await journal()).not.toMatch(SECRET);
  expect(await readRefusal(folder)).toMatchObject({ message: expect.stringContaining('Mang rieng') });
});

test('runs again once nothing forbidden is touched, and its gap is no power cut', async () => {
  const clock = new FakeClock({ wall: 1_790_000_000_000, mono: 60_000 });
  await using first = await start(clock);
  await peer.until(() => peer.entries().some((entry) => entry['fact'] === 'hub'));
  interfaces = [OTHER];
  await clock.advanceAsync(5_000);
  await first.refused;
  interfaces = [LAN];
  await using _second = await start(clock);
  await peer.until(() => peer.entries().some((entry) => entry['event'] === 'start'));
  expect(peer.entries().find((entry) => entry['event'] === 'start')).toMatchObject({ clean: true });
  expect(peer.entries().find((entry) => entry['event'] === 'stop')).toMatchObject({ reason: 'request' });
  expect(sent()).not.toMatch(SECRET);
  expect(await readRefusal(folder)).toBeUndefined();
});
