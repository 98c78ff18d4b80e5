import process from 'node:process';
import { haveNut, startNut, startUpsSimulator } from '@wardwatch/agent/testing';
import { startNode } from '../kit/processes.ts';
import { type BenchWorld, benchWorld } from './cost-world.ts';
import type { BenchTable } from './table.ts';

/** What one run of a source costs. */
export interface SourceCost {
  name: string;
  everyMs: number;
  /** Processor time of the process and of the children that it waited for. */
  cpuMs: number;
  childMs: number;
  /** Programs started. */
  children: number;
  /** Payload on sockets, both ways. */
  bytes: number;
  /** What the process is larger after all runs than before the first. */
  rssBytes: number;
}

const CHILD = 'test/bench/cost.child.ts';
/** Nothing gets compiled at the agent's pace; so nothing may be at the faster pace of a benchmark. */
const INTERPRETED = ['--no-opt', '--no-sparkplug', '--no-maglev'];
const DAY_MS = 86_400_000;
const MIB = 2 ** 20;

async function ask<Answer>(world: BenchWorld, name: string, ups: string): Promise<Answer> {
  const env = { ...world.env, WARDWATCH_AGENT_UPS: ups };
  await using child = startNode(CHILD, [name, JSON.stringify(world.probes)], env, INTERPRETED);
  if ((await child.ended()) !== 0) throw new Error(`${name}: ${child.lines.join('\n')}`);
  return JSON.parse(child.lines.at(-1) ?? '') as Answer;
}

/** The sources of power, each with the option that chooses it. */
async function powerRows(world: BenchWorld): Promise<SourceCost[]> {
  const cost = async (label: string, ups: string): Promise<SourceCost> => ({
    ...(await ask<SourceCost>(world, 'power', ups)),
    name: `power: ${label}`,
  });
  const rows = [await cost('the system alone', 'off'), await cost('nothing found', 'auto')];
  if (haveNut()) {
    await using nut = await startNut({ maxAge: 15 });
    rows.push(await cost('NUT', `nut://127.0.0.1:${nut.port}`));
  }
  await using simulator = await startUpsSimulator();
  rows.push(await cost('SNMP', `snmp://${simulator.community}@127.0.0.1:${simulator.port}`));
  return rows;
}

/** What each source of the agent costs, run alone in a process of its own. */
export async function run(): Promise<BenchTable[]> {
  await using world = await benchWorld();
  const names = [...new Set(await ask<string[]>(world, 'list', 'off'))];
  const costs: SourceCost[] = [];
  for (const name of names.filter((one) => one !== 'power')) costs.push(await ask(world, name, 'off'));
  costs.push(...(await powerRows(world)));
  const floor = costs.find(({ name }) => name === 'nothing')?.cpuMs ?? 0;
  const rows = costs.map(({ name, everyMs, cpuMs, childMs, children, bytes, rssBytes }) => {
    const own = name === 'nothing' ? cpuMs : Math.max(0, cpuMs - floor);
    const perDay = DAY_MS / everyMs;
    const cpuPerDay = ((own + childMs) * perDay) / 1000;
    const share = ((own + childMs) / everyMs) * 100;
    const kilobytes = (bytes * perDay) / 1000;
    return [name, everyMs / 1000, own, childMs, cpuPerDay, share, children * perDay, kilobytes, rssBytes / MIB];
  });
  return [
    {
      title: 'What each source costs',
      about: `Each source of the agent alone in a process of its own, 40 runs 100 ms apart after two that load what it needs, everything on loopback; interpreted, as at the agent's pace nothing is ever compiled. "Nothing" is a run that does nothing: the price of waking up, which is taken off the others. At the agent's real pace each wake finds cold caches and costs more than here; footprint has the sum. Each service and each watched device has a row. The gateway is an address of this machine, where the probe may settle on ICMP; posture is asked every minute whether it is time. Bytes are payload of sockets, without headers; those of ICMP and of name look-ups do not show. Node ${process.version}.`,
      columns: [
        'source',
        'every, s',
        'CPU ms a run',
        'of children, ms',
        'CPU s a day',
        '% of a core',
        'programs a day',
        'kB a day',
        'memory MiB',
      ],
      rows,
    },
  ];
}
