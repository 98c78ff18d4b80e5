import type { Posture } from '@wardwatch/shared/model';
import * as v from 'valibot';
import type { Answers } from '../../machine/powershell.ts';
import { type WindowsService, windowsSupportEnd } from './support-ends.ts';
import { daysSince, oneLine, UNKNOWN_POSTURE } from './values.ts';

const int = v.pipe(v.number(), v.safeInteger());
const os = v.object({ build: int, type: int, edition: v.string(), release: v.string(), installed: int });
const antivirusProduct = v.object({ name: v.string(), state: int });
const defender = v.object({ on: v.boolean(), live: v.boolean(), signatures: v.nullable(int) });
const disk = v.object({ health: int, bus: int });
const pending = v.object({ all: int, security: int });

/** A count from a search longer ago is no longer one of today. */
const SEARCH_LIFETIME_DAYS = 30;
/** The most that a count may say. */
const MAX_COUNT = 1_000_000;

/** Name that Windows' own antivirus is told by, in whatever language the system names it. */
const DEFENDER = 'Microsoft Defender';

/** MSFT_PhysicalDisk: buses whose disks come and go (USB, SD card). */
const PASSING_BUSES = new Set([7, 12]);
/** HealthStatus: 0 healthy, 1 warning, 2 unhealthy; 5 does not tell. */
const HEALTH_UNKNOWN = 5;

/**
 * The posture of a Windows machine, from what it answered. Each part stands alone: one that was refused, or that came
 * in another shape than expected, is unknown.
 */
export function windowsPosture(answers: Answers, { now, memoryBytes }: { now: number; memoryBytes: number }): Posture {
  const system = first(answers, 'os', os);
  const lastUpdateAt = Math.max(first(answers, 'updated', int) ?? 0, system?.installed ?? 0);
  return {
    ...UNKNOWN_POSTURE,
    ...(system && describe(system)),
    ...updates(answers, now),
    lastUpdateDays: daysSince(lastUpdateAt, now),
    rebootPending: first(answers, 'reboot', v.boolean()) ?? null,
    ...antivirus(answers, now),
    firewallOn: firewall(answers),
    diskEncrypted: encrypted(answers),
    disksHealthy: healthy(answers),
    clockSynced: synced(answers),
    memoryBytes,
    firmwareDays: daysSince(first(answers, 'firmware', int), now),
  };
}

/** What a question found, where all of it has the shape; undefined where it was refused or is something else. */
function all<T>(answers: Answers, name: string, schema: v.GenericSchema<unknown, T>): T[] | undefined {
  const parsed = v.safeParse(v.array(schema), answers.get(name));
  return parsed.success ? parsed.output : undefined;
}

function first<T>(answers: Answers, name: string, schema: v.GenericSchema<unknown, T>): T | undefined {
  return all(answers, name, schema)?.[0];
}

const EDITIONS: Readonly<Record<string, string>> = {
  Core: 'Home',
  CoreSingleLanguage: 'Home Single Language',
  Professional: 'Pro',
  ProfessionalEducation: 'Pro Education',
  ProfessionalWorkstation: 'Pro for Workstations',
  EnterpriseS: 'Enterprise LTSC',
  IoTEnterprise: 'IoT Enterprise',
  IoTEnterpriseS: 'IoT Enterprise LTSC',
  ServerStandard: 'Standard',
  ServerDatacenter: 'Datacenter',
};

const SERVERS: Readonly<Record<number, string>> = {
  9600: '2012 R2',
  14393: '2016',
  17763: '2019',
  20348: '2022',
  26100: '2025',
};

/** Win32_OperatingSystem: a workstation; the others are a domain controller and a server. */
const WORKSTATION = 1;
/** Windows 11 counts on from Windows 10. */
const FIRST_BUILD_OF_11 = 22_000;

function describe({
  build,
  type,
  edition,
  release,
}: v.InferOutput<typeof os>): Pick<Posture, 'osName' | 'osSupportEndsAt'> {
  const isServer = type !== WORKSTATION;
  const product = isServer ? `Server ${SERVERS[build] ?? ''}` : build >= FIRST_BUILD_OF_11 ? '11' : '10';
  const words = ['Windows', product, EDITIONS[edition] ?? edition, isServer ? '' : release, `(${build})`];
  return {
    osName: oneLine(words.join(' ').replace(/ +/g, ' '), 120),
    osSupportEndsAt: windowsSupportEnd(build, isServer ? 'server' : serviceOf(edition)),
  };
}

function serviceOf(edition: string): WindowsService {
  if (/^IoTEnterpriseSK?$/.test(edition)) return 'iot-ltsc';
  if (/^EnterpriseSN?$/.test(edition)) return 'ltsc';
  return /^(?:Enterprise|Education|IoTEnterprise)/.test(edition) ? 'enterprise' : 'general';
}

function updates(answers: Answers, now: number): Partial<Posture> {
  const found = first(answers, 'pending', pending);
  const searchedDays = daysSince(first(answers, 'searched', int), now);
  // A system that has not looked for updates knows of none, which is not the same as there being none.
  if (!found || searchedDays === null || searchedDays > SEARCH_LIFETIME_DAYS) return {};
  const bounded = (count: number): number => Math.min(MAX_COUNT, Math.max(0, count));
  return { updatesPending: bounded(found.all), securityUpdatesPending: bounded(found.security) };
}

/** `productState` of the Security Center: the second half byte from the left of its low word is 1 where it is on. */
function isOn(state: number): boolean {
  return ((state >>> 12) & 0xf) === 1;
}

/** The half byte beside it is 1 for what is Windows' own. */
function isOwn(state: number): boolean {
  return ((state >>> 8) & 0xf) === 1;
}

type Antivirus = Pick<Posture, 'antivirusOn' | 'antivirusName' | 'antivirusSignatureDays'>;

/** By the Security Center; where there is none (Server, no permission), by Windows' own antivirus. */
function antivirus(answers: Answers, now: number): Partial<Antivirus> {
  const own = first(answers, 'defender', defender);
  const signatureDays = daysSince(own?.signatures, now);
  const products = all(answers, 'antivirus', antivirusProduct);
  if (products) {
    const active = products.find(({ state }) => isOn(state));
    if (!active) return { antivirusOn: false };
    return isOwn(active.state)
      ? { antivirusOn: true, antivirusName: DEFENDER, antivirusSignatureDays: signatureDays }
      : { antivirusOn: true, antivirusName: oneLine(active.name, 80) };
  }
  if (!own) return {};
  // Windows' own may be off because another is on, which nothing here tells.
  if (!own.on || !own.live) return {};
  return { antivirusOn: true, antivirusName: DEFENDER, antivirusSignatureDays: signatureDays };
}

/** SERVICE_RUNNING of the Windows API. */
const RUNNING = 4;

function firewall(answers: Answers): boolean | null {
  if (all(answers, 'firewalls', int)?.some(isOn)) return true;
  const [service, profiles] = [first(answers, 'service', int), all(answers, 'profiles', int)];
  if (service !== undefined && service !== RUNNING) return false;
  if (service === undefined || !profiles || profiles.length === 0) return null;
  if (profiles.includes(0)) return false;
  return profiles.every((one) => one === 1) ? true : null;
}

function encrypted(answers: Answers): boolean | null {
  const status = first(answers, 'bitlocker', int);
  // Win32_EncryptableVolume: 0 off, 1 on, 2 unknown (locked).
  if (status === 0 || status === 1) return status === 1;
  const shown = first(answers, 'shell', int);
  // System.Volume.BitLockerProtection: 1 on, 6 on and locked; 2 off, 3 and 4 on the way, 5 suspended; 0 not possible.
  if (shown === undefined || shown < 0 || shown > 6) return null;
  return shown === 1 || shown === 6;
}

function healthy(answers: Answers): boolean | null {
  const fixed = all(answers, 'disks', disk)?.filter(({ bus }) => !PASSING_BUSES.has(bus)) ?? [];
  if (fixed.some(({ health }) => health === 1 || health === 2)) return false;
  return fixed.length === 0 || fixed.some(({ health }) => health === HEALTH_UNKNOWN) ? null : true;
}

function synced(answers: Answers): boolean | null {
  const leap = first(answers, 'clock', int);
  return leap === undefined || leap < 0 || leap > 3 ? null : leap !== 3;
}
