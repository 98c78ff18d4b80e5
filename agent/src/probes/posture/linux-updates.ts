import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import type { Posture } from '@wardwatch/shared/model';
import type { LinuxFiles } from './linux-files.ts';
import { daysSince } from './values.ts';

type Updates = Pick<Posture, 'updatesPending' | 'securityUpdatesPending' | 'lastUpdateDays' | 'rebootPending'>;

/** A count older than this is no longer one of today. */
const COUNT_LIFETIME_MS = 7 * 86_400_000;

/** The sentences of update-notifier in English; another language of the machine is not read. */
const PENDING = /^(\d+) updates? can be (?:applied|installed) immediately/m;
const SECURITY = /^(\d+) of these updates (?:is|are) (?:a )?(?:standard )?security updates?/m;

/** What keeps `/run/reboot-required`; without it the absence of that file says nothing. */
const REBOOT_KEEPERS = [
  'usr/share/update-notifier/notify-reboot-required',
  'usr/share/unattended-upgrades/unattended-upgrade-shutdown',
];

/** Updates of Debian and its kin, as far as files tell. No package manager is ever run. */
export async function linuxUpdates(files: LinuxFiles, now: number): Promise<Updates> {
  const [pending, lastUpdateAt, rebootPending] = await Promise.all([
    pendingUpdates(files, now),
    lastUpdate(files),
    isRebootPending(files),
  ]);
  return { ...pending, lastUpdateDays: daysSince(lastUpdateAt, now), rebootPending };
}

const UNKNOWN = { updatesPending: null, securityUpdatesPending: null };

async function pendingUpdates(
  files: LinuxFiles,
  now: number,
): Promise<typeof UNKNOWN | Pick<Updates, 'updatesPending' | 'securityUpdatesPending'>> {
  const name = 'var/lib/update-notifier/updates-available';
  const [text, changedAt] = await Promise.all([files.text(name), files.changedAt(name)]);
  const isFresh = changedAt !== undefined && now - changedAt <= COUNT_LIFETIME_MS;
  const pending = isFresh && text !== undefined ? PENDING.exec(text) : null;
  if (!pending) return UNKNOWN;
  // Where some of them are for security it says so in a line of its own.
  return { updatesPending: Number(pending[1]), securityUpdatesPending: Number(SECURITY.exec(text ?? '')?.[1] ?? 0) };
}

/** When a package was last brought up to date, by the logs of apt or dpkg; the newest log first. */
async function lastUpdate(files: LinuxFiles): Promise<number | undefined> {
  const logs: [string, (text: string) => number | undefined][] = [
    ['var/log/apt/history.log', lastInHistory],
    ['var/log/dpkg.log', lastInDpkgLog],
    ['var/log/apt/history.log.1.gz', lastInHistory],
    ['var/log/dpkg.log.1', lastInDpkgLog],
  ];
  for (const [name, find] of logs) {
    const bytes = await files.bytes(name);
    const text = bytes && (name.endsWith('.gz') ? await unpacked(bytes) : bytes.toString('utf8'));
    const found = text === undefined ? undefined : find(text);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function unpacked(bytes: Buffer): Promise<string | undefined> {
  try {
    return (await promisify(gunzip)(bytes, { maxOutputLength: 32 * 1024 * 1024 })).toString('utf8');
  } catch {
    // A log that is damaged, or that somebody packed as a bomb, tells nothing.
    return undefined;
  }
}

/** Time of the last block with an upgrade in the history of apt. Times there are local. */
export function lastInHistory(text: string): number | undefined {
  const block = text.split('\n\n').findLast((one) => /^Upgrade: /m.test(one));
  const match = /^Start-Date: (\d{4}-\d{2}-\d{2})\s+(\d{2}:\d{2}:\d{2})/m.exec(block ?? '');
  return match ? localTime(match[1], match[2]) : undefined;
}

/** Time of the last upgrade in the log of dpkg. Times there are local. */
export function lastInDpkgLog(text: string): number | undefined {
  const line = text.split('\n').findLast((one) => one.slice(19, 28) === ' upgrade ');
  return line === undefined ? undefined : localTime(line.slice(0, 10), line.slice(11, 19));
}

function localTime(day = '', time = ''): number | undefined {
  const at = Date.parse(`${day}T${time}`);
  return Number.isNaN(at) ? undefined : at;
}

async function isRebootPending(files: LinuxFiles): Promise<boolean | null> {
  if ((await files.changedAt('run/reboot-required')) !== undefined) return true;
  const keepers = await Promise.all(REBOOT_KEEPERS.map((name) => files.changedAt(name)));
  return keepers.some((one) => one !== undefined) ? false : null;
}
