import path from 'node:path';
import type { Call } from './call.ts';

/** Name of the service; with `NT SERVICE\` before it also that of the account that its rights are given to. */
export const WINDOWS_NAME = 'WardwatchAgent';

/** The groups that a file of the agent belongs to besides the service: SYSTEM and Administrators, by their numbers. */
const SYSTEM = '*S-1-5-18';
const ADMINISTRATORS = '*S-1-5-32-544';

/** Where an installed agent lives on Windows. */
export interface WindowsPlaces {
  program: string;
  /** Parent of `data` that is ours alone. */
  dataRoot: string;
  data: string;
  system: string;
}

/** The places on this Windows, by its own variables. */
export function windowsPlaces(env: Readonly<Record<string, string | undefined>>): WindowsPlaces {
  const dataRoot = path.win32.join(env['ProgramData'] ?? 'C:\\ProgramData', 'Wardwatch');
  return {
    program: path.win32.join(env['ProgramFiles'] ?? 'C:\\Program Files', 'Wardwatch agent'),
    dataRoot,
    data: path.win32.join(dataRoot, 'agent'),
    system: path.win32.join(env['SystemRoot'] ?? 'C:\\Windows', 'System32'),
  };
}

function sc({ system }: WindowsPlaces, ...args: string[]): Call {
  return { program: path.win32.join(system, 'sc.exe'), args };
}

/** The command line by which Windows starts the service: quoted, since both paths have spaces. */
export function serviceCommand({ program, data }: WindowsPlaces): string {
  const node = path.win32.join(program, 'node.exe');
  const script = path.win32.join(program, 'wardwatch-agent.cjs');
  return `"${node}" --max-old-space-size=64 "${script}" service --data "${data}"`;
}

/**
 * Makes the service: LocalService with no privilege but the one that everybody has, started late so that it slows no
 * boot, and started again when it fails: after 5 s, 30 s, then every minute.
 */
export function createCalls(places: WindowsPlaces): Call[] {
  const account = 'NT AUTHORITY\\LocalService';
  const start = ['start=', 'delayed-auto', 'obj=', account, 'DisplayName=', 'Wardwatch agent'];
  return [
    sc(places, 'create', WINDOWS_NAME, 'type=', 'own', 'binPath=', serviceCommand(places), ...start),
    sc(places, 'description', WINDOWS_NAME, 'Reports connectivity, power and health of this machine to the ward.'),
    sc(places, 'sidtype', WINDOWS_NAME, 'unrestricted'),
    sc(places, 'privs', WINDOWS_NAME, 'SeChangeNotifyPrivilege'),
    sc(places, 'failure', WINDOWS_NAME, 'reset=', '86400', 'actions=', 'restart/5000/restart/30000/restart/60000'),
    sc(places, 'failureflag', WINDOWS_NAME, '1'),
  ];
}

/**
 * Gives the data folder to SYSTEM, Administrators and this service, and to nobody else: not even other services of the
 * same account may read the key. What lies in it already takes over the rights of the folder.
 */
export function rightsCalls({ dataRoot, system }: WindowsPlaces): Call[] {
  const program = path.win32.join(system, 'icacls.exe');
  const grants = [`${SYSTEM}:(OI)(CI)F`, `${ADMINISTRATORS}:(OI)(CI)F`, `NT SERVICE\\${WINDOWS_NAME}:(OI)(CI)M`];
  return [
    { program, args: [dataRoot, '/inheritance:r', '/grant:r', ...grants] },
    { program, args: [path.win32.join(dataRoot, '*'), '/reset', '/T', '/Q'] },
  ];
}

/** Starts the service. */
export function startCall(places: WindowsPlaces): Call {
  return sc(places, 'start', WINDOWS_NAME);
}

/** Asks the service to stop. It answers at once; `stateCall` tells when it has. */
export function stopCall(places: WindowsPlaces): Call {
  return sc(places, 'stop', WINDOWS_NAME);
}

/** Removes the service. */
export function deleteCall(places: WindowsPlaces): Call {
  return sc(places, 'delete', WINDOWS_NAME);
}

/** Asks how the service stands; `stateOf` reads the answer. */
export function stateCall(places: WindowsPlaces): Call {
  return sc(places, 'query', WINDOWS_NAME);
}

/** The state's number in the answer of `sc query` (1 stopped, 4 running), whatever its language; undefined where none. */
export function stateOf(output: string): number | undefined {
  // "        STATE              : 1  STOPPED": the second line with a number after the colon; the first is the type.
  const numbers = [...output.matchAll(/^\s*\S[^:\r\n]*:\s*(\d+)\s/gm)].map((match) => Number(match[1]));
  return numbers[1];
}

/** Code with which `sc` says that there is no such service. */
export const NO_SUCH_SERVICE = 1_060;

/**
 * Removes the program's folder a few seconds after this process has ended, which runs from it. `ping` is the pause: the
 * command interpreter has none that works without a console.
 */
export function removeProgramCall({ program, system }: WindowsPlaces): Call {
  const pause = `${path.win32.join(system, 'ping.exe')} -n 5 127.0.0.1 >nul`;
  return {
    program: path.win32.join(system, 'cmd.exe'),
    args: ['/d', '/s', '/c', `"${pause} & rmdir /s /q "${program}""`],
  };
}
