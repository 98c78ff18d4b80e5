import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { temporaryFolder } from '../kit/folder.ts';
import { type OwnProcess, startProcess, type Usage, usageOf } from '../kit/processes.ts';
import { agentEnvironment, enrolFolder } from '../kit/real-agent.ts';
import { startSystem } from '../kit/system.ts';
import type { BenchTable } from './table.ts';

const SETTLE_MS = 20_000;
const MEASURE_MS = Number(process.env['BENCH_FOOTPRINT_SECONDS'] ?? '180') * 1000;
const ROOT = join(import.meta.dirname, '../..');
const BUNDLE = join(ROOT, 'agent/dist/wardwatch-agent.cjs');
const MIB = 2 ** 20;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Contender {
  name: string;
  process: OwnProcess;
}

/** Starts what is to be compared. A peer that is not installed is left out, and named. */
async function contenders(folder: string, agentFolder: string): Promise<{ started: Contender[]; missing: string[] }> {
  const started: Contender[] = [
    { name: 'Node, idle', process: startProcess(process.execPath, [join(ROOT, 'test/bench/idle-node.mjs')]) },
    {
      name: 'Wardwatch agent, bundled',
      process: startProcess(process.execPath, [BUNDLE, 'run'], agentEnvironment(agentFolder)),
    },
    {
      name: 'Wardwatch agent, bundled, --jitless',
      process: startProcess(process.execPath, ['--jitless', BUNDLE, 'run'], agentEnvironment(`${agentFolder}-2`)),
    },
  ];
  const missing: string[] = [];
  const peer = (name: string, program: string, args: string[]): void => {
    if (existsSync(program)) started.push({ name, process: startProcess(program, args) });
    else missing.push(name);
  };
  await writeFile(
    join(folder, 'zabbix.conf'),
    `Server=127.0.0.1\nListenIP=127.0.0.1\nListenPort=10099\nLogType=console\nPluginSocket=${folder}/z.sock\nControlSocket=${folder}/c.sock\n`,
  );
  peer('zabbix-agent2', '/usr/sbin/zabbix_agent2', ['-c', join(folder, 'zabbix.conf'), '-f']);
  peer('prometheus-node-exporter', '/usr/bin/prometheus-node-exporter', ['--web.listen-address=127.0.0.1:19100']);
  peer('netdata', '/usr/sbin/netdata', ['-D', '-i', '127.0.0.1', '-p', '19999']);
  return { started, missing };
}

/** Memory and processor time of the agent beside an idle Node and its peers, all at the same time on one machine. */
export async function run(): Promise<BenchTable[]> {
  execFileSync(process.execPath, [join(ROOT, 'agent/build.ts')], { cwd: join(ROOT, 'agent') });
  await using folder = await temporaryFolder();
  const world = createServer((socket) => socket.end());
  world.listen(0, '127.0.0.1');
  await once(world, 'listening');
  const target = { kind: 'tcp' as const, host: '127.0.0.1', port: (world.address() as AddressInfo).port };
  const probes = {
    revision: 1,
    tickMs: 15_000,
    gateway: '127.0.0.1',
    internet: [target, { kind: 'icmp' as const, host: '127.0.0.1' }],
    dnsNames: [],
  };
  await using system = await startSystem({ config: { probes } });
  const agentFolder = join(folder.path, 'agent');
  for (const path of [agentFolder, `${agentFolder}-2`]) await enrolFolder(path, system.url, await system.code());
  const { started, missing } = await contenders(folder.path, agentFolder);
  try {
    await pause(SETTLE_MS);
    const before = await Promise.all(started.map(({ process: { pid } }) => usageOf(pid)));
    let mostChildren = started.map(() => 0);
    const from = performance.now();
    while (performance.now() - from < MEASURE_MS) {
      await pause(5_000);
      const now = await Promise.all(started.map(({ process: { pid } }) => usageOf(pid)));
      mostChildren = mostChildren.map((most, index) => Math.max(most, now[index]?.children ?? 0));
    }
    const after = await Promise.all(started.map(({ process: { pid } }) => usageOf(pid)));
    const hours = (performance.now() - from) / 3_600_000;
    const idle = after[0]?.rssBytes ?? 1;
    const rows = started.map(({ name }, index) => {
      const [start, end] = [before[index] as Usage, after[index] as Usage];
      const cpuSeconds = (end.cpuMs - start.cpuMs) / 1000;
      return [
        name,
        end.rssBytes / MIB,
        end.rssBytes / idle,
        end.pssBytes / MIB,
        cpuSeconds / hours,
        (cpuSeconds / hours / 3600) * 100,
        mostChildren[index] ?? 0,
      ];
    });
    const left = missing.length > 0 ? ` Not installed and left out: ${missing.join(', ')}.` : '';
    return [
      {
        title: "The agent's footprint",
        about: `All run at once for ${MEASURE_MS / 1000} s after ${SETTLE_MS / 1000} s of settling; the agents report every 15 s to a server on loopback, with gateway, TCP and ICMP probes; the peers are not asked for anything. Processor time includes children. Targets: memory within 1.25 × of idle Node, under 0.1 % of a core.${left}`,
        columns: ['process', 'RSS MiB', '× idle Node', 'PSS MiB', 'CPU s/h', 'CPU % of a core', 'children, most seen'],
        rows,
      },
    ];
  } finally {
    for (const { process: own } of started) await own.end('SIGTERM');
    world.close();
  }
}
