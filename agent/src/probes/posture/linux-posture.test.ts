import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { silentLogger } from '@wardwatch/shared/lib';
import { posture, type Posture } from '@wardwatch/shared/model';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LinuxFiles, linuxFiles } from './linux-files.ts';
import { linuxPosture } from './linux-posture.ts';
import { UNKNOWN_POSTURE } from './values.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 24, 12);

let root: string;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'posture-'));
});
afterEach(() => rm(root, { recursive: true }));

async function file(name: string, content: string | Buffer = '', ageMs = 0): Promise<void> {
  const full = path.join(root, name);
  await mkdir(path.dirname(full), { recursive: true });
  await writeFile(full, content);
  await utimes(full, (NOW - ageMs) / 1_000, (NOW - ageMs) / 1_000);
}

async function look(files: LinuxFiles = linuxFiles(root)): Promise<Posture> {
  const found = await linuxPosture(files, { now: NOW, memoryBytes: 8e9, log: silentLogger });
  return v.parse(posture, found);
}

test('of an empty machine everything is unknown, and nothing is "no"', async () => {
  expect(await look()).toEqual({ ...UNKNOWN_POSTURE, memoryBytes: 8e9 });
});

test.each([
  [
    'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n',
    'Debian GNU/Linux 12 (bookworm)',
    Date.UTC(2028, 5, 30),
  ],
  ["PRETTY_NAME='Ubuntu 24.04.1 LTS'\nVERSION_ID='24.04'\nID=ubuntu\n", 'Ubuntu 24.04.1 LTS', Date.UTC(2029, 4, 31)],
  ['PRETTY_NAME=Other\nID=other\n', 'Other', null],
])('tells the system and the end of its support: %o', async (text, osName, osSupportEndsAt) => {
  await file('etc/os-release', text);
  expect(await look()).toMatchObject({ osName, osSupportEndsAt });
});

const UBUNTU = `
Expanded Security Maintenance for Applications is not enabled.

12 updates can be applied immediately.
5 of these updates are standard security updates.
To see these additional updates run: apt list --upgradable
`;

test.each<[string, string, number, Partial<Posture>]>([
  ['some for security', UBUNTU, 0, { updatesPending: 12, securityUpdatesPending: 5 }],
  [
    'one, not for security',
    '1 update can be applied immediately.\n',
    0,
    { updatesPending: 1, securityUpdatesPending: 0 },
  ],
  ['a count of last month', UBUNTU, 30 * DAY, { updatesPending: null, securityUpdatesPending: null }],
  ['another language', 'Có thể cài ngay 12 bản cập nhật.\n', 0, { updatesPending: null, securityUpdatesPending: null }],
])('counts pending updates where a file tells: %s', async (_case, text, ageMs, expected) => {
  await file('var/lib/update-notifier/updates-available', text, ageMs);
  expect(await look()).toMatchObject(expected);
});

// Constructed after apt's own format; only the block with an upgrade counts.
const HISTORY = `
Start-Date: 2026-11-10  06:12:33
Commandline: /usr/bin/unattended-upgrade
Upgrade: tzdata:amd64 (2025b-0, 2026a-0)
End-Date: 2026-11-10  06:12:40

Start-Date: 2026-11-23  09:00:00
Commandline: apt-get install tree
Install: tree:amd64 (2.1.0-1)
End-Date: 2026-11-23  09:00:01
`;
const DPKG = `2026-11-20 06:12:33 startup archives unpack
2026-11-20 06:12:34 upgrade tzdata:all 2025b-0 2026a-0
2026-11-23 09:00:00 install tree:amd64 <none> 2.1.0-1
`;

test.each([
  ['apt', { 'var/log/apt/history.log': HISTORY }, 14],
  ['dpkg', { 'var/log/apt/history.log': 'Start-Date: 2026-11-23\n', 'var/log/dpkg.log': DPKG }, 4],
  ['apt of last month', { 'var/log/apt/history.log.1.gz': gzipSync(HISTORY) }, 14],
  ['dpkg of last month', { 'var/log/apt/history.log.1.gz': 'damaged', 'var/log/dpkg.log.1': DPKG }, 4],
  ['nobody', {}, null],
])(
  'knows the age of the last update from the log of %s',
  async (_case, files: Record<string, string | Buffer>, days) => {
    for (const [name, content] of Object.entries(files)) await file(name, content);
    expect((await look()).lastUpdateDays).toBe(days);
  },
);

test('knows a pending restart, and that there is none only where something keeps track', async () => {
  await file('usr/share/update-notifier/notify-reboot-required');
  expect((await look()).rebootPending).toBe(false);
  await file('run/reboot-required');
  expect((await look()).rebootPending).toBe(true);
});

const FILTERS = 'table inet filter {\n chain input {\n type filter hook input priority 0; policy drop;\n }\n}\n';
const OPEN = 'table inet filter {\n chain input {\n type filter hook input priority 0; # drop nothing\n }\n}\n';
const WANTS = 'etc/systemd/system/sysinit.target.wants';
const MULTI = 'etc/systemd/system/multi-user.target.wants';

test.each<[string, Record<string, string>, boolean | null]>([
  ['ufw', { 'etc/ufw/ufw.conf': '# comment\nENABLED=yes\nLOGLEVEL=low\n' }, true],
  ['ufw that is off', { 'etc/ufw/ufw.conf': 'ENABLED=no\n' }, false],
  ['firewalld', { [`${MULTI}/firewalld.service`]: '' }, true],
  ['nftables', { [`${WANTS}/nftables.service`]: '', 'etc/nftables.conf': FILTERS }, true],
  [
    'nftables beside ufw that is off',
    { 'etc/ufw/ufw.conf': 'ENABLED=no\n', [`${WANTS}/nftables.service`]: '', 'etc/nftables.conf': FILTERS },
    true,
  ],
  ['nftables that lets everything in', { [`${WANTS}/nftables.service`]: '', 'etc/nftables.conf': OPEN }, null],
  ['rules that nobody loads', { 'etc/nftables.conf': FILTERS }, null],
  [
    'kept rules',
    { [`${MULTI}/netfilter-persistent.service`]: '', 'etc/iptables/rules.v4': '*filter\n:INPUT DROP [0:0]\n' },
    true,
  ],
])('firewall: %s', async (_case, files, firewallOn) => {
  for (const [name, text] of Object.entries(files)) await file(name, text);
  expect((await look()).firewallOn).toBe(firewallOn);
});

const mount = (source: string): string =>
  `21 26 0:20 / /proc rw - proc proc rw\n26 1 253:1 / / rw,relatime shared:1 - ext4 ${source} rw\n`;

test.each<[string, Record<string, string>, boolean | null]>([
  ['a plain disk', { 'proc/self/mountinfo': mount('/dev/sda2'), 'sys/class/block/sda2/partition': '2' }, false],
  [
    'dm-crypt',
    {
      'proc/self/mountinfo': mount('/dev/mapper/sda3_crypt'),
      'sys/class/block/sda3/partition': '3',
      'sys/class/block/dm-0/dm/name': 'sda3_crypt',
      'sys/class/block/dm-0/dm/uuid': 'CRYPT-LUKS2-0000-sda3_crypt',
    },
    true,
  ],
  [
    'LVM on dm-crypt',
    {
      'proc/self/mountinfo': mount('/dev/mapper/vg-root'),
      'sys/class/block/dm-0/dm/uuid': 'CRYPT-LUKS2-0000-sda3_crypt',
      'sys/class/block/dm-1/dm/name': 'vg-root',
      'sys/class/block/dm-1/dm/uuid': 'LVM-0000',
      'sys/class/block/dm-1/slaves/dm-0/x': '',
    },
    true,
  ],
  [
    'LVM over two disks, one of them plain',
    {
      'proc/self/mountinfo': mount('/dev/mapper/vg-root'),
      'sys/class/block/dm-0/dm/uuid': 'CRYPT-LUKS2-0000-sda3_crypt',
      'sys/class/block/sdb1/partition': '1',
      'sys/class/block/dm-1/dm/name': 'vg-root',
      'sys/class/block/dm-1/slaves/dm-0/x': '',
      'sys/class/block/dm-1/slaves/sdb1/x': '',
    },
    false,
  ],
  ['a container', { 'proc/self/mountinfo': mount('overlay') }, null],
])('encryption of %s', async (_case, files, diskEncrypted) => {
  for (const [name, text] of Object.entries(files)) await file(name, text);
  expect((await look()).diskEncrypted).toBe(diskEncrypted);
});

test('a circle of devices ends', async () => {
  await file('proc/self/mountinfo', mount('/dev/dm-0'));
  await mkdir(path.join(root, 'sys/class/block/dm-0/slaves'), { recursive: true });
  await symlink('../..', path.join(root, 'sys/class/block/dm-0/slaves/dm-0'));
  expect((await look()).diskEncrypted).toBe(false);
});

const SMART = 'var/lib/smartmontools/smartd.MODEL-SERIAL.ata.state';

test.each<[string, Record<string, string>, number, boolean | null]>([
  ['smartd is content', { [SMART]: 'temperature-max = 41\nmail.12.count = 3\n' }, 0, true],
  ['smartd warned of pending sectors', { [SMART]: 'mail.10.count = 2\n' }, 0, false],
  ['smartd wrote last week', { [SMART]: 'temperature-max = 41\n' }, 7 * DAY, null],
  ['a RAID is short of a disk', { 'sys/class/block/md0/md/degraded': '1', [SMART]: '' }, 0, false],
  ['a RAID is whole, and nobody asks its disks', { 'sys/class/block/md0/md/degraded': '0' }, 0, null],
])('disks: %s', async (_case, files, ageMs, expected) => {
  for (const [name, text] of Object.entries(files)) await file(name, text, ageMs);
  expect((await look()).disksHealthy).toBe(expected);
});

test.each<[string, Record<string, number>, boolean | null]>([
  ['timesyncd corrected it', { 'run/systemd/timesync/synchronized': 600_000 }, true],
  ['timesyncd corrected it last week', { 'run/systemd/timesync/synchronized': 7 * DAY }, false],
  ['timesyncd never did', { 'run/systemd/timesync/other': 0 }, false],
  ['ntpd keeps it', { 'var/lib/ntpsec/ntp.drift': 600_000 }, true],
  ['an old note of the drift', { 'var/lib/chrony/chrony.drift': 7 * DAY }, null],
])('clock: %s', async (_case, files, clockSynced) => {
  for (const [name, ageMs] of Object.entries(files)) await file(name, '', ageMs);
  expect((await look()).clockSynced).toBe(clockSynced);
});

test('knows ClamAV where it runs, and the age of its signatures', async () => {
  await file('var/lib/clamav/daily.cld', '', 3 * DAY);
  expect((await look()).antivirusOn).toBeNull();
  await file('run/clamav/clamd.pid', '7');
  expect(await look()).toMatchObject({ antivirusOn: true, antivirusName: 'ClamAV', antivirusSignatureDays: 3 });
});

test('reads the date of the firmware month first, and none that is nonsense', async () => {
  await file('sys/class/dmi/id/bios_date', '11/04/2026\n');
  expect((await look()).firmwareDays).toBe(20);
  await file('sys/class/dmi/id/bios_date', '04.11.26\n');
  expect((await look()).firmwareDays).toBeNull();
});

test('a part that breaks leaves the others alone', async () => {
  await file('etc/os-release', 'PRETTY_NAME=Other\n');
  const files = linuxFiles(root);
  const names = (): Promise<string[]> => Promise.reject(new Error('EIO'));
  expect(await look({ ...files, names })).toMatchObject({ osName: 'Other', firewallOn: null, disksHealthy: null });
});

test.runIf(process.platform === 'linux')('what it finds on this machine is a posture', async () => {
  const found = await look(linuxFiles());
  expect(found.osName).not.toBe('');
});
