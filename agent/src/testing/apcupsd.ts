import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { installed, scratch, startDaemon } from './daemon.ts';
import { freeTcpPort } from './ports.ts';

/** Debian's package cannot be installed beside NUT's client; unpacked it runs all the same. */
const FOLDER = process.env['APCUPSD'] ?? '/';
const PROGRAM = installed(path.join(FOLDER, 'sbin/apcupsd'), path.join(FOLDER, 'usr/sbin/apcupsd'));

/** Whether apcupsd is there; says so where it is not. It is never required: no machine has it beside NUT by itself. */
export function haveApcupsd(): boolean {
  if (PROGRAM !== undefined) return true;
  // oxlint-disable-next-line no-console -- a test that is left out says so
  console.warn(
    'skipped: no apcupsd: its tests are left out. Unpack it (Debian: apt-get download apcupsd libusb-0.1-4, dpkg -x ' +
      'each into one folder) and set APCUPSD to that folder',
  );
  return false;
}

/**
 * Starts the real apcupsd on a free port of loopback, which reads a UPS by SNMP (UPS-MIB) every second or two. What it
 * would do to this machine when the battery runs low is a script that does nothing.
 */
export async function startApcupsd(ups: {
  port: number;
  community: string;
}): Promise<AsyncDisposable & { port: number }> {
  const folder = await scratch('apcupsd');
  const port = await freeTcpPort();
  const script = path.join(folder.path, 'apccontrol');
  // Exit code 99 tells apcupsd to leave its own action out.
  await writeFile(script, '#!/bin/sh\nexit 99\n');
  await chmod(script, 0o755);
  const lines = [
    '## apcupsd.conf v1.1 ##',
    'UPSCABLE ether',
    'UPSTYPE snmp',
    `DEVICE 127.0.0.1:${ups.port}:RFC:${ups.community}`,
    'POLLTIME 1',
    'NETSERVER on',
    'NISIP 127.0.0.1',
    `NISPORT ${port}`,
    ...['SCRIPTDIR', 'LOCKFILE', 'PWRFAILDIR', 'NOLOGINDIR'].map((name) => `${name} ${folder.path}`),
    `EVENTSFILE ${path.join(folder.path, 'events')}`,
    'ONBATTERYDELAY 0',
    'BATTERYLEVEL -1',
    'MINUTES -1',
    'TIMEOUT 0',
    'KILLDELAY 0',
  ];
  const file = path.join(folder.path, 'apcupsd.conf');
  await writeFile(file, `${lines.join('\n')}\n`);
  const libraries = path.join(FOLDER, 'lib/x86_64-linux-gnu');
  const env = FOLDER === '/' ? {} : { LD_LIBRARY_PATH: libraries };
  const pid = path.join(folder.path, 'pid');
  const daemon = startDaemon(PROGRAM ?? 'apcupsd', ['-b', '-f', file, '-P', pid], env);
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      await daemon.kill();
      await folder[Symbol.asyncDispose]();
    },
  };
}
