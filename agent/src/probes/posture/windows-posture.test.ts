import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os, { tmpdir } from 'node:os';
import path from 'node:path';
import { FakeClock, type Logger, silentLogger } from '@wardwatch/shared/lib';
import { posture, type Posture } from '@wardwatch/shared/model';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { scriptOf } from '../../machine/powershell.ts';
import { programRunner, type RunProgram } from '../../machine/program.ts';
import { systemClock } from '../../machine/system-clock.ts';
import { windowsReader } from './posture-probe.ts';
import { WINDOWS_ENDS } from './support-ends.ts';
import {
  ANSWERED_AT,
  DENIED,
  ENGLISH_11,
  OLD_10,
  SERVER_WITHOUT_DEFENDER,
  VIETNAMESE_11,
  written,
} from './windows.fixtures.ts';
import { POSTURE_QUESTIONS } from './windows-questions.ts';
import { UNKNOWN_POSTURE } from './values.ts';

const { signal } = new AbortController();

function reader(run: RunProgram, log: Logger = silentLogger) {
  return windowsReader(run, { clock: new FakeClock({ wall: ANSWERED_AT }), log });
}

async function postureOf(text: string | Buffer): Promise<Posture | undefined> {
  const found = await reader(async () => ({ outcome: 'ended', code: 0, stdout: Buffer.from(text) }))(signal);
  return found && v.parse(posture, found);
}

const GOOD: Posture = {
  osName: 'Windows 11 Pro 24H2 (26100)',
  osSupportEndsAt: Date.UTC(2026, 9, 13),
  updatesPending: 3,
  securityUpdatesPending: 1,
  lastUpdateDays: 12,
  rebootPending: false,
  antivirusOn: true,
  antivirusName: 'Microsoft Defender',
  antivirusSignatureDays: 1,
  firewallOn: true,
  diskEncrypted: true,
  disksHealthy: true,
  clockSynced: true,
  memoryBytes: os.totalmem(),
  firmwareDays: 998,
};

test('reads a PC in good order', async () => {
  expect(await postureOf(written(ENGLISH_11))).toEqual(GOOD);
});

test('a Vietnamese Windows gives the same as an English one', async () => {
  expect(await postureOf(written(VIETNAMESE_11))).toEqual(GOOD);
});

test('reads an old PC with another antivirus', async () => {
  expect(await postureOf(written(OLD_10))).toEqual({
    ...GOOD,
    osName: 'Windows 10 Home 22H2 (19045)',
    osSupportEndsAt: Date.UTC(2025, 9, 14),
    lastUpdateDays: 410,
    rebootPending: true,
    antivirusName: 'Bkav Pro – Diệt vi-rút',
    antivirusSignatureDays: null,
    firewallOn: false,
    diskEncrypted: false,
    disksHealthy: false,
    clockSynced: false,
    firmwareDays: 4_165,
  });
});

test('of a server without Defender nobody knows whether another antivirus runs', async () => {
  expect(await postureOf(written(SERVER_WITHOUT_DEFENDER))).toMatchObject({
    osName: 'Windows Server 2022 Standard (20348)',
    osSupportEndsAt: Date.UTC(2031, 9, 14),
    antivirusOn: null,
    antivirusName: null,
    firewallOn: true,
    diskEncrypted: null,
  });
});

test('what is refused is unknown, and the rest is told', async () => {
  expect(await postureOf(written(DENIED))).toEqual({
    ...UNKNOWN_POSTURE,
    osName: GOOD.osName,
    osSupportEndsAt: GOOD.osSupportEndsAt,
    lastUpdateDays: 400,
    memoryBytes: os.totalmem(),
  });
});

test.each<[string, object, Partial<Posture>]>([
  [
    'a long-term channel',
    { os: [{ ...ENGLISH_11.os[0], build: 19_044, edition: 'EnterpriseS', release: '21H2' }] },
    { osName: 'Windows 10 Enterprise LTSC 21H2 (19044)', osSupportEndsAt: Date.UTC(2027, 0, 12) },
  ],
  [
    'an edition for enterprises',
    { os: [{ ...ENGLISH_11.os[0], edition: 'Enterprise' }] },
    { osSupportEndsAt: Date.UTC(2027, 9, 12) },
  ],
  [
    'a build of tomorrow',
    { os: [{ ...ENGLISH_11.os[0], build: 39_000, release: '31H2' }] },
    { osName: 'Windows 11 Pro 31H2 (39000)', osSupportEndsAt: null },
  ],
  [
    'a system that never looked for updates',
    { searched: [-11_644_473_600_000], pending: [{ all: 0, security: 0 }] },
    { updatesPending: null, securityUpdatesPending: null },
  ],
  [
    'an antivirus that is switched off',
    { antivirus: [{ name: 'x', state: 393_472 }] },
    { antivirusOn: false, antivirusName: null },
  ],
  ['an antivirus that has expired', { antivirus: [{ name: 'x', state: 0x4_3010 }] }, { antivirusOn: false }],
  ['no antivirus at all', { antivirus: [] }, { antivirusOn: false }],
  [
    'a Defender that never had signatures',
    { defender: [{ on: true, live: true, signatures: -11_644_473_600_000 }] },
    { antivirusSignatureDays: null },
  ],
  [
    'a server with Defender',
    { antivirus: null },
    { antivirusOn: true, antivirusName: 'Microsoft Defender', antivirusSignatureDays: 1 },
  ],
  ['another firewall in place of its own', { firewalls: [0x4_1000], profiles: [0, 0, 0] }, { firewallOn: true }],
  ['a firewall whose service is stopped', { service: [1] }, { firewallOn: false }],
  ['profiles that could not be read', { profiles: null }, { firewallOn: null }],
  ['a profile that does not tell', { profiles: [1, -1, 1] }, { firewallOn: null }],
  ['a volume whose state is locked', { bitlocker: [2], shell: [6] }, { diskEncrypted: true }],
  ['an encryption that is suspended', { bitlocker: null, shell: [5] }, { diskEncrypted: false }],
  [
    'a disk that does not tell',
    {
      disks: [
        { health: 0, bus: 11 },
        { health: 5, bus: 17 },
      ],
    },
    { disksHealthy: null },
  ],
  ['a stick alone', { disks: [{ health: 0, bus: 7 }] }, { disksHealthy: null }],
  [
    'a part in another shape',
    { disks: ['Healthy'], pending: [{ all: '3' }], os: [7] },
    { disksHealthy: null, updatesPending: null, osName: null },
  ],
  [
    'a clock of another century',
    { firmware: [Date.UTC(2031, 0, 1)], updated: [Date.UTC(2031, 0, 1)] },
    { firmwareDays: null, lastUpdateDays: null },
  ],
])('reads %s', async (_case, over, expected) => {
  expect(await postureOf(written({ ...ENGLISH_11, ...over }))).toMatchObject(expected);
});

test.each([
  ['garbage before it', `Không tìm thấy\r\n\u0007${written(ENGLISH_11)}\r\n`, true],
  ['a byte order mark', `\uFEFF${written(ENGLISH_11)}`, true],
  ['half of it', written(ENGLISH_11).slice(0, 300), false],
  ['nothing', '', false],
])('an answer with %s', async (_case, text, isWhole) => {
  expect(await postureOf(text)).toEqual(isWhole ? GOOD : undefined);
});

test.skipIf(process.platform === 'win32')(
  'a PowerShell that hangs is killed, told in the log, and no posture',
  async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'powershell-'));
    const file = path.join(folder, 'powershell');
    await writeFile(
      file,
      `#!${process.execPath}\nprocess.stdout.write('<<wardwatch '); setInterval(() => {}, 1000);\n`,
    );
    await chmod(file, 0o755);
    const real = programRunner(systemClock());
    const warnings: unknown[] = [];
    const log: Logger = { ...silentLogger, warn: (event, fields) => warnings.push([event, fields]) };
    const read = reader((call, given) => real({ ...call, file, args: [], timeoutMs: 300 }, given), log);
    expect(await read(signal)).toBeUndefined();
    expect(warnings).toEqual([['posture-not-read', { message: 'PowerShell did not answer in time' }]]);
    await rm(folder, { recursive: true });
  },
);

test('the script is one argument of ASCII without a double quote, well within what a command line holds', () => {
  const script = scriptOf(POSTURE_QUESTIONS);
  expect(script).toMatch(/^[\x20-\x7e]+$/);
  expect(script).not.toContain('"');
  expect(script.length).toBeLessThan(8_000);
  const code = script.replace(/'(?:[^']|'')*'/g, '');
  for (const [open, close] of ['()', '{}', '[]']) {
    expect(code.split(open ?? '').length).toBe(code.split(close ?? '').length);
  }
  expect(code).not.toContain(`'`);
});

test('every date of the table is one', () => {
  for (const { build: _build, ...ends } of WINDOWS_ENDS) {
    for (const endsOn of Object.values(ends)) expect(endsOn).toMatch(/^20\d\d-\d\d-\d\d$/);
  }
});
