import { readdir, readFile } from 'node:fs/promises';

/** Clock ticks of Linux' process accounting: always 100 a second for user space. */
const TICK_MS = 10;

/** What a process and the children that it has now use, from /proc. */
export interface Footprint {
  rssBytes: number;
  pssBytes: number;
  /** Memory of its own: neither code nor files, which the system can drop and read again. */
  anonymousBytes: number;
  threads: number;
  /** Processor time so far; `childMs` is that of children that ended and were waited for. */
  cpuMs: number;
  childMs: number;
  children: number;
}

/** Reads it. Processor time comes from the scheduler, which counts nanoseconds, not from the 10 ms of `stat`. */
export async function footprintOf(pid: number): Promise<Footprint> {
  const own = await footprintOfOne(pid);
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ').filter(Boolean);
  for (const child of children) {
    // A child that ended since the list was read: its time is in its parent's figures by now.
    const used = await footprintOf(Number(child)).catch(() => undefined);
    if (!used) continue;
    for (const name of ['rssBytes', 'pssBytes', 'anonymousBytes', 'threads', 'cpuMs', 'childMs'] as const) {
      own[name] += used[name];
    }
  }
  return { ...own, children: children.length };
}

async function footprintOfOne(pid: number): Promise<Footprint> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  const bytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(rollup)?.[1] ?? 0) * 1024;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const threads = await readdir(`/proc/${pid}/task`);
  const times = threads.map(async (thread) => {
    const [nanoseconds = '0'] = (await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8')).split(' ');
    return Number(nanoseconds) / 1e6;
  });
  return {
    rssBytes: bytes('Rss'),
    pssBytes: bytes('Pss'),
    anonymousBytes: bytes('Anonymous'),
    threads: threads.length,
    cpuMs: (await Promise.all(times)).reduce((sum, ms) => sum + ms, 0),
    childMs: ((fields[13] ?? 0) + (fields[14] ?? 0)) * TICK_MS,
    children: 0,
  };
}
