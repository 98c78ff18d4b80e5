import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { haveNut, startNut } from '@wardwatch/agent/testing';
import { ownCertificate } from '../kit/certificate.ts';
import { temporaryFolder } from '../kit/folder.ts';
import { startNode } from '../kit/processes.ts';
import { AGENT_SCRIPT, agentEnvironment } from '../kit/real-agent.ts';
import { startSystem } from '../kit/system.ts';
import { benchWorld } from './cost-world.ts';
import { BUNDLE, type Contender, idleNodes, LEAN, peers, startNodeApart } from './footprint-contenders.ts';
import { type Footprint, footprintOf } from './footprint-usage.ts';
import type { BenchTable } from './table.ts';

const SETTLE_MS = 30_000;
const MEASURE_MS = Number(process.env['BENCH_FOOTPRINT_SECONDS'] ?? '180') * 1000;
const POLL_MS = 15_000;
const LOOK_MS = 1_000;
const ROOT = join(import.meta.dirname, '../..');
const MIB = 2 ** 20;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The agents in the comparison: with what a small site has, with services and devices to watch, and with lean flags. */
const AGENTS = [
  { name: 'Wardwatch, connectivity and machine', flags: [], isFull: false },
  { name: 'Wardwatch, the same, lean flags', flags: LEAN, isFull: false },
  { name: 'Wardwatch, 6 services, 3 devices, UPS, lean flags', flags: LEAN, isFull: true },
];

/** Enrols and starts each agent with a server that is spoken to by TLS. Disposing ends the servers. */
async function startAgents(folder: string, owned: AsyncDisposableStack): Promise<Contender[]> {
  const world = owned.use(await benchWorld());
  const nut = haveNut() ? owned.use(await startNut({ maxAge: 15 })) : undefined;
  const tls = await ownCertificate(folder, ['127.0.0.1']);
  const { services: _, watched: __, ...plain } = world.probes;
  const full = owned.use(await startSystem({ config: { tls, probes: world.probes } }));
  const small = owned.use(await startSystem({ config: { tls, probes: plain } }));
  const started: Contender[] = [];
  for (const [index, { name, flags, isFull }] of AGENTS.entries()) {
    const system = isFull ? full : small;
    const ups = isFull && nut ? `nut://127.0.0.1:${nut.port}` : 'auto';
    const data = agentEnvironment(join(folder, `agent-${index}`));
    const env = { ...data, ...world.env, WARDWATCH_AGENT_UPS: ups, WARDWATCH_AGENT_LOG_LEVEL: 'info' };
    const args = ['enrol', '--attest', '--server', system.url, '--code', await system.code(), '--pin', tls.pin];
    await using enrol = startNode(AGENT_SCRIPT, args, env);
    if ((await enrol.ended()) !== 0) throw new Error(enrol.lines.join('\n'));
    started.push(await startNodeApart(folder, name, [...flags, BUNDLE, 'run'], env));
  }
  return started;
}

/** Looks every second, and asks the peers at the pace of the agents' reports. Gives the most children seen of each. */
async function measure(contenders: readonly Contender[]): Promise<number[]> {
  const most = contenders.map(() => 0);
  const from = performance.now();
  let polledAt = Number.NEGATIVE_INFINITY;
  while (performance.now() - from < MEASURE_MS) {
    if (performance.now() - polledAt >= POLL_MS) {
      polledAt = performance.now();
      for (const { poll } of contenders) poll?.();
    }
    await pause(LOOK_MS);
    const now = await Promise.all(contenders.map(({ process: { pid } }) => footprintOf(pid)));
    for (const [index, { children }] of now.entries()) most[index] = Math.max(most[index] ?? 0, children);
  }
  return most;
}

/** Memory and processor time of the agent beside an idle Node and its peers, all at the same time on one machine. */
export async function run(): Promise<BenchTable[]> {
  execFileSync(process.execPath, [join(ROOT, 'agent/build.ts')], { cwd: join(ROOT, 'agent') });
  await using owned = new AsyncDisposableStack();
  const folder = owned.use(await temporaryFolder());
  const foreign = await peers(folder.path);
  const contenders = [
    ...(await idleNodes(folder.path)),
    ...(await startAgents(folder.path, owned)),
    ...foreign.started,
  ];
  owned.defer(async () => {
    for (const { process: own } of contenders) await own.end('SIGTERM');
  });
  await pause(SETTLE_MS);
  for (const { name, process: own } of contenders) {
    if (own.child.exitCode !== null) throw new Error(`${name} ended: ${own.lines.slice(-5).join('\n')}`);
  }
  const look = (): Promise<Footprint[]> => Promise.all(contenders.map(({ process: { pid } }) => footprintOf(pid)));
  const [before, from] = [await look(), performance.now()];
  const most = await measure(contenders);
  const [after, hours] = [await look(), (performance.now() - from) / 3_600_000];
  const idle = after[0]?.rssBytes ?? 1;
  const rows = contenders.map(({ name }, index) => {
    const [start, end] = [before[index], after[index]];
    if (!start || !end) throw new Error(`${name} is gone`);
    const perHour = (ms: number): number => ms / 1000 / hours;
    const [own, children] = [perHour(end.cpuMs - start.cpuMs), perHour(end.childMs - start.childMs)];
    const share = (own + children) / 36;
    const [rss, pss, anonymous] = [end.rssBytes / MIB, end.pssBytes / MIB, end.anonymousBytes / MIB];
    const ratio = end.rssBytes / idle;
    return [name, rss, ratio, pss, anonymous, own, children, share, end.threads, most[index] ?? 0];
  });
  const left = foreign.missing.length > 0 ? ` Not installed and left out: ${foreign.missing.join(', ')}.` : '';
  return [
    {
      title: "The agent's footprint",
      about: `All run at once for ${MEASURE_MS / 1000} s after ${SETTLE_MS / 1000} s of settling, each Node on a copy of its own binary, so that none shares pages with another. The agents report every 15 s by TLS to a server on loopback; the peers are polled every 15 s over loopback (zabbix-agent2 for six items, node_exporter for all it has, netdata for all it has, which it gathers every second). "Lean flags" are ${LEAN.join(' ')}. × compares with the first row. "Own" memory is anonymous: what is no file. Children are ICMP probes. Targets: memory within 1.25 × of idle Node, under 0.1 % of a core.${left}`,
      columns: [
        'process',
        'RSS MiB',
        '× idle Node',
        'PSS MiB',
        'own MiB',
        'CPU s/h',
        'children, s/h',
        '% of a core',
        'threads',
        'children, most seen',
      ],
      rows,
    },
  ];
}
