import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createIdentity, type Identity } from './identity/identity.ts';
import { ScriptedPeer } from './uplink/scripted-peer.ts';
import { AGENT_VERSION } from './version.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
let folder: string;
let identity: Identity;
let peer: ScriptedPeer;
const children: ChildProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'main-'));
  identity = await createIdentity(folder);
  await writeFile(path.join(folder, 'enrolment.json'), JSON.stringify({ agentId: identity.agentId }));
  peer = await ScriptedPeer.start(() => identity.publicKey);
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  await peer[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

function spawnAgent(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env['PATH'], WARDWATCH_AGENT_DATA: folder, WARDWATCH_AGENT_SERVER: peer.url.href, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

async function run(
  args: readonly string[],
  env?: Record<string, string>,
): Promise<{ code: number; out: string; err: string }> {
  const child = spawnAgent(args, env);
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  await once(child, 'close');
  return { code: child.exitCode ?? -1, out, err };
}

const events = (): unknown[] => peer.entries().map((entry) => entry['event']);

test('reports, stops on request with its last words, and knows afterwards that it did', async () => {
  const child = spawnAgent(['run']);
  await peer.until(() => events().includes('boot'));
  const status = await run(['status']);
  expect(status.out).toContain(identity.agentId);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(events().at(-1)).toBe('stop');
  expect(peer.frames('bye')).toEqual([{ t: 'bye', reason: 'request' }]);
  spawnAgent(['run']);
  await peer.until(() => events().includes('start'));
  expect(peer.entries().find((entry) => entry['event'] === 'start')).toMatchObject({ clean: true });
}, 20_000);

test('kill -9 loses no fact, repeats no number, and the next run knows when it was last alive', async () => {
  peer.script.onBatch = () => undefined;
  for (let round = 0; round < 3; round++) {
    const child = spawnAgent(['run']);
    const connections = peer.connections.length;
    await peer.until(
      () =>
        peer.connections.length > connections &&
        (peer.connections.at(-1)?.frames.some((frame) => frame.t === 'batch') ?? false),
    );
    const killedAt = Date.now();
    child.kill('SIGKILL');
    await once(child, 'exit');
    const last = peer.entries().findLast((entry) => entry['event'] === 'start' || entry['event'] === 'boot');
    if (round > 0) {
      expect(last).toMatchObject({ event: 'start', clean: false });
      expect(killedAt - Number(last?.['lastAliveAt'])).toBeLessThan(20_000);
    }
  }
  const bySeq = new Map<unknown, string>();
  for (const entry of peer.entries()) {
    expect(bySeq.get(entry['seq']) ?? JSON.stringify(entry)).toBe(JSON.stringify(entry));
    bySeq.set(entry['seq'], JSON.stringify(entry));
  }
  const begun = [...bySeq.values()].filter((text) => /"(boot|start)"/.test(text));
  expect(begun).toHaveLength(3);
}, 30_000);

test('refuses a second run on the same folder', async () => {
  spawnAgent(['run']);
  await peer.until(() => events().includes('boot'));
  const second = await run(['run']);
  expect(second).toMatchObject({ code: 5 });
  expect(second.err).toContain('another agent');
}, 20_000);

test.each([
  [['--version'], 0, AGENT_VERSION],
  [['help'], 0, 'exit codes'],
  [['run', '--help'], 0, '--data'],
])('%s is answered', async (args, code, text) => {
  const result = await run(args);
  expect(result).toMatchObject({ code, err: '' });
  expect(result.out).toContain(text);
});

test.each<[string, string[], Record<string, string>, number, RegExp]>([
  ['an unknown command', ['walk'], {}, 2, /no command "walk"/],
  ['an unknown option', ['run', '--fast'], {}, 2, /run --help/],
  ['wrong settings', ['run'], { WARDWATCH_AGENT_SPOOL_MB: 'much' }, 2, /spoolMb/],
  ['a machine that is not enrolled', ['run', '--data', path.join(tmpdir(), 'wardwatch-nobody')], {}, 3, /enrol/],
  ['a data folder that cannot be', ['run', '--data', '/proc/nowhere'], {}, 5, /--data/],
  [
    'a server that is not one',
    ['enrol', '--attest', '--code', 'ABCD-EFGH-JKMN-PQRS', '--server', 'http://far.example'],
    {},
    1,
    /https/,
  ],
  ['an enrolment without a code', ['enrol'], {}, 2, /--code/],
  ['a target that is none', ['probe', '--targets', 'udp://x'], {}, 2, /tcp:\/\/HOST:PORT/],
])('tells %s', async (_case, args, env, code, message) => {
  const result = await run(args, env);
  expect(result.err).toMatch(message);
  expect(result.code).toBe(code);
});

test('enrols nobody without a confirmation, and says what to confirm', async () => {
  const server = peer.url.href.replace('ws:', 'http:');
  const data = path.join(folder, 'new');
  const result = await run(['enrol', '--code', 'ABCD-EFGH-JKMN-PQRS', '--server', server, '--data', data]);
  expect(result).toMatchObject({ code: 7, out: expect.stringContaining('bí mật nhà nước') });
  expect(result.err).toMatch(/--attest/);
  expect(peer.connections).toHaveLength(0);
});

test('does not run on a machine that touches a forbidden network, and says so here alone', async () => {
  const result = await run(['run'], { WARDWATCH_AGENT_FORBIDDEN: '127.0.0.0/8' });
  expect(result.code).toBe(6);
  expect(result.err).toMatch(/127\.0\.0\.0\/8/);
  expect(result.out).toContain('forbidden-network');
  expect(await run(['status'])).toMatchObject({
    code: 6,
    out: expect.stringMatching(/does not run since.*127\.0\.0\.0/),
  });
  expect(peer.connections).toHaveLength(0);
  spawnAgent(['run']);
  await peer.until(() => events().includes('boot'));
  expect((await run(['status'])).code).toBe(0);
}, 20_000);

test('a settings file that is no JSON is named', async () => {
  await writeFile(path.join(folder, 'agent.json'), '{');
  expect(await run(['run'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('agent.json is not JSON'),
  });
});

test('probe prints what the board would see', async () => {
  const port = peer.url.port;
  const result = await run(['probe', '--targets', `tcp://127.0.0.1:${port}`], { WARDWATCH_AGENT_DENY_TARGETS: '' });
  expect(result.out).toMatch(/internet +internet +up/);
  expect(result.out).toMatch(/health +cpu\.used +\d/);
  const denied = await run(['probe', '--json', '--targets', `tcp://127.0.0.1:${port}`]);
  expect(denied.out).toContain('denied by local policy');
  expect(denied.err).toContain('target-denied');
}, 20_000);
