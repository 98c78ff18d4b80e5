import type { BatteryReport, DownloadRow, PointRow, PointSecret, ServiceRow, WatchedRow } from '@wardwatch/shared/api';
import { HOUR, NOW } from './rows.ts';

/** A runtime learned from three discharges, with what a test changes. */
export function batteryReport(change: Partial<BatteryReport> = {}): BatteryReport {
  return {
    discharges: 3,
    lastDischargeAt: NOW - 50 * HOUR,
    runtimeSeconds: 1_260,
    lowSeconds: 1_080,
    highSeconds: 1_440,
    atLoad: 24,
    claimedSeconds: 1_680,
    needsReplacement: false,
    ...change,
  };
}

/** A web page that all sites watch, with what a test changes. */
export function serviceRow(change: Partial<ServiceRow> = {}): ServiceRow {
  const id = change.id ?? 'cong-dich-vu-cong';
  return {
    id,
    name: 'Cổng dịch vụ công',
    check: { kind: 'http', id, url: 'https://portal.example/', everyMs: 60_000, slowMs: 5_000 },
    isActive: true,
    siteIds: null,
    ...change,
  };
}

/** A switch that the usual device watches by ping, with what a test changes. */
export function watchedRow(change: Partial<WatchedRow> = {}): WatchedRow {
  return {
    id: 'switch-tang-1',
    watcherId: 'dev_1',
    siteId: 'site_1',
    name: 'Switch tầng 1',
    kind: 'switch',
    host: '192.0.2.20',
    port: null,
    hasSnmp: true,
    isUps: false,
    isActive: true,
    isElsewhere: false,
    changedAt: NOW - HOUR,
    ...change,
  };
}

/** A Wi-Fi point that pushes each minute, with what a test changes. */
export function pointRow(change: Partial<PointRow> = {}): PointRow {
  return {
    deviceId: 'dev_7',
    platform: 'openwrt',
    keyCreatedAt: NOW - 30 * HOUR,
    lastPushAt: NOW - 20_000,
    everyMs: 60_000,
    model: 'Kiểu AX, OpenWrt 24',
    restarts: 2,
    oldKeyUsedAt: null,
    ...change,
  };
}

/** The key of that point, with a script for each platform. */
export function pointSecret(): PointSecret {
  const key = 'k'.repeat(32);
  const script = (fileName: string) => ({ fileName, text: `# ${fileName}\nKEY=${key}\n` });
  return {
    deviceId: 'dev_7',
    key,
    pushUrl: 'https://ward.example/api/push',
    scripts: {
      openwrt: script('wardwatch-push.sh'),
      mikrotik: script('wardwatch-push.rsc'),
      curl: script('wardwatch-push-curl.sh'),
      powershell: script('wardwatch-push.ps1'),
    },
  };
}

/** The Linux package, with what a test changes. */
export function downloadRow(change: Partial<DownloadRow> = {}): DownloadRow {
  return {
    platform: 'linux-x64',
    fileName: 'wardwatch-agent-0.1.0-linux-x64.tar.gz',
    bytes: 41_000_000,
    sha256: 'a'.repeat(64),
    version: '0.1.0',
    ...change,
  };
}
