import type { Board, DeviceRow, SiteRow } from '@wardwatch/shared/api';

/** The server's time in tests: 24/11/2026 10:42 in the ward. */
export const NOW = Date.UTC(2026, 10, 24, 3, 42);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** A connected office computer that is all right, with what a test changes. */
export function deviceRow(change: Partial<DeviceRow> = {}): DeviceRow {
  const since = NOW - 5 * HOUR;
  return {
    id: 'dev_1',
    siteId: 'site_1',
    name: 'Máy văn thư',
    kind: 'computer',
    duty: 'hours',
    agentId: `ag_${'0'.repeat(32)}`,
    status: 'active',
    os: 'Windows 11',
    agentVersion: '0.1.0',
    connected: true,
    connectedSince: since,
    lastHeardAt: NOW - 2_000,
    bootedAt: since - 3 * MINUTE,
    facts: {
      gateway: { value: 'up', since },
      internet: { value: 'up', since },
      dns: { value: 'up', since },
      mains: { value: 'on', since },
    },
    metrics: {
      'cpu.used': { value: 12.4, at: NOW },
      'memory.used': { value: 48, at: NOW },
      'disk.used:C': { value: 61, at: NOW },
      'disk.used:D': { value: 95, at: NOW },
    },
    backlog: 0,
    cloneSuspected: false,
    clockOffsetMs: 0,
    createdAt: NOW - 20 * 24 * HOUR,
    revision: 1,
    ...change,
  };
}

/** A cultural house, with what a test changes. */
export function siteRow(change: Partial<SiteRow> = {}): SiteRow {
  return {
    id: 'site_1',
    name: 'Nhà văn hóa tổ 1',
    kind: 'cultural-house',
    archived: false,
    provider: 'Nhà mạng A',
    feeder: 'Lộ 471',
    calendarId: 'cultural-house',
    contact: 'Người trông nhà: 0900 000 001',
    hostsServer: false,
    state: { state: 'up', since: NOW - 5 * HOUR, reason: null, onBattery: false, degraded: false },
    running: [],
    revision: 1,
    ...change,
  };
}

/** A board of one site with the devices. */
export function boardOf(devices: DeviceRow[], change: Partial<Board> = {}): Board {
  return { revision: 1, serverTime: NOW, sites: [siteRow()], devices, ...change };
}
