import { existsSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Daemon, eventually, haveOrSay, installed, scratch, startDaemon } from './daemon.ts';
import { freeTcpPort } from './ports.ts';

// Debian's upsd in the path is a script that obeys /etc/nut; this is the program itself.
const UPSD = installed('/lib/nut/upsd', '/usr/lib/nut/upsd');
const DRIVER = installed('/lib/nut/dummy-ups', '/usr/lib/nut/dummy-ups');

/** Whether Network UPS Tools with its dummy driver is installed; says so where it is not. */
export function haveNut(): boolean {
  const message = 'no NUT: its tests are left out. Install it (Debian: apt-get install nut-server)';
  return haveOrSay(UPSD !== undefined && DRIVER !== undefined, message);
}

/** Variables of a UPS by NUT's names: `{ 'ups.status': 'OL' }`. */
export type NutVariables = Readonly<Record<string, string | number>>;

/** NUT's real daemon with a dummy UPS or several, on a port of loopback. */
export interface NutBench extends AsyncDisposable {
  readonly port: number;
  readonly upsd: Daemon;
  /** Changes variables of a UPS; the driver reads them within about two seconds. */
  set(variables: NutVariables, ups?: string): Promise<void>;
  /** Ends the driver of a UPS without a word. */
  killDriver(ups?: string): Promise<void>;
  startDriver(ups?: string): Promise<void>;
  /** Starts the daemon again after it was killed. */
  startUpsd(): Promise<void>;
}

/** How a bench is made. */
export interface NutBenchOptions {
  /** The UPSs by name, with what they say at first; one called `ups` on line where absent. */
  upses?: Readonly<Record<string, NutVariables>>;
  /** A free one where absent. */
  port?: number;
  /** A program and its arguments before each daemon: `['ip', 'netns', 'exec', NAME]`. */
  wrapper?: readonly string[];
  /** Seconds after which a driver that says nothing is stale. */
  maxAge?: number;
}

const ON_LINE: NutVariables = {
  'ups.status': 'OL',
  'ups.mfr': 'Example',
  'ups.model': 'Line 1000',
  'battery.charge': 100,
  'battery.runtime': 1_320,
  'battery.date': '2025-03-01',
  'ups.load': 20,
  'input.voltage': '223.0',
};

/** Starts `upsd` and a `dummy-ups` for each UPS, with configuration and state in a folder of their own. */
export async function startNut(options: NutBenchOptions = {}): Promise<NutBench> {
  const folder = await scratch('nut');
  const port = options.port ?? (await freeTcpPort());
  const upses = options.upses ?? { ups: ON_LINE };
  const known = new Map(Object.entries(upses).map(([name, given]) => [name, { ...ON_LINE, ...given }]));
  const [first = 'ups'] = known.keys();
  const fileOf = (ups: string): string => path.join(folder.path, `${ups}.dev`);
  const write = (ups: string): Promise<void> =>
    writeFile(
      fileOf(ups),
      Object.entries(known.get(ups) ?? {})
        .map(([name, value]) => `${name}: ${value}\n`)
        .join(''),
    );
  await writeConfiguration(folder.path, port, [...known.keys()], options.maxAge ?? 15);
  await Promise.all([...known.keys()].map(write));
  const env = { NUT_CONFPATH: folder.path, NUT_STATEPATH: folder.path, NUT_ALTPIDPATH: folder.path };
  const run = (program: string, args: readonly string[]): Daemon => {
    const [wrapper = program, ...rest] = [...(options.wrapper ?? []), program, ...args];
    return startDaemon(wrapper, rest, { ...env, NUT_QUIET_INIT_SSL: 'true' });
  };
  const user = process.getuid?.() === 0 ? ['-u', 'root'] : [];
  const drivers = new Map<string, Daemon>();
  const startDriver = async (ups = first): Promise<void> => {
    const driver = run(DRIVER ?? 'dummy-ups', ['-F', '-a', ups, ...user]);
    drivers.set(ups, driver);
    await eventually(
      `the driver of ${ups} runs`,
      async () => existsSync(path.join(folder.path, `dummy-ups-${ups}`)),
      driver,
    );
  };
  const startUpsd = async (): Promise<void> => {
    bench.upsd = run(UPSD ?? 'upsd', ['-F', ...user]);
    await eventually('upsd listens', async () => bench.upsd.printed().includes('listening on'), bench.upsd);
  };
  const bench = { upsd: startDaemon('true', []) };
  for (const ups of known.keys()) await startDriver(ups);
  await startUpsd();
  return {
    port,
    get upsd() {
      return bench.upsd;
    },
    set: async (variables, ups = first) => {
      known.set(ups, { ...(known.get(ups) ?? ON_LINE), ...variables });
      await write(ups);
    },
    killDriver: async (ups = first) => drivers.get(ups)?.kill(),
    startDriver,
    startUpsd,
    [Symbol.asyncDispose]: async () => {
      await bench.upsd.kill();
      for (const driver of drivers.values()) await driver.kill();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** The password in it is one of a bench. */
async function writeConfiguration(
  folder: string,
  port: number,
  upses: readonly string[],
  maxAge: number,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const sections = upses.map((ups) => `[${ups}]\n  driver = dummy-ups\n  port = ${ups}.dev\n  mode = dummy-once\n`);
  await writeFile(path.join(folder, 'ups.conf'), `maxretry = 1\npollinterval = 1\n${sections.join('')}`);
  const listen = `LISTEN 127.0.0.1 ${port}\nMAXAGE ${maxAge}\nSTATEPATH ${folder}\n`;
  await writeFile(path.join(folder, 'upsd.conf'), listen);
  await writeFile(path.join(folder, 'upsd.users'), '[agent]\n  password = bench\n  upsmon secondary\n');
  await chmod(path.join(folder, 'upsd.users'), 0o600);
  await chmod(path.join(folder, 'upsd.conf'), 0o600);
}
