import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { realMounts } from './disks.ts';
import { cpuUsed, healthProbe, parseMemInfo, parseProcStat } from './health.ts';
import type { Probe, Reading } from './probe.ts';
import { hostResolver } from './resolve.ts';
import { temperatureProbe } from './temperature.ts';
import { wifiProbe } from './wifi.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'sys-'));
});
afterEach(() => rm(root, { recursive: true }));

/** Makes kernel files: `{ 'AC/online': '1' }`. */
async function kernel(files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await writeFile(path.join(root, name), `${text}\n`);
  }
}

const run = (probe: Probe): Promise<Reading> => probe.run(new AbortController().signal);

test.each<[string, Record<string, string>, Reading]>([
  ['without a wireless interface', { 'eth0/operstate': 'up', 'eth0/flags': '0x1003' }, {}],
  [
    'associated',
    { 'wlan0/wireless/x': '', 'wlan0/operstate': 'up', 'wlan0/flags': '0x1003' },
    { facts: { wifi: { value: 'up' } } },
  ],
  [
    'not associated',
    { 'wlan0/wireless/x': '', 'wlan0/operstate': 'down', 'wlan0/flags': '0x1003' },
    { facts: { wifi: { value: 'down', detail: 'not associated' } } },
  ],
  [
    'switched off',
    { 'wlan0/phy80211/x': '', 'wlan0/operstate': 'down', 'wlan0/flags': '0x1002' },
    { facts: { wifi: { value: null, detail: 'switched off' } } },
  ],
])('Wi-Fi %s', async (_case, files, reading) => {
  await kernel(files);
  expect(await run(wifiProbe(root))).toEqual(reading);
});

test('takes the temperature nearest to the processor, and none from a dead sensor', async () => {
  await kernel({ 'thermal/thermal_zone0/type': 'acpitz', 'thermal/thermal_zone0/temp': '27800' });
  expect(await run(temperatureProbe(root))).toEqual({ metrics: { 'temperature.cpu': 27.8 } });
  await kernel({ 'hwmon/hwmon3/name': 'coretemp', 'hwmon/hwmon3/temp1_input': '51000' });
  expect(await run(temperatureProbe(root))).toEqual({ metrics: { 'temperature.cpu': 51 } });
  await kernel({ 'hwmon/hwmon3/temp1_input': '0', 'thermal/thermal_zone0/temp': '0' });
  expect(await run(temperatureProbe(root))).toEqual({});
});

test('reads processor and memory of this machine', async () => {
  const probe = healthProbe();
  const first = await run(probe);
  expect(first.metrics).not.toHaveProperty('cpu.used');
  expect(first.metrics?.['memory.used']).toBeGreaterThan(0);
  expect(first.metrics?.['memory.used']).toBeLessThan(100);
});

test('counts waiting for a disk as idle, and no time as nothing', () => {
  const before = parseProcStat('cpu  100 0 100 700 100 0 0 0 0 0\ncpu0 1');
  const after = parseProcStat('cpu  150 0 100 800 150 0 0 0 50 0\ncpu0 1');
  expect(cpuUsed(before, after)).toBe(25);
  expect(cpuUsed(after, after)).toBeUndefined();
  expect(parseMemInfo('MemTotal: 1000 kB\nMemFree: 100 kB\nMemAvailable: 250 kB\n')).toBe(75);
  expect(parseMemInfo('')).toBeUndefined();
});

test('lists real disks once, the root of a container, and none whose path names a person', () => {
  const mounts = `overlay / overlay rw 0 0
proc /proc proc rw 0 0
/dev/sda1 /data\\040disk ext4 rw 0 0
/dev/sda1 /data\\040disk/inner ext4 rw 0 0
/dev/loop3 /snap/core squashfs ro 0 0
/dev/sdb1 /media/someone/USB vfat rw 0 0
/dev/mapper/home-someone /home/someone ext4 rw 0 0
tmpfs /run tmpfs rw 0 0\n`;
  expect(realMounts(mounts)).toEqual([
    { path: '/', instance: '/' },
    { path: '/data disk', instance: '/data_disk' },
  ]);
});

test('remembers the last good address of a name for as long as it cannot be resolved', async () => {
  let now = 0;
  let lookups = 0;
  let isDead = false;
  const resolve = hostResolver(
    () => now,
    async () => {
      lookups += 1;
      if (isDead) throw new Error('timeout');
      return '192.0.2.7';
    },
  );
  expect(await resolve('name.example')).toBe('192.0.2.7');
  expect(await resolve('name.example')).toBe('192.0.2.7');
  expect(lookups).toBe(1);
  now = 400_000;
  isDead = true;
  expect(await resolve('name.example')).toBe('192.0.2.7');
  expect(await resolve('other.example')).toBeUndefined();
  expect(await resolve('198.51.100.1')).toBe('198.51.100.1');
});
