import { readFileSync } from 'node:fs';
import os from 'node:os';
import type { Probe } from './probe.ts';

/** Processor time since boot in any unit: all of it, and the idle part. */
export interface CpuTimes {
  total: number;
  idle: number;
}

/** Times in the text of `/proc/stat`: the first line adds up all processors. Waiting for a disk counts as idle. */
export function parseProcStat(text: string): CpuTimes {
  // user nice system idle iowait irq softirq steal; guest time is within user.
  const fields = (text.split('\n', 1)[0] ?? '').trim().split(/\s+/).slice(1, 9).map(Number);
  const total = fields.reduce((sum, field) => sum + field, 0);
  return { total, idle: (fields[3] ?? 0) + (fields[4] ?? 0) };
}

/** Percent of memory in use, from the text of `/proc/meminfo`: what a new program could not have. */
export function parseMemInfo(text: string): number | undefined {
  const field = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1]);
  const [total, available] = [field('MemTotal'), field('MemAvailable')];
  return total > 0 && available >= 0 ? 100 * (1 - available / total) : undefined;
}

/** Percent of processor time in use between two readings; undefined where no time has passed. */
export function cpuUsed(before: CpuTimes, after: CpuTimes): number | undefined {
  const total = after.total - before.total;
  if (total <= 0) return undefined;
  return Math.min(100, Math.max(0, 100 * (1 - (after.idle - before.idle) / total)));
}

function readCpu(): CpuTimes {
  // The kernel answers from memory: reading at once costs less than a turn of the thread pool.
  if (process.platform === 'linux') return parseProcStat(readFileSync('/proc/stat', 'utf8'));
  const cpus = os.cpus().map((cpu) => cpu.times);
  const idle = cpus.reduce((sum, times) => sum + times.idle, 0);
  return { idle, total: cpus.reduce((sum, t) => sum + t.user + t.nice + t.sys + t.irq + t.idle, 0) };
}

function readMemory(): number | undefined {
  if (process.platform === 'linux') return parseMemInfo(readFileSync('/proc/meminfo', 'utf8'));
  return 100 * (1 - os.freemem() / os.totalmem());
}

/** Processor and memory of the machine. The first run only takes the processor's mark. */
export function healthProbe(): Probe {
  let before: CpuTimes | undefined;
  return {
    name: 'health',
    timeoutMs: 3_000,
    facts: [],
    watchesNetwork: false,
    run: async () => {
      const [now, memory] = [readCpu(), readMemory()];
      const cpu = before && cpuUsed(before, now);
      before = now;
      return {
        metrics: {
          ...(cpu === undefined ? {} : { 'cpu.used': cpu }),
          ...(memory === undefined ? {} : { 'memory.used': memory }),
        },
      };
    },
  };
}
