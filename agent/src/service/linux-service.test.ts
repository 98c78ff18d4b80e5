import { mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asTyped, type Call, type CallResult } from './call.ts';
import { installSteps, type LinuxInstall, linuxPlaces, uninstallSteps, whyNotInstall } from './linux-service.ts';
import { runAll, runSteps } from './steps.ts';

let root: string;
let calls: string[];
let hasUser: boolean;
let failing: string | undefined;
const said: string[] = [];

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'linux-'));
  [calls, hasUser, failing] = [[], false, undefined];
  said.length = 0;
  await mkdir(path.join(root, 'from'));
  for (const name of ['wardwatch-agent', 'wardwatch-agent.cjs', 'node']) {
    await writeFile(path.join(root, 'from', name), name);
  }
});
afterEach(() => rm(root, { recursive: true }));

async function run(call: Call): Promise<CallResult> {
  const typed = asTyped(call).replaceAll(root, '');
  calls.push(typed);
  if (failing !== undefined && typed.startsWith(failing)) return { code: 1, output: 'cannot' };
  if (call.program === 'useradd') hasUser = true;
  if (call.program === 'userdel') hasUser = false;
  return { code: call.program === 'id' && !hasUser ? 1 : 0, output: '' };
}

function install(): LinuxInstall {
  const enrol = async (folder: string): Promise<string> => {
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'agent.key'), 'key');
    return 'registered';
  };
  const places = linuxPlaces(root);
  return { places, from: path.join(root, 'from'), run, enrol, say: (line) => said.push(line) };
}

const removal = (keepData: boolean, wasRunning = true) =>
  uninstallSteps({
    places: linuxPlaces(root),
    run,
    keepData,
    stopAgent: async () => wasRunning,
    say: (line) => said.push(line),
  });

async function tree(): Promise<string[]> {
  const all = await readdir(root, { recursive: true, withFileTypes: true });
  return all.filter((one) => !one.isDirectory()).map((one) => path.relative(root, path.join(one.parentPath, one.name)));
}

const silent = (): void => undefined;

test('lays everything ready where no systemd runs, and starts nothing', async () => {
  await runSteps(await installSteps(install()), silent);
  expect((await tree()).filter((file) => !file.startsWith('from')).toSorted()).toEqual([
    'etc/systemd/system/multi-user.target.wants/wardwatch-agent.service',
    'etc/systemd/system/wardwatch-agent.service',
    'opt/wardwatch-agent/node',
    'opt/wardwatch-agent/wardwatch-agent',
    'opt/wardwatch-agent/wardwatch-agent.cjs',
    'var/lib/wardwatch-agent/agent.key',
  ]);
  const { unit, wanted, program } = linuxPlaces(root);
  expect(await readlink(wanted)).toBe('/etc/systemd/system/wardwatch-agent.service');
  expect(await readFile(unit, 'utf8')).toContain('\nExecStart=/opt/wardwatch-agent/wardwatch-agent run\n');
  expect((await stat(path.join(program, 'node'))).mode & 0o777).toBe(0o755);
  expect(calls).toEqual([
    'id -u wardwatch-agent',
    'useradd --system --user-group --home-dir /var/lib/wardwatch-agent --no-create-home --shell /usr/sbin/nologin wardwatch-agent',
    'chown -R wardwatch-agent:wardwatch-agent /var/lib/wardwatch-agent',
  ]);
});

test('starts it where systemd runs', async () => {
  await mkdir(linuxPlaces(root).booted, { recursive: true });
  await runSteps(await installSteps(install()), silent);
  expect(calls.slice(-2)).toEqual(['systemctl daemon-reload', 'systemctl start wardwatch-agent']);
});

test.each(['useradd', 'chown', 'systemctl start'])('leaves nothing behind when `%s` fails', async (program) => {
  await mkdir(linuxPlaces(root).booted, { recursive: true });
  const before = await tree();
  failing = program;
  await expect(runSteps(await installSteps(install()), silent)).rejects.toMatchObject({ code: 'install-failed' });
  expect(await tree()).toEqual(before);
  expect(hasUser).toBe(false);
});

test('removes all that it laid, also twice', async () => {
  const before = await tree();
  await runSteps(await installSteps(install()), silent);
  expect(await runAll(await removal(false), silent)).toEqual([]);
  expect(await tree()).toEqual(before);
  expect(hasUser).toBe(false);
  expect(await runAll(await removal(false, false), silent)).toEqual([]);
  expect(said.join()).toContain('the server has not heard');
});

test('keeps the data for root alone when asked to', async () => {
  await runSteps(await installSteps(install()), silent);
  await runAll(await removal(true), silent);
  expect((await tree()).filter((file) => !file.startsWith('from'))).toEqual(['var/lib/wardwatch-agent/agent.key']);
  expect(calls).toContain('chown -R root:root /var/lib/wardwatch-agent');
});

test('does not touch a user that was there before', async () => {
  hasUser = true;
  failing = 'chown';
  await expect(runSteps(await installSteps(install()), silent)).rejects.toThrow(/chown/);
  expect(hasUser).toBe(true);
});

test('says why it cannot be installed', async () => {
  await rm(path.join(root, 'from/node'));
  expect(await whyNotInstall(install())).toContain('has no node');
  await mkdir(linuxPlaces(root).program, { recursive: true });
  expect(await whyNotInstall(install())).toContain('uninstall');
});
