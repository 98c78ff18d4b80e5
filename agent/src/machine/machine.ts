import { readFile } from 'node:fs/promises';
import os from 'node:os';
import type { Clock, Logger } from '@wardwatch/shared/lib';
import { type BootMark, kernelBootId } from './boot.ts';
import type { NetworkInterface } from './forbidden.ts';
import { gatewayFinder, interfaceNames, networkInterfaces, networkSignature } from './network.ts';
import { lastStop } from './last-stop.ts';
import type { StopEvidence } from './stop-evidence.ts';

/** What the agent needs to know of the machine that it runs on; tests pass another. */
export interface Machine {
  /** The kernel's id of this boot; undefined where it has none. */
  kernelBootId(): string | undefined;
  /** Name and version of the operating system. */
  system(): Promise<{ os: string; osVersion: string }>;
  /** Changes when the network does. */
  networkSignature(): string;
  interfaceNames(): string[];
  /** Every interface, for what must not be touched; never leaves the machine. */
  interfaces(): readonly NetworkInterface[];
  gateway(): Promise<string | undefined>;
  /** Milliseconds awake since boot, or undefined where the system's clocks do not tell sleep apart. */
  awakeMs(): number | undefined;
  /**
   * What the operating system knows of the stop after the mark, which is of an earlier boot; undefined where it does
   * not tell. A machine without this never tells.
   */
  lastStop?(mark: BootMark, context: { clock: Clock; log: Logger }): Promise<StopEvidence | undefined>;
  /** Whether the whole machine is being shut down right now, as far as it tells. */
  isShuttingDown(): Promise<boolean>;
}

/** The machine itself. */
export function thisMachine(): Machine {
  return {
    kernelBootId,
    system: describeSystem,
    networkSignature,
    interfaceNames,
    interfaces: networkInterfaces,
    gateway: gatewayFinder(() => performance.now()),
    // CLOCK_MONOTONIC stands still in sleep on Linux and runs on elsewhere.
    awakeMs: () => (process.platform === 'linux' ? Number(process.hrtime.bigint() / 1_000_000n) : undefined),
    lastStop,
    isShuttingDown,
  };
}

async function describeSystem(): Promise<{ os: string; osVersion: string }> {
  if (process.platform === 'linux') {
    // The name is for display alone: a system that does not give it is named by its kernel, below.
    const release = await readFile('/etc/os-release', 'utf8').catch(() => undefined);
    const name = release && /^PRETTY_NAME="?([^"\n]+)"?$/m.exec(release)?.[1];
    if (name) return { os: name.slice(0, 120), osVersion: `Linux ${os.release()}`.slice(0, 120) };
  }
  // `os.version()` of Windows is the product's name ("Windows 11 Pro"); no child process is needed.
  return { os: os.version().slice(0, 120), osVersion: `${os.type()} ${os.release()}`.slice(0, 120) };
}

/** systemd forbids logins (`/run/nologin`) as the first step of a shutdown; other systems do not tell. */
async function isShuttingDown(): Promise<boolean> {
  if (process.platform !== 'linux') return false;
  return readFile('/run/nologin').then(
    () => true,
    () => false,
  );
}
