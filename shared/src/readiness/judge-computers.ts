import type { CriterionCheck, DeviceKind, Posture } from '../model/index.ts';
import { DAY_MS } from '../calendar/index.ts';
import type { DeviceEvidence, SiteEvidence } from './evidence.ts';
import { NO_DATA, type Outcome } from './outcome.ts';

type ComputerCheck = Extract<CriterionCheck, { kind: 'antivirus' | 'patched' | 'clock-sync' | 'computer-fit' }>;

/** Devices that a security checklist asks of. */
const COMPUTERS: ReadonlySet<DeviceKind> = new Set(['computer', 'laptop', 'mini-pc', 'server']);
/** A posture that is older says nothing of the day. */
const MAX_POSTURE_AGE_MS = 35 * DAY_MS;
const GIB = 1024 ** 3;

/**
 * A check over every monitored computer of a site: met by all, by some ("partly"), by none. A machine whose system does
 * not tell is neither good nor bad: only a bad one can miss. Without a bad one, one that does not tell leaves no data,
 * with the figure so far and the machines that do not tell.
 */
export function judgeCheckList(evidence: SiteEvidence, check: ComputerCheck): Outcome {
  const answers = evidence.devices
    .filter(({ kind }) => COMPUTERS.has(kind))
    .map((device) => ({ device, isGood: isGood(device, check, evidence.asOf) }));
  const good = answers.filter(({ isGood: answer }) => answer === true);
  const bad = answers.filter(({ isGood: answer }) => answer === false);
  if (good.length + bad.length === 0) return NO_DATA;
  const isWhole = good.length === answers.length;
  const missed = good.length > 0 ? 'partly' : 'not-met';
  const newest = Math.max(...answers.map(({ device }) => device.posture?.at ?? 0));
  return {
    ...NO_DATA,
    result: isWhole ? 'met' : bad.length > 0 ? missed : 'no-data',
    basis: 'measured',
    at: newest,
    figure: { have: good.length, need: answers.length, unit: 'pieces' },
    deviceIds: [...bad, ...answers.filter(({ isGood: answer }) => answer === null)].map(
      ({ device }) => device.deviceId,
    ),
  };
}

function isGood({ posture }: DeviceEvidence, check: ComputerCheck, asOf: number): boolean | null {
  if (!posture || asOf - posture.at > MAX_POSTURE_AGE_MS) return null;
  const ageDays = Math.max(0, Math.floor((asOf - posture.at) / DAY_MS));
  return answerOf(posture.values, check, asOf, ageDays);
}

function answerOf(posture: Posture, check: ComputerCheck, asOf: number, ageDays: number): boolean | null {
  switch (check.kind) {
    case 'antivirus':
      return all(posture.antivirusOn, atMost(posture.antivirusSignatureDays, check.maxSignatureDays));
    case 'patched':
      return all(isSupported(posture, asOf), atMost(grown(posture.lastUpdateDays, ageDays), check.maxUpdateDays));
    case 'clock-sync':
      return posture.clockSynced;
    case 'computer-fit':
      break;
  }
  return all(
    isSupported(posture, asOf),
    posture.memoryBytes === null ? null : isEnoughMemory(posture.memoryBytes, check.minMemoryGb),
    atMost(posture.firmwareDays, check.maxAgeYears * 365.25),
  );
}

/** Firmware and graphics keep some of it for themselves: 8 GB show as little as 7.4. */
function isEnoughMemory(bytes: number, minGb: number): boolean {
  return bytes >= minGb * GIB * 0.9;
}

function isSupported({ osSupportEndsAt }: Posture, asOf: number): boolean | null {
  return osSupportEndsAt === null ? null : osSupportEndsAt > asOf;
}

function grown(days: number | null, more: number): number | null {
  return days === null ? null : days + more;
}

function atMost(value: number | null, limit: number): boolean | null {
  return value === null ? null : value <= limit;
}

/** False as soon as one part is; else unknown as soon as one part is. */
function all(...parts: (boolean | null)[]): boolean | null {
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}
