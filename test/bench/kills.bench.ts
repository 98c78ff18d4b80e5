import { killRun } from '../kit/kill-run.ts';
import type { BenchTable } from './table.ts';

const KILLS = Number(process.env['BENCH_KILLS'] ?? '200');

/** Agents and server killed at random moments under load; whatever is missing or repeated is a defect. */
export async function run(): Promise<BenchTable[]> {
  const result = await killRun({ kills: KILLS, agents: 3, tickMs: 50, seed: 2026 });
  const { agentKills, serverKills, factsStored, missing, repeated, incomplete, seconds } = result;
  return [
    {
      title: 'kill -9',
      about:
        'Three real agents that write 80 facts a second each, and the server, killed with SIGKILL at random moments. Every fact carries the number of its turn, so that gaps and repeats show. Target: none.',
      columns: [
        'agent kills',
        'server kills',
        'facts stored',
        'missing',
        'stored twice',
        'journals incomplete',
        'seconds',
      ],
      rows: [[agentKills, serverKills, factsStored, missing, repeated, incomplete, Math.round(seconds)]],
    },
  ];
}
