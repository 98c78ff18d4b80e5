import { temporaryFolder } from '../kit/folder.ts';
import { countingProxy } from '../kit/counting-proxy.ts';
import { agentEnvironment, AGENT_SCRIPT, enrolFolder } from '../kit/real-agent.ts';
import { startNode } from '../kit/processes.ts';
import { startSystem } from '../kit/system.ts';
import { until } from '../kit/until.ts';
import { type BenchTable, quantile } from './table.ts';

const CLOSED_RUNS = 10;
const SILENT_RUNS = 3;
const PROBES = { revision: 1, tickMs: 15_000, gateway: 'off', internet: [], dnsNames: [] } as const;

/** Milliseconds from the cut to the frame that tells every open board. */
async function once(cut: 'closed' | 'silent'): Promise<number> {
  await using folder = await temporaryFolder();
  await using system = await startSystem({ config: { probes: { ...PROBES, internet: [], dnsNames: [] } } });
  await using proxy = await countingProxy(Number(new URL(system.url).port));
  await enrolFolder(folder.path, `http://127.0.0.1:${proxy.port}`, await system.code());
  const admin = await system.admin();
  await using agent = startNode(AGENT_SCRIPT, ['run'], agentEnvironment(folder.path));
  await until('the agent is online', async () => (await admin.board()).devices[0]?.connected);
  await using stream = await admin.follow((await admin.board()).revision);
  const cutAt = performance.now();
  if (cut === 'closed') await agent.end('SIGKILL');
  else proxy.freeze();
  // Awaited here, so that nothing is torn down before the frame came.
  return await until(
    'the board shows it',
    () =>
      stream.frames.some((frame) => frame.t === 'changes' && frame.devices.some((row) => !row.connected)) &&
      performance.now() - cutAt,
    120_000,
  );
}

/** From the cut to the board: a socket that closes, and one that only falls silent. */
export async function run(): Promise<BenchTable[]> {
  const closed: number[] = [];
  const silent: number[] = [];
  for (let i = 0; i < CLOSED_RUNS; i++) closed.push(await once('closed'));
  for (let i = 0; i < SILENT_RUNS; i++) silent.push(await once('silent'));
  const row = (name: string, times: number[], target: string): (string | number)[] => [
    name,
    times.length,
    Math.min(...times) / 1000,
    quantile(times, 0.5) / 1000,
    Math.max(...times) / 1000,
    target,
  ];
  return [
    {
      title: 'From the cut to the board',
      about:
        'Seconds from the cut until a live frame tells every open board, with a real agent and server at a 15 s interval.',
      columns: ['cut', 'runs', 'least, s', 'median, s', 'most, s', 'target'],
      rows: [
        row('agent killed, socket closes', closed, 'within 1 s'),
        row('line silent, socket stays open', silent, 'within 3 intervals (45 s)'),
      ],
    },
  ];
}
