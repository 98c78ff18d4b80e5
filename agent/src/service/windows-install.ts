import { cp, mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { type Clock, pause } from '@wardwatch/shared/lib';
import { AgentError } from '../lib/errors.ts';
import { isThere } from '../lib/files.ts';
import { type Call, mustRun, type RunCall } from './call.ts';
import type { Step } from './steps.ts';
import {
  createCalls,
  deleteCall,
  NO_SUCH_SERVICE,
  removeProgramCall,
  rightsCalls,
  startCall,
  stateCall,
  stateOf,
  stopCall,
  WINDOWS_NAME,
  type WindowsPlaces,
} from './windows-plan.ts';

/** Files that make a download complete. */
const NEEDED = ['node.exe', 'wardwatch-agent.cjs', 'node_modules'];
/** How long a stop may take, and how often it is asked after, milliseconds. */
const STOP_MS = 30_000;
const ASK_MS = 500;
const STOPPED = 1;

/** What installing on Windows works with. */
export interface WindowsInstall {
  places: WindowsPlaces;
  /** Folder of the unpacked download that this very program runs from. */
  from: string;
  run: RunCall;
  /** Registers the machine, data into the given folder; undefined where the data folder is registered already. */
  enrol: ((folder: string) => Promise<string>) | undefined;
  say: (line: string) => void;
}

/** Why it cannot be installed from here, or undefined where it can. */
export async function whyNotInstall({ places, from, run }: WindowsInstall): Promise<string | undefined> {
  if (await isThere(places.program)) {
    return `${places.program} is there already; use its \`update\`, or \`uninstall\` it first`;
  }
  if ((await run(stateCall(places))).code !== NO_SUCH_SERVICE) return `the service ${WINDOWS_NAME} is there already`;
  for (const name of NEEDED) {
    if (!(await isThere(path.join(from, name)))) {
      return `${from} has no ${name}; unpack the download for Windows and run \`wardwatch-agent install\` in it`;
    }
  }
  return undefined;
}

/** The steps of installing, each with its way back. */
export function installSteps({ places, from, run, enrol, say }: WindowsInstall): Step[] {
  let hadData = true;
  const register: Step = {
    what: `registers this machine; its key is made in ${places.data}`,
    run: async () => {
      hadData = await isThere(places.dataRoot);
      if (enrol) say(`  ${await enrol(places.data)}`);
    },
    undo: async () => {
      if (!hadData) await rm(places.dataRoot, { recursive: true, force: true });
    },
  };
  return [
    {
      what: `copies the program to ${places.program}`,
      run: async () => {
        await mkdir(places.program, { recursive: true });
        for (const name of await readdir(from)) {
          await cp(path.join(from, name), path.join(places.program, name), { recursive: true });
        }
      },
      undo: () => rm(places.program, { recursive: true, force: true }),
    },
    register,
    {
      what: `makes the service ${WINDOWS_NAME}: LocalService, delayed start, started again when it fails`,
      run: () => runEach(run, createCalls(places)),
      undo: async () => void (await run(deleteCall(places))),
    },
    {
      what: `gives ${places.dataRoot} to the service, SYSTEM and Administrators alone`,
      run: () => runEach(run, rightsCalls(places)),
    },
    {
      what: 'starts it',
      run: async () => void (await mustRun(run, startCall(places))),
      undo: async () => void (await run(stopCall(places))),
    },
  ];
}

/** What uninstalling on Windows works with. */
export interface WindowsUninstall {
  places: WindowsPlaces;
  run: RunCall;
  clock: Clock;
  keepData: boolean;
  /** Leaves word for the agent why it is stopped. */
  leaveReason: (folder: string) => Promise<void>;
  /** Starts a call that outlives this process. */
  runLater: (call: Call) => Promise<void>;
}

/** The steps of removing. Each minds nothing that is not there. */
export function uninstallSteps(options: WindowsUninstall): Step[] {
  const { places, run, keepData, runLater } = options;
  const data: Step = {
    what: `removes its data ${places.data}: key, journal, options`,
    run: async () => {
      await rm(places.data, { recursive: true, force: true, maxRetries: 5 });
      if ((await isThere(places.dataRoot)) && (await readdir(places.dataRoot)).length === 0) {
        await rmdir(places.dataRoot);
      }
    },
  };
  return [
    { what: 'stops it; it tells the server that it is being uninstalled', run: () => stopService(options) },
    {
      what: `removes the service ${WINDOWS_NAME}`,
      run: async () => {
        if ((await run(stateCall(places))).code !== NO_SUCH_SERVICE) await mustRun(run, deleteCall(places));
      },
    },
    keepData ? { what: `keeps its data ${places.data}`, run: async () => undefined } : data,
    {
      what: `removes the program ${places.program}, as soon as this command has ended`,
      run: () => runLater(removeProgramCall(places)),
    },
  ];
}

async function stopService({ places, run, clock, leaveReason }: WindowsUninstall): Promise<void> {
  if (stateOf((await run(stateCall(places))).output) === undefined) return;
  if (await isThere(places.data)) await leaveReason(places.data);
  // Fails where it does not run, which is what is wanted.
  await run(stopCall(places));
  for (let waited = 0; waited < STOP_MS; waited += ASK_MS) {
    if (stateOf((await run(stateCall(places))).output) === STOPPED) return;
    await pause(clock, ASK_MS);
  }
  throw new AgentError('install-failed', `the service ${WINDOWS_NAME} does not stop; stop it by hand and try again`);
}

async function runEach(run: RunCall, calls: readonly Call[]): Promise<void> {
  for (const call of calls) await mustRun(run, call);
}
