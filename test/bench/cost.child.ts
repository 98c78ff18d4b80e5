/**
 * Runs one source of the agent alone, many times, and prints what a run costs as a line of JSON. Arguments: the name of
 * the source (`list` prints the names) and the server's configuration as JSON; the agent's options come from the
 * environment.
 */
import { channel } from 'node:diagnostics_channel';
import type { Socket as UdpSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import process from 'node:process';
import { DeniedTargets, loadConfig, type Probe, probesFor, systemClock, thisMachine } from '@wardwatch/agent';
import { silentLogger } from '@wardwatch/shared/lib';
import type { ProbeConfig } from '@wardwatch/shared/model';
import { temporaryFolder } from '../kit/folder.ts';
import type { SourceCost } from './cost.bench.ts';

/** Runs that are counted: enough for the 10 ms in which Linux counts the time of children. */
const RUNS = 40;
/** Runs before that: code is loaded, connections that are kept are made. */
const FIRST_RUNS = 2;
const PAUSE_MS = 100;
const HOUR_MS = 3_600_000;
/** Clock ticks of Linux' process accounting: always 100 a second for user space. */
const TICK_MS = 10;

/** What this process did that it counts by itself. */
const counts = { children: 0, bytes: 0 };
const sockets = new Set<Socket>();

channel('child_process').subscribe(() => (counts.children += 1));
channel('net.client.socket').subscribe((message) => {
  const { socket } = message as { socket: Socket };
  sockets.add(socket);
  socket.once('close', () => {
    sockets.delete(socket);
    counts.bytes += socket.bytesRead + socket.bytesWritten;
  });
});
channel('udp.socket').subscribe((message) => {
  const { socket } = message as { socket: UdpSocket };
  socket.on('message', (answer) => (counts.bytes += answer.length));
  const send = socket.send.bind(socket) as (...args: unknown[]) => void;
  socket.send = (...args: unknown[]): void => {
    counts.bytes += (args[0] as Uint8Array).length;
    send(...args);
  };
});

function used(): { cpuMs: number; childMs: number; children: number; bytes: number } {
  const { user, system } = process.cpuUsage();
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const open = [...sockets].reduce((sum, socket) => sum + socket.bytesRead + socket.bytesWritten, 0);
  const childMs = (Number(fields[13]) + Number(fields[14])) * TICK_MS;
  return { cpuMs: (user + system) / 1000, childMs, children: counts.children, bytes: counts.bytes + open };
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

async function costOf(probe: Probe, tickMs: number): Promise<SourceCost> {
  const { signal } = new AbortController();
  for (let run = 0; run < 5; run++) await pause();
  const rssBefore = process.memoryUsage.rss();
  for (let run = 0; run < FIRST_RUNS; run++) {
    await probe.run(signal);
    await pause();
  }
  const before = used();
  for (let run = 0; run < RUNS; run++) {
    await probe.run(signal);
    await pause();
  }
  const after = used();
  const perRun = (name: keyof typeof before): number => (after[name] - before[name]) / RUNS;
  return {
    name: probe.name,
    everyMs: probe.everyMs ?? tickMs,
    cpuMs: perRun('cpuMs'),
    childMs: perRun('childMs'),
    children: perRun('children'),
    bytes: perRun('bytes'),
    rssBytes: process.memoryUsage.rss() - rssBefore,
  };
}

const [name, text = '{}'] = process.argv.slice(2);
const probeConfig = JSON.parse(text) as ProbeConfig;
await using folder = await temporaryFolder();
const machine = thisMachine();
const context = { clock: systemClock(), stopwatch: () => performance.now(), log: silentLogger };
const config = await loadConfig(folder.path, process.env);
const once = { timeoutMs: 1_000, facts: [], watchesNetwork: false };
const sources: Probe[] = [
  { ...once, name: 'nothing', run: async () => ({}) },
  {
    ...once,
    name: 'look at the network',
    everyMs: 5_000,
    run: async () => {
      machine.networkSignature();
      return {};
    },
  },
  {
    ...once,
    name: 'posture, one reading',
    everyMs: 6 * HOUR_MS,
    run: async (signal) => {
      // What is known of the last reading belongs to the clock; with another clock it is time for one at once.
      const anew = { ...context, clock: systemClock(), atOnce: true };
      const probes = probesFor(anew, config, probeConfig, machine, new DeniedTargets(silentLogger));
      return (await probes.find((probe) => probe.name === 'posture')?.run(signal)) ?? {};
    },
  },
  {
    ...once,
    name: 'boot evidence, at a boot a day',
    everyMs: 24 * HOUR_MS,
    run: async () => {
      const at = Date.now() - 30 * 24 * HOUR_MS;
      await machine.lastStop?.({ bootId: 'a-boot-of-before', at, mono: HOUR_MS }, context);
      return {};
    },
  },
  ...probesFor(context, config, probeConfig, machine, new DeniedTargets(silentLogger)),
];
const source = sources.find((one) => one.name === name);
if (name === 'list') console.log(JSON.stringify(sources.map((one) => one.name)));
else if (source) console.log(JSON.stringify(await costOf(source, probeConfig.tickMs)));
else throw new Error(`there is no source ${name}`);
process.exit(0);
