import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadConfig, startAgent } from '@wardwatch/agent';
import { DiskSpool } from '@wardwatch/agent/spool';
import type { Store } from '@wardwatch/server';
import { silentLogger } from '@wardwatch/shared/lib';
import { seededRandom } from '../sim/random.ts';
import { temporaryFolder } from './folder.ts';
import { type OwnProcess, startNode } from './processes.ts';
import { agentEnvironment, enrolFolder } from './real-agent.ts';
import { startSystem } from './system.ts';
import { until } from './until.ts';

/** What a run of kills is made of. */
export interface KillRun {
  kills: number;
  agents: number;
  /** Interval of each agent's facts, milliseconds; four entries each. */
  tickMs: number;
  seed: number;
}

/** What became of the entries. Only the first four figures may be above zero. */
export interface KillResult {
  agentKills: number;
  serverKills: number;
  factsStored: number;
  seconds: number;
  /** Turns of the probe that are missing between others of the same process. */
  missing: number;
  /** Turns that are stored more than once for one fact. */
  repeated: number;
  /** Journals of which the server lacks a number that the agent gave. */
  incomplete: number;
}

/** The longest life between two kills, milliseconds. */
const MAX_LIFE_MS = 1_500;

/**
 * Kills agents and server at random moments while they work (`kill -9`), lets everything come back, and counts what is
 * stored against what was recorded.
 */
export async function killRun({ kills, agents, tickMs, seed }: KillRun): Promise<KillResult> {
  await using folder = await temporaryFolder();
  const serverFolder = join(folder.path, 'server');
  const agentFolders = Array.from({ length: agents }, (_, index) => join(folder.path, `agent-${index}`));
  const port = await enrolAll(serverFolder, agentFolders);
  const random = seededRandom(seed);
  const startedAt = performance.now();
  let server = await startServer(serverFolder, port);
  const running = agentFolders.map((path) => startBusy(path, tickMs));
  const counts = { agentKills: 0, serverKills: 0 };
  try {
    for (let kill = 0; kill < kills; kill++) {
      await new Promise((resolve) => setTimeout(resolve, 100 + random() * MAX_LIFE_MS));
      if (random() < 0.5) {
        await server.end('SIGKILL');
        counts.serverKills += 1;
        server = await startServer(serverFolder, port);
      } else {
        const index = Math.floor(random() * agents);
        await running[index]?.end('SIGKILL');
        counts.agentKills += 1;
        running[index] = startBusy(agentFolders[index] ?? '', tickMs);
      }
    }
    for (const agent of running) await until('the agent runs', () => agent.lines.includes('running'), 60_000);
    for (const agent of running) await agent.end('SIGTERM');
    await Promise.all(agentFolders.map(drain));
  } finally {
    await Promise.all(running.map((agent) => agent.end('SIGKILL')));
    await server.end('SIGTERM');
  }
  const seconds = (performance.now() - startedAt) / 1000;
  return { ...counts, seconds, ...(await inspect(serverFolder, agentFolders)) };
}

/** The server's folder with an administrator-less store and all agents enrolled; the port that they know. */
async function enrolAll(serverFolder: string, agentFolders: readonly string[]): Promise<number> {
  await using system = await startSystem({ dataFolder: serverFolder });
  for (const path of agentFolders) await enrolFolder(path, system.url, await system.code());
  return Number(new URL(system.url).port);
}

async function startServer(dataFolder: string, port: number): Promise<OwnProcess> {
  const server = startNode('server/src/main.ts', [], {
    WARDWATCH_PORT: String(port),
    WARDWATCH_DATA: dataFolder,
    WARDWATCH_LOG_LEVEL: 'error',
    WARDWATCH_INTERNET_TARGETS: '',
    WARDWATCH_DNS_NAMES: '',
    WARDWATCH_GATEWAY: 'off',
  });
  await until('the server listens', () => server.lines.some((line) => line.startsWith('http')));
  return server;
}

function startBusy(dataFolder: string, tickMs: number): OwnProcess {
  return startNode('test/kit/busy-agent.ts', [dataFolder, String(tickMs)], agentEnvironment(dataFolder));
}

/** Runs the agent, with a probe that is silent for a day, until it holds nothing more. */
async function drain(dataFolder: string): Promise<void> {
  const config = await loadConfig(dataFolder, agentEnvironment(dataFolder));
  await using agent = await startAgent({ dataFolder, config, log: silentLogger, probes: [] });
  await until('the journal is empty', () => agent.status().journal.entries === 0, 120_000);
}

async function inspect(serverFolder: string, agentFolders: readonly string[]) {
  await using system = await startSystem({ dataFolder: serverFolder });
  const { store } = system.server;
  const { devices } = await store.fleet.changesSince(0);
  const totals = { factsStored: 0, missing: 0, repeated: 0, incomplete: 0 };
  for (const device of devices) {
    const found = await inspectDevice(store, device.id);
    totals.factsStored += found.stored;
    totals.missing += found.missing;
    totals.repeated += found.repeated;
  }
  for (const path of agentFolders) if (!(await isComplete(store, path))) totals.incomplete += 1;
  return totals;
}

async function inspectDevice(store: Store, deviceId: string) {
  const entries = await store.journal.entries(deviceId, { from: 0, until: Date.now() + 86_400_000 });
  /** Turns by process and fact. */
  const turns = new Map<string, number[]>();
  for (const { entry } of entries) {
    if (entry.kind !== 'fact' || entry.detail === undefined || !/^[0-9a-f]{12} \d+$/.test(entry.detail)) continue;
    const [run, turn] = entry.detail.split(' ');
    const key = `${run} ${entry.fact}`;
    turns.set(key, [...(turns.get(key) ?? []), Number(turn)]);
  }
  let [stored, missing, repeated] = [0, 0, 0];
  for (const list of turns.values()) {
    const different = new Set(list);
    stored += list.length;
    repeated += list.length - different.size;
    missing += Math.max(...different) - different.size;
  }
  return { stored, missing, repeated };
}

/** Whether the server has every number that the agent's journal ever gave: one range, up to the last. */
async function isComplete(store: Store, agentFolder: string): Promise<boolean> {
  const status = JSON.parse(await readFile(join(agentFolder, 'status.json'), 'utf8')) as {
    agentId: string;
    journal: { last: number };
  };
  const epoch = await onlyEpoch(agentFolder);
  const ranges = await store.journal.ranges(status.agentId, epoch);
  return ranges.length === 1 && ranges[0]?.from === 1 && (ranges[0]?.to ?? 0) >= status.journal.last;
}

/** The journal's epoch, as its folder names it. */
async function onlyEpoch(agentFolder: string): Promise<string> {
  const bounds = { maxBytes: 64 * 2 ** 20, maxAgeMs: 30 * 86_400_000 };
  const spool = await DiskSpool.open({
    folder: join(agentFolder, 'spool'),
    bounds,
    newEpoch: () => 'epoch-was-lost',
    log: silentLogger,
  });
  const { epoch } = spool;
  await spool[Symbol.asyncDispose]();
  return epoch;
}
