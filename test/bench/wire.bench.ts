import process from 'node:process';
import { haveNut, startNut } from '@wardwatch/agent/testing';
import { ownCertificate } from '../kit/certificate.ts';
import { countingProxy } from '../kit/counting-proxy.ts';
import { temporaryFolder } from '../kit/folder.ts';
import { startNode } from '../kit/processes.ts';
import { AGENT_SCRIPT, agentEnvironment } from '../kit/real-agent.ts';
import { startSystem } from '../kit/system.ts';
import { until } from '../kit/until.ts';
import { benchWorld } from './cost-world.ts';
import type { BenchTable } from './table.ts';

/** Minutes that are counted: slow figures are sent every quarter of an hour, so one quarter at the least. */
const MINUTES = Number(process.env['BENCH_WIRE_MINUTES'] ?? '15');
const WARM_UP_MS = 65_000;
const MB = 1_000_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Bytes of one agent on the wire, TLS and framing included, both directions, scaled to a day. */
export async function run(): Promise<BenchTable[]> {
  await using folder = await temporaryFolder();
  await using agentFolder = await temporaryFolder();
  await using world = await benchWorld();
  await using ups = haveNut() ? await startNut({ maxAge: 15 }) : undefined;
  const certificate = await ownCertificate(folder.path, ['127.0.0.1']);
  await using system = await startSystem({ config: { tls: certificate, probes: world.probes } });
  await using proxy = await countingProxy(Number(new URL(system.url).port));
  const address = `https://127.0.0.1:${proxy.port}`;
  const power = ups ? { WARDWATCH_AGENT_UPS: `nut://127.0.0.1:${ups.port}` } : {};
  const env = { ...agentEnvironment(agentFolder.path), ...world.env, ...power };
  const args = ['enrol', '--attest', '--server', address, '--code', await system.code(), '--pin', certificate.pin];
  await using enrol = startNode(AGENT_SCRIPT, args, env);
  if ((await enrol.ended()) !== 0) throw new Error(enrol.lines.join('\n'));
  await using _agent = startNode(AGENT_SCRIPT, ['run'], env);
  await until(
    'the agent is online',
    async () => (await system.server.store.fleet.changesSince(0)).devices[0]?.connected,
  );
  await pause(WARM_UP_MS);
  const before = { up: proxy.up, down: proxy.down };
  await pause(MINUTES * 60_000);
  const perDay = (bytes: number): number => (bytes * 24 * 60) / MINUTES / MB;
  const [up, down] = [perDay(proxy.up - before.up), perDay(proxy.down - before.down)];
  return [
    {
      title: 'Bytes on the wire',
      about: `A real agent at a 15 s interval with six services, three watched devices, ${ups ? 'a UPS by NUT' : 'no UPS (NUT is not installed)'} and the posture of its machine, connected by TLS, counted at the socket over ${MINUTES} min of ordinary operation and scaled to a day. What is sent once in hours counts as if every quarter of an hour had it, where it falls into the counted time. Target: under 1 MB.`,
      columns: ['up, MB a day', 'down, MB a day', 'both, MB a day'],
      rows: [[up, down, up + down]],
    },
  ];
}
