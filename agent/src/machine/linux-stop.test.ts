import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { shortBootId } from './boot.ts';
import { linuxStop } from './linux-stop.ts';
import type { ProgramCall, ProgramResult } from './program.ts';
import type { StopEvidence, StopQuestion } from './stop-evidence.ts';
import { stopInJournal } from './systemd-journal.ts';
import { type TestRecord, wtmpBytes } from './wtmp.fixtures.ts';
import { parseWtmp, stopInWtmp } from './wtmp.ts';

const MINUTE = 60_000;
const T = 1_790_000_000_000;
const KERNEL_ID = '00112233-4455-6677-8899-aabbccddeeff';
// The agent was last alive an hour after its machine booted; that machine boots again three hours after that.
const QUESTION: StopQuestion = {
  bootId: shortBootId(KERNEL_ID),
  wasBootedAt: T,
  lastAliveAt: T + 60 * MINUTE,
  bootedAt: T + 240 * MINUTE,
};

const boot = (at: number): TestRecord => ({ type: 2, user: 'reboot', at });
const shutdown = (at: number): TestRecord => ({ type: 1, user: 'shutdown', at });
const level = (to: string, at: number): TestRecord => ({ type: 1, user: 'runlevel', at, pid: to.charCodeAt(0) });
const login = (at: number): TestRecord => ({ type: 7, user: 'someone', at });

const BEGAN = boot(T + 10_000);
const NOW = boot(T + 240 * MINUTE + 5_000);

test.each<[string, TestRecord[], StopEvidence | undefined]>([
  ['a shutdown', [BEGAN, login(T + MINUTE), shutdown(T + 61 * MINUTE), NOW], { clean: true, how: 'wtmp' }],
  ['a restart', [BEGAN, level('6', T + 61 * MINUTE), NOW], { clean: true, how: 'wtmp', why: 'restart' }],
  ['a halt', [BEGAN, level('0', T + 61 * MINUTE), NOW], { clean: true, how: 'wtmp' }],
  ['another run level, then a power cut', [BEGAN, level('5', T + MINUTE), NOW], { clean: false, how: 'wtmp' }],
  ['a power cut', [shutdown(T - MINUTE), BEGAN, login(T + MINUTE), NOW], { clean: false, how: 'wtmp' }],
  [
    'a power cut, before a boot in which the agent did not run and that ended properly',
    [BEGAN, boot(T + 90 * MINUTE), shutdown(T + 100 * MINUTE), NOW],
    { clean: false, how: 'wtmp' },
  ],
  ['a file begun anew since, with a shutdown', [shutdown(T + 61 * MINUTE), NOW], { clean: true, how: 'wtmp' }],
  ['a file begun anew since, without one', [login(T + 61 * MINUTE), NOW], undefined],
  ['a file that is no longer kept', [boot(T - 999 * MINUTE), shutdown(T - 998 * MINUTE)], undefined],
  ['a file without this boot', [BEGAN, shutdown(T + 61 * MINUTE)], undefined],
  ['a clock that jumped in this boot', [BEGAN, shutdown(T + 61 * MINUTE), boot(T + 230 * MINUTE)], undefined],
  ['a clock that jumped in that boot', [boot(T + 420 * MINUTE), shutdown(T + 61 * MINUTE), NOW], undefined],
  ['an empty file', [], undefined],
])('reads from login records %s', (_case, records, evidence) => {
  expect(stopInWtmp(parseWtmp(wtmpBytes(records), 'x64'), QUESTION)).toEqual(evidence);
  expect(stopInWtmp(parseWtmp(wtmpBytes(records, 'arm64'), 'arm64'), QUESTION)).toEqual(evidence);
});

test('reads whole records where only the end of the file was read, and none of an unknown layout', () => {
  const bytes = wtmpBytes([BEGAN, NOW]);
  expect(parseWtmp(bytes.subarray(100), 'x64')).toEqual([{ kind: 'boot', at: NOW.at }]);
  expect(parseWtmp(bytes, 's390x')).toEqual([]);
});

const hasUtmpdump = existsSync('/usr/bin/utmpdump');
if (!hasUtmpdump)
  process.stdout.write('linux-stop.test: skipped the comparison with utmpdump (util-linux), which is missing\n');

test.runIf(hasUtmpdump && process.arch === 'x64')('agrees with utmpdump on the bytes', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'utmpdump-'));
  const dump = [
    '[2] [00000] [~~  ] [reboot  ] [~           ] [6.1.0-test          ] [0.0.0.0        ] [2026-09-21T14:13:30,000000+00:00]',
    '[1] [00000] [~~  ] [shutdown] [~           ] [6.1.0-test          ] [0.0.0.0        ] [2026-09-21T15:14:20,000000+00:00]',
    '',
  ].join('\n');
  const text = path.join(folder, 'dump');
  await writeFile(text, dump);
  const { stdout } = await promisify(execFile)('/usr/bin/utmpdump', ['-r', text], { encoding: 'buffer' });
  expect(parseWtmp(stdout, 'x64')).toEqual([
    { kind: 'boot', at: Date.UTC(2026, 8, 21, 14, 13, 30) },
    { kind: 'shutdown', at: Date.UTC(2026, 8, 21, 15, 14, 20) },
  ]);
  await rm(folder, { recursive: true });
});

// Constructed after the documented JSON of journalctl(1), with the message ids of systemd's catalogue.
const line = (fields: Record<string, string>): string =>
  JSON.stringify({ __REALTIME_TIMESTAMP: '1790003600000000', _BOOT_ID: KERNEL_ID.replaceAll('-', ''), ...fields });
const STOPPED = line({ MESSAGE_ID: 'd93fb3c9c24d451a97cea615ce59c00b' });
const REBOOT = line({ MESSAGE_ID: '39f53479d3a045ac8e11786248231fbf', UNIT: 'reboot.target' });
const ORDINARY = line({ MESSAGE_ID: '39f53479d3a045ac8e11786248231fbf', UNIT: 'apt-daily.service' });

test.each<[string, string[], StopEvidence | undefined]>([
  ['a restart', [ORDINARY, REBOOT, STOPPED], { clean: true, how: 'systemd-journal', why: 'restart' }],
  ['a shutdown of which only the end is there', [ORDINARY, STOPPED], { clean: true, how: 'systemd-journal' }],
  ['a power cut', [ORDINARY, ORDINARY], { clean: false, how: 'systemd-journal' }],
  ['a line that was cut off', [STOPPED, ORDINARY.slice(0, 40)], { clean: true, how: 'systemd-journal' }],
  ['another boot', [line({ _BOOT_ID: 'f'.repeat(32) })], undefined],
  ['nothing', [''], undefined],
])('reads from the end of a journal %s', (_case, lines, evidence) => {
  expect(stopInJournal(lines.join('\n'), QUESTION)).toEqual(evidence);
});

let root: string;
let calls: ProgramCall[];
let journal: ProgramResult;
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'stop-'));
  calls = [];
  journal = { outcome: 'impossible', detail: 'spawn ENOENT' };
});
afterEach(() => rm(root, { recursive: true }));

async function file(name: string, content: Buffer | string, at = T + 241 * MINUTE): Promise<void> {
  await mkdir(path.dirname(path.join(root, name)), { recursive: true });
  await writeFile(path.join(root, name), content);
  await utimes(path.join(root, name), at / 1_000, at / 1_000);
}

const ask = (): Promise<StopEvidence | undefined> =>
  linuxStop(
    {
      root,
      architecture: 'x64',
      run: async (call) => {
        calls.push(call);
        return journal;
      },
    },
    QUESTION,
    new AbortController().signal,
  );

test('starts no program where the login records tell', async () => {
  await file('var/log/wtmp', wtmpBytes([BEGAN, NOW]));
  expect(await ask()).toEqual({ clean: false, how: 'wtmp' });
  expect(calls).toEqual([]);
});

test('looks into the file before where this one was begun since', async () => {
  await file('var/log/wtmp', wtmpBytes([NOW]));
  await file('var/log/wtmp.1', wtmpBytes([BEGAN, shutdown(T + 61 * MINUTE)]));
  expect(await ask()).toEqual({ clean: true, how: 'wtmp' });
});

test('asks the journal once where login records do not tell, for no message of it', async () => {
  journal = { outcome: 'ended', code: 0, stdout: Buffer.from(`${ORDINARY}\n${STOPPED}\n`) };
  expect(await ask()).toEqual({ clean: true, how: 'systemd-journal' });
  expect(calls).toHaveLength(1);
  // The journal of a user alone, which says nothing of the machine, is not asked.
  expect(calls[0]?.args).toContain('--system');
  expect(calls[0]?.args).toContain('--output-fields=MESSAGE_ID,UNIT');
});

test.each([
  ['missing', { outcome: 'impossible', detail: 'spawn ENOENT' }],
  ['not for this user', { outcome: 'ended', code: 1, stdout: Buffer.alloc(0) }],
  ['hanging', { outcome: 'hung' }],
] as const)('nothing tells where the journal is %s', async (_case, result) => {
  journal = result;
  expect(await ask()).toBeUndefined();
});

test.each(['sys/fs/pstore/dmesg-efi_pstore-1', 'var/lib/systemd/pstore/7/dmesg.txt', 'var/crash/202609211613/dump'])(
  'a trace of a crash since then counts before everything: %s',
  async (name) => {
    await file('var/log/wtmp', wtmpBytes([BEGAN, shutdown(T + 61 * MINUTE), NOW]));
    await file(name, 'panic');
    expect(await ask()).toEqual({ clean: false, how: 'crash-dump', why: 'crash' });
  },
);

test('neither the trace of an older crash nor the crash of a program is one of the machine', async () => {
  await file('sys/fs/pstore/dmesg-efi_pstore-1', 'panic', T - MINUTE);
  await file('var/crash/_usr_bin_program.1000.crash', 'report');
  await file('var/log/wtmp', wtmpBytes([BEGAN, shutdown(T + 61 * MINUTE), NOW]));
  expect(await ask()).toEqual({ clean: true, how: 'wtmp' });
});
