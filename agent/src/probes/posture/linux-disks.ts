import type { LinuxFiles } from './linux-files.ts';

/** Devices on devices (LVM on encryption on RAID): deeper than this is a circle. */
const MAX_DEPTH = 8;
/** What smartd wrote longer ago is not of today; it looks every half hour. */
const SMART_LIFETIME_MS = 2 * 86_400_000;

/**
 * Whether the file system of the root lies on encrypted devices (dm-crypt), whatever is between. Null where the root is
 * no device that the kernel shows (a container, ZFS).
 */
export async function rootEncrypted(files: LinuxFiles): Promise<boolean | null> {
  const device = await rootDevice(files);
  return device === undefined ? null : isEncrypted(files, device, 0);
}

/** Folder of the root's block device below `sys/class/block`. */
async function rootDevice(files: LinuxFiles): Promise<string | undefined> {
  const row = ((await files.text('proc/self/mountinfo')) ?? '').split('\n').find((one) => one.split(' ')[4] === '/');
  // proc(5): the fields after the lone dash are type, source and options.
  const source = row?.split(' - ')[1]?.split(' ')[1];
  if (!source?.startsWith('/dev/')) return undefined;
  const name = source.slice('/dev/'.length);
  const blocks = await files.names('sys/class/block');
  if (blocks.includes(name)) return name;
  const mapped = await Promise.all(blocks.map((one) => files.text(`sys/class/block/${one}/dm/name`)));
  return blocks[mapped.findIndex((one) => one !== undefined && `mapper/${one}` === name)];
}

async function isEncrypted(files: LinuxFiles, device: string, depth: number): Promise<boolean> {
  if (depth > MAX_DEPTH) return false;
  if ((await files.text(`sys/class/block/${device}/dm/uuid`))?.startsWith('CRYPT-')) return true;
  const below = await files.names(`sys/class/block/${device}/slaves`);
  const all = await Promise.all(below.map((one) => isEncrypted(files, one, depth + 1)));
  return all.length > 0 && all.every(Boolean);
}

/**
 * Whether the disks are sound, as far as files tell without rights: a RAID that runs short of a disk, and what smartd
 * noted. Null where neither is there: SMART itself is for root alone.
 */
export async function disksHealthy(files: LinuxFiles, now: number): Promise<boolean | null> {
  const [arrays, smart] = await Promise.all([raidHealthy(files), smartHealthy(files, now)]);
  if (arrays === false || smart === false) return false;
  return smart;
}

async function raidHealthy(files: LinuxFiles): Promise<boolean | null> {
  const blocks = await files.names('sys/class/block');
  const degraded = await Promise.all(blocks.map((one) => files.text(`sys/class/block/${one}/md/degraded`)));
  const known = degraded.filter((one) => one !== undefined);
  return known.length === 0 ? null : known.every((one) => one === '0');
}

/**
 * smartd keeps a file for each disk, with how often it had to warn of what: 1 health, 2 usage, 3 self-test, 5 failed
 * health check, 10 pending and 11 uncorrectable sectors (smartd.cpp of smartmontools). The names of the files hold
 * serial numbers and go nowhere.
 */
const WARNED = /^mail\.(?:1|2|3|5|10|11)\.count = [1-9]/m;

async function smartHealthy(files: LinuxFiles, now: number): Promise<boolean | null> {
  const folder = 'var/lib/smartmontools';
  const names = (await files.names(folder)).filter((one) => one.startsWith('smartd.') && one.endsWith('.state'));
  const states = await Promise.all(
    names.map(async (name) => ({
      text: await files.text(`${folder}/${name}`),
      at: (await files.changedAt(`${folder}/${name}`)) ?? 0,
    })),
  );
  const fresh = states.flatMap(({ text, at }) => (text !== undefined && now - at <= SMART_LIFETIME_MS ? [text] : []));
  return fresh.length === 0 ? null : !fresh.some((text) => WARNED.test(text));
}
