import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FakeClock } from '@wardwatch/shared/lib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isThere } from '../lib/files.ts';
import type { Call, CallResult } from './call.ts';
import { runAll, runSteps } from './steps.ts';
import { installSteps, uninstallSteps, whyNotInstall, type WindowsInstall } from './windows-install.ts';
import type { WindowsPlaces } from './windows-plan.ts';

let root: string;
let places: WindowsPlaces;
let calls: string[];
/** The service as `sc` shows it: none, or the number of its state. */
let state: number | undefined;
let failing: string | undefined;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'windows-'));
  const dataRoot = path.join(root, 'ProgramData/Wardwatch');
  places = { program: path.join(root, 'Wardwatch agent'), dataRoot, data: path.join(dataRoot, 'agent'), system: 'S:' };
  calls = [];
  state = undefined;
  failing = undefined;
  await mkdir(path.join(root, 'from/node_modules/koffi'), { recursive: true });
  for (const name of ['node.exe', 'wardwatch-agent.cjs']) await writeFile(path.join(root, 'from', name), name);
});
afterEach(() => rm(root, { recursive: true }));

async function run({ program, args }: Call): Promise<CallResult> {
  const verb = program.endsWith('sc.exe') ? (args[0] ?? '') : 'icacls';
  calls.push(verb);
  if (verb === failing) return { code: 5, output: 'Access is denied.' };
  if (verb === 'create') state = 1;
  if (verb === 'start') state = 4;
  if (verb === 'stop') state = 1;
  if (verb === 'delete') state = undefined;
  if (verb !== 'query') return { code: 0, output: '' };
  return state === undefined
    ? { code: 1_060, output: 'FAILED 1060' }
    : { code: 0, output: `SERVICE_NAME: X\n  TYPE : 10 OWN\n  STATE : ${state} S\n` };
}

function install(): WindowsInstall {
  const enrol = async (folder: string): Promise<string> => {
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'agent.key'), 'key');
    return 'registered';
  };
  return { places, from: path.join(root, 'from'), run, enrol, say: () => undefined };
}

const removal = (keepData: boolean, later: Call[]) =>
  uninstallSteps({
    places,
    run,
    clock: new FakeClock({ wall: 0, mono: 0 }),
    keepData,
    leaveReason: (folder) => writeFile(path.join(folder, 'stop-reason'), 'uninstall'),
    runLater: async (call) => void later.push(call),
  });

test('copies, registers, makes the service, gives it its folder, starts it', async () => {
  expect(await whyNotInstall(install())).toBeUndefined();
  await runSteps(installSteps(install()), () => undefined);
  const made = ['create', 'description', 'sidtype', 'privs', 'failure', 'failureflag'];
  expect(calls).toEqual(['query', ...made, 'icacls', 'icacls', 'start']);
  expect(state).toBe(4);
  expect((await readdir(places.program)).toSorted()).toEqual(['node.exe', 'node_modules', 'wardwatch-agent.cjs']);
});

test('half an install leaves nothing: no service, no program, no key', async () => {
  failing = 'start';
  await expect(runSteps(installSteps(install()), () => undefined)).rejects.toThrow(/sc\.exe start.*Access is denied/);
  expect(state).toBeUndefined();
  expect((await readdir(root)).toSorted()).toEqual(['ProgramData', 'from']);
  expect(await readdir(path.join(root, 'ProgramData'))).toEqual([]);
});

test('removes everything, and its own program last, by a call that outlives it', async () => {
  await runSteps(installSteps(install()), () => undefined);
  const later: Call[] = [];
  expect(await runAll(removal(false, later), () => undefined)).toEqual([]);
  expect(state).toBeUndefined();
  expect(await isThere(places.dataRoot)).toBe(false);
  expect(later.map(({ args }) => args.at(-1))).toEqual([expect.stringContaining(`rmdir /s /q "${places.program}"`)]);
  expect(await runAll(removal(false, later), () => undefined)).toEqual([]);
});

test('keeps the data when asked to, with word of why the agent was stopped', async () => {
  await runSteps(installSteps(install()), () => undefined);
  await runAll(removal(true, []), () => undefined);
  expect((await readdir(places.data)).toSorted()).toEqual(['agent.key', 'stop-reason']);
});

test('says why it cannot be installed', async () => {
  state = 4;
  expect(await whyNotInstall(install())).toContain('WardwatchAgent');
  state = undefined;
  await rm(path.join(root, 'from/node.exe'));
  expect(await whyNotInstall(install())).toContain('node.exe');
  await mkdir(places.program);
  expect(await whyNotInstall(install())).toContain('uninstall');
});
