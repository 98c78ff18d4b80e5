import { chmod, cp, mkdir, readdir, rm, rmdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isThere } from '../lib/files.ts';
import { mustRun, type RunCall } from './call.ts';
import type { Step } from './steps.ts';
import { unitText } from './unit.ts';

/** Name of the service, of its user, and of its folders. */
export const LINUX_NAME = 'wardwatch-agent';

/** Files that make a download complete. */
const NEEDED = ['wardwatch-agent', 'wardwatch-agent.cjs', 'node'];

/** Places on a Linux machine, below a root that is `/` but in tests. */
export function linuxPlaces(root = '/') {
  const units = path.join(root, 'etc/systemd/system');
  return {
    program: path.join(root, 'opt', LINUX_NAME),
    data: path.join(root, 'var/lib', LINUX_NAME),
    unit: path.join(units, `${LINUX_NAME}.service`),
    wanted: path.join(units, 'multi-user.target.wants', `${LINUX_NAME}.service`),
    /** Is there exactly while systemd manages this machine (sd_booted(3)). */
    booted: path.join(root, 'run/systemd/system'),
  };
}
export type LinuxPlaces = ReturnType<typeof linuxPlaces>;

/** What installing on Linux works with. */
export interface LinuxInstall {
  places: LinuxPlaces;
  /** Folder of the unpacked download that this very program runs from. */
  from: string;
  run: RunCall;
  /** Registers the machine, data into the given folder; undefined where the data folder is registered already. */
  enrol: ((folder: string) => Promise<string>) | undefined;
  say: (line: string) => void;
}

/**
 * Why it cannot be installed from here, or undefined where it can: not the unpacked download, or installed already.
 */
export async function whyNotInstall({
  places,
  from,
}: Pick<LinuxInstall, 'places' | 'from'>): Promise<string | undefined> {
  if (await isThere(places.program)) {
    return `${places.program} is there already; use its \`update\`, or \`uninstall\` it first`;
  }
  if (await isThere(places.unit)) return `${places.unit} is there already; remove it first`;
  for (const name of NEEDED) {
    if (!(await isThere(path.join(from, name)))) {
      return `${from} has no ${name}; unpack the download for this platform and run \`wardwatch-agent install\` in it`;
    }
  }
  return undefined;
}

/** The steps of installing, each with its way back. Without systemd the files are laid ready and nothing is started. */
export async function installSteps(options: LinuxInstall): Promise<Step[]> {
  const { places } = options;
  const isBooted = await isThere(places.booted);
  const steps = [copyStep(options), userStep(options), ...enrolSteps(options), unitStep(options), enableStep(options)];
  return isBooted ? [...steps, startStep(options)] : steps;
}

function copyStep({ places, from }: LinuxInstall): Step {
  return {
    what: `copies the program to ${places.program}`,
    run: async () => {
      await mkdir(places.program, { recursive: true, mode: 0o755 });
      for (const name of await readdir(from))
        await cp(path.join(from, name), path.join(places.program, name), { recursive: true });
      for (const name of ['wardwatch-agent', 'node']) await chmod(path.join(places.program, name), 0o755);
    },
    undo: () => rm(places.program, { recursive: true, force: true }),
  };
}

function userStep({ places, run, say }: LinuxInstall): Step {
  let isOurs = false;
  return {
    what: `makes the system user ${LINUX_NAME}, without a home, a shell or a password`,
    run: async () => {
      if ((await run({ program: 'id', args: ['-u', LINUX_NAME] })).code === 0) {
        say(`  (the user ${LINUX_NAME} is there already and is used)`);
        return;
      }
      const login = ['--home-dir', places.data, '--no-create-home', '--shell', '/usr/sbin/nologin'];
      await mustRun(run, { program: 'useradd', args: ['--system', '--user-group', ...login, LINUX_NAME] });
      isOurs = true;
    },
    undo: async () => {
      if (isOurs) await mustRun(run, { program: 'userdel', args: [LINUX_NAME] });
    },
  };
}

function enrolSteps({ places, run, enrol, say }: LinuxInstall): Step[] {
  const own: Step = {
    what: `gives ${places.data} to the user ${LINUX_NAME} alone`,
    run: async () => {
      await mustRun(run, { program: 'chown', args: ['-R', `${LINUX_NAME}:${LINUX_NAME}`, places.data] });
      await chmod(places.data, 0o700);
    },
  };
  if (!enrol) return [own];
  let wasThere = true;
  const register: Step = {
    what: `registers this machine; its key is made in ${places.data}`,
    run: async () => {
      wasThere = await isThere(places.data);
      say(`  ${await enrol(places.data)}`);
    },
    undo: async () => {
      if (!wasThere) await rm(places.data, { recursive: true, force: true });
    },
  };
  return [register, own];
}

function unitStep({ places }: LinuxInstall): Step {
  return {
    what: `writes the unit ${places.unit}`,
    run: async () => {
      await mkdir(path.dirname(places.unit), { recursive: true });
      await writeFile(places.unit, unitText({ ...linuxPlaces(), user: LINUX_NAME }), { mode: 0o644 });
    },
    undo: () => rm(places.unit, { force: true }),
  };
}

/** What `systemctl enable` does, by hand, since it must also work where no systemd runs or is installed. */
function enableStep({ places }: LinuxInstall): Step {
  let madeFolder: string | undefined;
  return {
    what: 'has it started with the machine',
    run: async () => {
      madeFolder = await mkdir(path.dirname(places.wanted), { recursive: true });
      await symlink(linuxPlaces().unit, places.wanted);
    },
    undo: async () => {
      await rm(places.wanted, { force: true });
      if (madeFolder !== undefined) await removeIfEmpty(madeFolder);
    },
  };
}

function startStep({ run, say }: LinuxInstall): Step {
  return {
    what: 'starts it',
    run: async () => {
      await mustRun(run, { program: 'systemctl', args: ['daemon-reload'] });
      await mustRun(run, { program: 'systemctl', args: ['start', LINUX_NAME] });
    },
    undo: async () => {
      const stopped = await run({ program: 'systemctl', args: ['stop', LINUX_NAME] });
      if (stopped.code !== 0) say(`  (it was not running: ${stopped.output.trim().slice(0, 200)})`);
    },
  };
}

/** What uninstalling on Linux works with. */
export interface LinuxUninstall {
  places: LinuxPlaces;
  run: RunCall;
  keepData: boolean;
  /** Leaves word why, and ends an agent that runs without systemd; false where none runs. */
  stopAgent: (folder: string, isService: boolean) => Promise<boolean>;
  say: (line: string) => void;
}

/** The steps of removing. Each minds nothing that is not there, so that half an install is removed as well. */
export async function uninstallSteps(options: LinuxUninstall): Promise<Step[]> {
  const { places, run, keepData } = options;
  const isBooted = await isThere(places.booted);
  const reload: Step = {
    what: 'lets systemd forget it',
    run: async () => {
      await mustRun(run, { program: 'systemctl', args: ['daemon-reload'] });
      // Fails where it never failed, which is well.
      await run({ program: 'systemctl', args: ['reset-failed', LINUX_NAME] });
    },
  };
  return [
    goodbyeStep(options, isBooted),
    {
      what: `removes the unit ${places.unit}`,
      run: async () => {
        await rm(places.wanted, { force: true });
        await rm(places.unit, { force: true });
        await removeIfEmpty(path.dirname(places.wanted));
      },
    },
    ...(isBooted ? [reload] : []),
    { what: `removes the program ${places.program}`, run: () => rm(places.program, { recursive: true, force: true }) },
    keepData ? keepStep(options) : dataStep(options),
    {
      what: `removes the user ${LINUX_NAME}`,
      run: async () => {
        if ((await run({ program: 'id', args: ['-u', LINUX_NAME] })).code !== 0) return;
        await mustRun(run, { program: 'userdel', args: [LINUX_NAME] });
      },
    },
  ];
}

function goodbyeStep({ places, run, stopAgent, say }: LinuxUninstall, isBooted: boolean): Step {
  return {
    what: 'stops it; it tells the server that it is being uninstalled',
    run: async () => {
      const wasStopped = await stopAgent(places.data, isBooted);
      if (isBooted && (await isThere(places.unit))) {
        await mustRun(run, { program: 'systemctl', args: ['stop', LINUX_NAME] });
        return;
      }
      if (!wasStopped) say('  (it was not running, so the server has not heard; remove the device in the console)');
    },
  };
}

function dataStep({ places }: LinuxUninstall): Step {
  return {
    what: `removes its data ${places.data}: key, journal, options`,
    run: () => rm(places.data, { recursive: true, force: true }),
  };
}

function keepStep({ places, run }: LinuxUninstall): Step {
  return {
    what: `keeps its data ${places.data}, for root alone`,
    run: async () => {
      // The number of the user that goes may be given to another one later.
      if (await isThere(places.data)) await mustRun(run, { program: 'chown', args: ['-R', 'root:root', places.data] });
    },
  };
}

async function removeIfEmpty(folder: string): Promise<void> {
  if (!(await isThere(folder)) || (await readdir(folder)).length > 0) return;
  await rmdir(folder);
}
