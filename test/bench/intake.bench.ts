import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type OwnProcess, startNode } from '../kit/processes.ts';
import { footprintOf } from './footprint-usage.ts';
import { temporaryFolder } from '../kit/folder.ts';
import { startSystem } from '../kit/system.ts';
import { until } from '../kit/until.ts';
import { newIdentity } from '../kit/wire-agent.ts';
import type { BenchTable } from './table.ts';

const FLOOD_SECONDS = 10;
const STEADY_SECONDS = 30;
const STEADY_INTERVAL_MS = 15_000;

/** What load.ts prints. */
interface LoadResult {
  connectedMs: number;
  framesPerSecond: number;
  p50: number;
  p99: number;
  lost: number;
}

/** Enrols agents straight into the store, and writes their keys for the load generator. */
async function enrolMany(dataFolder: string, count: number): Promise<string> {
  await using system = await startSystem({ dataFolder });
  const { fleet } = system.server.store;
  const site = await system.server.firstSite('Trụ sở UBND phường');
  const identities = [];
  for (let i = 0; i < count; i++) {
    const { agentId, publicKey, privateKey } = newIdentity();
    const at = Date.now();
    const codeHash = `bench-${i}`;
    await fleet.createCode({
      codeHash,
      siteId: site.id,
      preApproved: true,
      createdBy: 'system',
      attested: { statement: 1, by: 'person_1' },
      at,
      expiresAt: at + 60_000,
    });
    await fleet.enrol({
      codeHash,
      agentId,
      publicKey,
      name: `máy ${i}`,
      os: 'test',
      agentVersion: '0.0.0',
      statement: 1,
      at,
    });
    identities.push({ agentId, key: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64') });
  }
  const file = join(dataFolder, 'identities.json');
  await writeFile(file, JSON.stringify(identities));
  return file;
}

async function bareIdentities(dataFolder: string, count: number): Promise<string> {
  const key = generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  const file = join(dataFolder, `bare-${count}.json`);
  await writeFile(file, JSON.stringify(Array.from({ length: count }, () => ({ agentId: 'ag_', key }))));
  return file;
}

async function measure(server: OwnProcess, url: string, identities: string, mode: string, seconds: number) {
  await using load = startNode('test/bench/load.ts', [
    url,
    identities,
    mode,
    String(seconds),
    String(STEADY_INTERVAL_MS),
  ]);
  const before = await footprintOf(server.pid);
  const from = performance.now();
  const line = await until('the load is done', () => load.lines.find((text) => text.startsWith('{')), 600_000);
  const after = await footprintOf(server.pid);
  const cpuPercent = ((after.cpuMs - before.cpuMs) / (performance.now() - from)) * 100;
  return { ...(JSON.parse(line) as LoadResult), cpuPercent, rssMb: after.rssBytes / 2 ** 20 };
}

async function oneRun(agents: number, mode: 'flood' | 'steady'): Promise<(string | number)[][]> {
  await using folder = await temporaryFolder();
  const seconds = mode === 'flood' ? FLOOD_SECONDS : STEADY_SECONDS;
  const rows: (string | number)[][] = [];
  const row = (name: string, result: Awaited<ReturnType<typeof measure>>): void => {
    const { framesPerSecond, p50, p99, cpuPercent, rssMb, connectedMs, lost } = result;
    rows.push([
      `${name}, ${agents} agents, ${mode}`,
      Math.round(framesPerSecond),
      p50,
      p99,
      Math.round(cpuPercent),
      Math.round(rssMb),
      connectedMs / 1000,
      lost,
    ]);
  };
  if (mode === 'flood') {
    await using bare = startNode('test/bench/bare-server.ts', []);
    const url = await until('the bare server listens', () => bare.lines[0]);
    row(
      'bare ws, parse and answer',
      await measure(bare, url, await bareIdentities(folder.path, agents), mode, seconds),
    );
  }
  const identities = await enrolMany(folder.path, agents);
  await using server = startNode('server/src/main.ts', [], {
    WARDWATCH_PORT: '0',
    WARDWATCH_DATA: folder.path,
    WARDWATCH_LOG_LEVEL: 'warn',
    WARDWATCH_INTERNET_TARGETS: '',
    WARDWATCH_DNS_NAMES: '',
    WARDWATCH_GATEWAY: 'off',
  });
  const link = await until('the server listens', () => server.lines.find((text) => text.startsWith('http')));
  row(
    'Wardwatch, to commit on SQLite',
    await measure(server, new URL(link).origin.replace('localhost', '127.0.0.1'), identities, mode, seconds),
  );
  return rows;
}

/** Frames from simulated agents through to the commit, beside a WebSocket server that stores nothing. */
export async function run(): Promise<BenchTable[]> {
  const columns = [
    'what',
    'frames/s',
    'ack p50 ms',
    'ack p99 ms',
    'server CPU %',
    'server RSS MiB',
    'all connected, s',
    'sessions lost',
  ];
  const flood = [...(await oneRun(500, 'flood')), ...(await oneRun(5_000, 'flood'))];
  const steady = [];
  for (const agents of [100, 1_000, 5_000]) steady.push(...(await oneRun(agents, 'steady')));
  return [
    {
      title: 'Intake at full speed',
      about:
        'Each simulated agent keeps four batches (one proof of life, one minute of figures) in flight; a frame counts when its ack came. The load generator shares the two cores with the server.',
      columns,
      rows: flood,
    },
    {
      title: 'Intake at rest',
      about: `Each simulated agent sends one batch every ${STEADY_INTERVAL_MS / 1000} s. CPU is the server's alone, in percent of one core.`,
      columns,
      rows: steady,
    },
  ];
}
