import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import process from 'node:process';
import { ownCertificate } from '../kit/certificate.ts';
import { countingProxy } from '../kit/counting-proxy.ts';
import { temporaryFolder } from '../kit/folder.ts';
import { startNode } from '../kit/processes.ts';
import { AGENT_SCRIPT, agentEnvironment } from '../kit/real-agent.ts';
import { startSystem } from '../kit/system.ts';
import { until } from '../kit/until.ts';
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
  const world = createServer((socket) => socket.end());
  world.listen(0, '127.0.0.1');
  await once(world, 'listening');
  const target = { kind: 'tcp' as const, host: '127.0.0.1', port: (world.address() as AddressInfo).port };
  const certificate = await ownCertificate(folder.path, ['127.0.0.1']);
  const probes = { revision: 1, tickMs: 15_000, gateway: '127.0.0.1', internet: [target], dnsNames: [] };
  await using system = await startSystem({ config: { tls: certificate, probes } });
  await using proxy = await countingProxy(Number(new URL(system.url).port));
  const address = `https://127.0.0.1:${proxy.port}`;
  const env = agentEnvironment(agentFolder.path);
  const args = ['enrol', '--server', address, '--code', await system.code(), '--pin', certificate.pin];
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
  world.close();
  return [
    {
      title: 'Bytes on the wire',
      about: `A real agent at a 15 s interval, connected by TLS, counted at the socket over ${MINUTES} min of ordinary operation and scaled to a day. Target: under 1 MB.`,
      columns: ['up, MB a day', 'down, MB a day', 'both, MB a day'],
      rows: [[up, down, up + down]],
    },
  ];
}
