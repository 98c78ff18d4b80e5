import { access, readFile, statfs } from 'node:fs/promises';
import { describeError } from '../lib/errors.ts';
import type { Probe, ProbeContext } from './probe.ts';

const EVERY_MS = 60_000;
/** Disks reported; the metric entry has room for more, but nobody looks at them. */
const MAX_DISKS = 8;

/** A disk and the name of its metric's instance: `/`, `/data`, `C`. */
export interface Mount {
  path: string;
  instance: string;
}

/** Where a desktop mounts what somebody plugs in, and what belongs to one person: the path holds that person's name. */
const PERSONAL = /^\/(?:media|run\/media|home)\/./;

/**
 * Real disks in the text of `/proc/mounts`: each device once, by its shortest path, and the root even where it is no
 * device (a container). Image files mounted by package systems are no disks, and what is somebody's own is left out.
 */
export function realMounts(text: string): Mount[] {
  const paths = new Map<string, string>();
  for (const row of text.split('\n')) {
    const [device = '', rawPath = '', type = ''] = row.split(' ');
    const isDisk = device.startsWith('/dev/') && !device.startsWith('/dev/loop') && type !== 'squashfs';
    const where = unescapePath(rawPath);
    const known = paths.get(device);
    if (PERSONAL.test(where)) continue;
    if (isDisk && (known === undefined || where.length < known.length)) paths.set(device, where);
    else if (where === '/' && ![...paths.values()].includes('/')) paths.set('/', '/');
  }
  return [...new Set(paths.values())]
    .toSorted()
    .slice(0, MAX_DISKS)
    .map((where) => ({ path: where, instance: where.replace(/[\s\p{Cc}]/gu, '_').slice(0, 64) }));
}

/** The kernel writes spaces and such in paths as octal escapes. */
function unescapePath(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}

async function driveLetters(): Promise<Mount[]> {
  const letters = 'CDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
  const isThere = await Promise.all(
    letters.map((letter) =>
      access(`${letter}:\\`).then(
        () => true,
        () => false,
      ),
    ),
  );
  return letters
    .filter((_, index) => isThere[index])
    .slice(0, MAX_DISKS)
    .map((letter) => ({ path: `${letter}:\\`, instance: letter }));
}

/** Space in use on each disk, as a program without special rights sees it. */
export function disksProbe(context: ProbeContext): Probe {
  return {
    name: 'disks',
    timeoutMs: 10_000,
    everyMs: EVERY_MS,
    facts: [],
    watchesNetwork: false,
    run: async () => {
      const mounts =
        process.platform === 'win32' ? await driveLetters() : realMounts(await readFile('/proc/self/mounts', 'utf8'));
      const used = await Promise.all(mounts.map((mount) => usedPercent(mount.path, context)));
      return {
        metrics: Object.fromEntries(
          mounts.flatMap((mount, index) => {
            const value = used[index];
            return value === undefined ? [] : [[`disk.used:${mount.instance}`, value]];
          }),
        ),
      };
    },
  };
}

async function usedPercent(where: string, context: ProbeContext): Promise<number | undefined> {
  try {
    const { blocks, bfree, bavail } = await statfs(where);
    const used = blocks - bfree;
    return used + bavail > 0 ? (100 * used) / (used + bavail) : undefined;
  } catch (error) {
    context.log.debug('disk-not-readable', { path: where, message: describeError(error) });
    return undefined;
  }
}
