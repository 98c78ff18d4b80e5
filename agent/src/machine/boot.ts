import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Where a boot was last seen: its id and both clocks then. */
export interface BootMark {
  bootId: string;
  at: number;
  mono: number;
}

/** By how much two guesses at the moment of boot may differ, milliseconds: clock corrections, not clock errors. */
export const SAME_BOOT_TOLERANCE_MS = 120_000;

/**
 * Whether a mark of earlier belongs to the boot that runs now: the uptime went on, and both point at the same moment
 * of boot. A wrong "no" costs a `boot` event too many; a wrong "yes" would merge two boots, so doubt means no.
 */
export function isSameBoot(mark: BootMark, now: { at: number; mono: number }): boolean {
  const bootedThen = mark.at - mark.mono;
  const bootedNow = now.at - now.mono;
  return now.mono >= mark.mono && Math.abs(bootedNow - bootedThen) <= SAME_BOOT_TOLERANCE_MS;
}

/** The kernel's id of this boot, shortened to 12 letters to spare the wire; undefined where the system has none. */
export function kernelBootId(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  return shortBootId(readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
}

/** The short form of a kernel's boot id (`xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`), as the agent keeps it. */
export function shortBootId(id: string): string {
  return createHash('sha256').update(id).digest('base64url').slice(0, 12);
}

/**
 * The id of the boot that runs now. Where the kernel does not tell, the id of the mark goes on for as long as it
 * belongs to this boot.
 */
export function currentBootId(
  kernelId: string | undefined,
  mark: BootMark | undefined,
  now: { at: number; mono: number },
  newId: () => string,
): string {
  if (kernelId !== undefined) return kernelId;
  return mark && isSameBoot(mark, now) ? mark.bootId : newId();
}
