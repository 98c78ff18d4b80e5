import type { DeviceKind, Duty, SiteKind } from '@wardwatch/shared/model';
import { chanceFor } from './chance.ts';

/** A device of the simulated ward: it runs the agent, or pushes. */
export interface SimDevice {
  /** Unique in the ward: `nvh-01/mini`. */
  key: string;
  name: string;
  kind: DeviceKind;
  duty: Duty;
  /** How long its UPS carries it without mains; null where it has none. */
  upsMs: number | null;
  /** Services that it looks at. */
  watches: readonly string[];
  /** For the network box of a house that pushes: how often; null for a device with an agent. */
  pushMs: number | null;
}

/** Services that the simulated ward uses. */
export const SIM_SERVICES = ['cong-dvc', 'van-ban'] as const;

/** A place of the simulated ward. */
export interface SimSite {
  key: string;
  name: string;
  kind: SiteKind;
  provider: string;
  feeder: string;
  calendarId: string;
  /** How long its network box runs without mains. */
  boxUpsMs: number;
  devices: SimDevice[];
}

const MINUTE_MS = 60_000;
/** How often a network box pushes. */
const PUSH_MS = 60_000;
const FEEDERS = ['471-E8.1', '472-E8.1', '473-E8.1', '474-E8.1', '475-E8.1', '476-E8.1'];
/** Houses to one feeder, in a ward with more houses than its six feeders would serve. */
const HOUSES_PER_FEEDER = 6;

/** A ward with headquarters, one-stop centre, radio station and so many equipped cultural houses; all of it is made up. */
export function wardSites(seed: number, houses = 30): SimSite[] {
  const made = Array.from({ length: houses }, (_, index) => withSenses(house(seed, index + 1), index + 1));
  return [headquarters(), centre(), station(), ...made];
}

/** Every third house looks at the portal; the network box of every tenth one pushes. */
function withSenses(site: SimSite, number: number): SimSite {
  const box: SimDevice = {
    ...device(site.key, 'bo-phat', 'router', 'always', site.boxUpsMs === 0 ? null : site.boxUpsMs),
    pushMs: PUSH_MS,
  };
  const devices = number % 3 === 0 ? site.devices.map((one) => ({ ...one, watches: ['cong-dvc'] })) : site.devices;
  return { ...site, devices: number % 10 === 4 ? [...devices, box] : devices };
}

/** Only cultural houses, for a city's worth of sites. */
export function manyHouses(seed: number, count: number): SimSite[] {
  return Array.from({ length: count }, (_, index) => house(seed, index + 1));
}

function headquarters(): SimSite {
  return {
    key: 'hq',
    name: 'Trụ sở UBND phường Chí Linh (mẫu)',
    kind: 'headquarters',
    provider: 'VNPT',
    feeder: '471-E8.1',
    calendarId: 'hq',
    boxUpsMs: 40 * MINUTE_MS,
    devices: [
      { ...device('hq', 'giam-sat', 'mini-pc', 'always', 40 * MINUTE_MS), watches: SIM_SERVICES },
      ...computers('hq', 22),
      ...Array.from({ length: 4 }, (_, index) => device('hq', `laptop-${index + 1}`, 'laptop', 'none')),
    ],
  };
}

function centre(): SimSite {
  return {
    key: 'pvhcc',
    name: 'Trung tâm Phục vụ hành chính công (mẫu)',
    kind: 'one-stop-centre',
    provider: 'VNPT',
    feeder: '472-E8.1',
    calendarId: 'pvhcc',
    boxUpsMs: 6 * MINUTE_MS,
    devices: [
      { ...device('pvhcc', 'giam-sat', 'mini-pc', 'always', 6 * MINUTE_MS), watches: SIM_SERVICES },
      ...computers('pvhcc', 10),
    ],
  };
}

/** One computer that is on in office hours only: nothing there is meant to be on at night. */
function station(): SimSite {
  return {
    key: 'tt',
    name: 'Đài truyền thanh cơ sở (mẫu)',
    kind: 'other',
    provider: 'VNPT',
    feeder: '471-E8.1',
    calendarId: 'hq',
    boxUpsMs: 0,
    devices: computers('tt', 1),
  };
}

/** Every other house has a UPS that carries mini PC and network box. */
function house(seed: number, number: number): SimSite {
  const key = `nvh-${String(number).padStart(2, '0')}`;
  const chance = chanceFor(seed, `site ${key}`);
  const upsMs = number % 2 === 1 ? Math.round(chance.between(15, 45)) * MINUTE_MS : null;
  return {
    key,
    name: `Nhà văn hóa TDP số ${number} (mẫu)`,
    kind: 'cultural-house',
    provider: providerOf(number),
    feeder: feederOf(number),
    calendarId: 'nvh',
    boxUpsMs: upsMs ?? 0,
    devices: [device(key, 'mini', 'mini-pc', 'always', upsMs)],
  };
}

/** VNPT 40 %, Viettel 40 %, FPT 20 %. */
function providerOf(number: number): string {
  return ['VNPT', 'Viettel', 'VNPT', 'Viettel', 'FPT'][number % 5] ?? 'VNPT';
}

function feederOf(number: number): string {
  const group = Math.floor((number - 1) / (FEEDERS.length * HOUSES_PER_FEEDER));
  const feeder = FEEDERS[(number - 1) % FEEDERS.length] ?? '471-E8.1';
  return group === 0 ? feeder : `${feeder}/${group}`;
}

function computers(site: string, count: number): SimDevice[] {
  return Array.from({ length: count }, (_, index) => device(site, `pc-${index + 1}`, 'computer', 'hours'));
}

function device(site: string, name: string, kind: DeviceKind, duty: Duty, upsMs: number | null = null): SimDevice {
  return { key: `${site}/${name}`, name, kind, duty, upsMs, watches: [], pushMs: null };
}
