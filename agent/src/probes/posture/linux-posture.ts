import type { Logger } from '@wardwatch/shared/lib';
import type { Posture } from '@wardwatch/shared/model';
import { describeError } from '../../lib/errors.ts';
import { disksHealthy, rootEncrypted } from './linux-disks.ts';
import type { LinuxFiles } from './linux-files.ts';
import { linuxFirewall } from './linux-firewall.ts';
import { linuxUpdates } from './linux-updates.ts';
import { linuxSupportEnd } from './support-ends.ts';
import { daysSince, oneLine, UNKNOWN_POSTURE } from './values.ts';

/** A clock that was right so long ago is not in sync: daemons correct it every half hour, and note that. */
const SYNC_LIFETIME_MS = 86_400_000;

/**
 * The posture of a Linux machine, from files alone: no child process, no rights. Each part stands alone; one that
 * cannot be read is unknown.
 *
 * @param memoryBytes size of memory, as the system says it.
 */
export async function linuxPosture(
  files: LinuxFiles,
  { now, memoryBytes, log }: { now: number; memoryBytes: number; log: Logger },
): Promise<Posture> {
  const alone = async (part: Promise<Partial<Posture>>): Promise<Partial<Posture>> =>
    part.catch((error: unknown) => {
      log.warn('posture-part-not-read', { message: describeError(error) });
      return {};
    });
  const parts = await Promise.all([
    alone(system(files)),
    alone(linuxUpdates(files, now)),
    alone(linuxFirewall(files).then((firewallOn) => ({ firewallOn }))),
    alone(rootEncrypted(files).then((diskEncrypted) => ({ diskEncrypted }))),
    alone(disksHealthy(files, now).then((one) => ({ disksHealthy: one }))),
    alone(clockSynced(files, now).then((one) => ({ clockSynced: one }))),
    alone(antivirus(files, now)),
    alone(firmware(files, now)),
  ]);
  const posture: Posture = { ...UNKNOWN_POSTURE, memoryBytes };
  for (const part of parts) Object.assign(posture, part);
  return posture;
}

async function system(files: LinuxFiles): Promise<Partial<Posture>> {
  const text = (await files.text('etc/os-release')) ?? '';
  // os-release(5): values of a shell, so with or without quotes.
  const field = (name: string): string | undefined => new RegExp(`^${name}=["']?([^"'\n]*)`, 'm').exec(text)?.[1];
  return {
    osName: oneLine(field('PRETTY_NAME'), 120),
    osSupportEndsAt: linuxSupportEnd(field('ID') ?? '', field('VERSION_ID') ?? ''),
  };
}

/**
 * Whether the clock is kept right: systemd-timesyncd touches a file at every correction, chrony and ntpd write down the
 * drift while they are in sync. Their state itself needs a child or rights.
 */
async function clockSynced(files: LinuxFiles, now: number): Promise<boolean | null> {
  const isFresh = (at: number | undefined): boolean => at !== undefined && Math.abs(now - at) <= SYNC_LIFETIME_MS;
  const [runs, corrected, ...drifts] = await Promise.all(
    [
      'run/systemd/timesync',
      'run/systemd/timesync/synchronized',
      'var/lib/chrony/chrony.drift',
      'var/lib/chrony/drift',
      'var/lib/ntpsec/ntp.drift',
      'var/lib/ntp/ntp.drift',
    ].map((name) => files.changedAt(name)),
  );
  if (isFresh(corrected) || drifts.some(isFresh)) return true;
  return runs === undefined ? null : false;
}

/** ClamAV, where it runs and may be asked by the system; nothing tells that there is none at all. */
async function antivirus(files: LinuxFiles, now: number): Promise<Partial<Posture>> {
  const [socket, pid, ...signatures] = await Promise.all(
    ['run/clamav/clamd.ctl', 'run/clamav/clamd.pid', 'var/lib/clamav/daily.cld', 'var/lib/clamav/daily.cvd'].map(
      (name) => files.changedAt(name),
    ),
  );
  if (socket === undefined && pid === undefined) return {};
  const newest = Math.max(0, ...signatures.flatMap((at) => (at === undefined ? [] : [at])));
  return { antivirusOn: true, antivirusName: 'ClamAV', antivirusSignatureDays: daysSince(newest, now) };
}

/** The date of the firmware as the board tells it, month first (SMBIOS specification, type 0). */
async function firmware(files: LinuxFiles, now: number): Promise<Partial<Posture>> {
  const match = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec((await files.text('sys/class/dmi/id/bios_date')) ?? '');
  return {
    firmwareDays: match ? daysSince(Date.UTC(Number(match[3]), Number(match[1]) - 1, Number(match[2])), now) : null,
  };
}
