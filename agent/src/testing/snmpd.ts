import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { eventually, haveOrSay, installed, scratch, startDaemon } from './daemon.ts';
import { freeUdpPort } from './ports.ts';

const PROGRAM = installed('/usr/sbin/snmpd');

/** Whether the SNMP daemon of Net-SNMP is installed; says so where it is not. */
export function haveSnmpd(): boolean {
  return haveOrSay(
    PROGRAM !== undefined,
    'no snmpd: its tests are left out. Install it (Debian: apt-get install snmpd)',
  );
}

/** Starts `snmpd` on a free port of loopback, with a configuration and state of its own. */
export async function startSnmpd(options: {
  name: string;
  community: string;
}): Promise<AsyncDisposable & { port: number }> {
  const folder = await scratch('snmpd');
  const port = await freeUdpPort();
  const file = path.join(folder.path, 'snmpd.conf');
  await writeFile(file, `rocommunity ${options.community}\nsysName ${options.name}\n`);
  const state = { SNMP_PERSISTENT_DIR: folder.path, SNMPCONFPATH: folder.path };
  const daemon = startDaemon(PROGRAM ?? 'snmpd', ['-f', '-Lo', '-C', '-c', file, `udp:127.0.0.1:${port}`], state);
  await eventually('snmpd listens', async () => daemon.printed().includes('NET-SNMP version'), daemon);
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      await daemon.kill();
      await folder[Symbol.asyncDispose]();
    },
  };
}
