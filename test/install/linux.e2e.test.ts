import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { type CleanRoot, copyCleanRoot, whyNoCleanRoot } from './clean-root.ts';
import { temporaryFolder } from '../kit/folder.ts';
import { type OwnProcess, startNode, startProcess } from '../kit/processes.ts';
import { startSystem } from '../kit/system.ts';
import { until } from '../kit/until.ts';

const HOME = '/opt/wardwatch-agent';
const DATA = '/var/lib/wardwatch-agent';
const UNIT = '/etc/systemd/system/wardwatch-agent.service';

const reason = whyNoCleanRoot();
if (reason !== undefined) console.warn(`not tested: installing on a clean Linux: ${reason}`);

/** Builds the download and unpacks it in the clean system; gives back its folder there. */
async function unpackDownload(folder: string, root: CleanRoot): Promise<string> {
  const packages = path.join(folder, 'packages');
  await using build = startNode('agent/package.ts', ['--platform', 'linux-x64', '--out', packages]);
  expect([await build.ended(), build.lines]).toEqual([0, expect.anything()]);
  const archive = path.join(packages, build.lines[0]?.split(' ')[0] ?? '');
  mkdirSync(path.join(root.path, 'root/download'));
  execFileSync('tar', ['-xzf', archive, '-C', path.join(root.path, 'root/download')]);
  return `/root/download/${path.basename(archive, '.tar.gz')}`;
}

/** Runs a program in the clean system, without blocking this process: the server that it talks to lives here. */
function inside(root: CleanRoot, ...command: string[]): Promise<{ status: unknown; output: string }> {
  const [program, args] = root.enter('env', '-i', 'PATH=/usr/sbin:/usr/bin:/sbin:/bin', ...command);
  return new Promise((resolve) => {
    execFile(program, args, { timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ status: error ? error.code : 0, output: `${stdout}${stderr}` });
    });
  });
}

/** The agent as its unit starts it: as its own user, with the unit's environment. */
function runAsService(root: CleanRoot): OwnProcess {
  const as = ['--userspec=wardwatch-agent:wardwatch-agent', root.path];
  const env = ['env', '-i', `WARDWATCH_AGENT_DATA=${DATA}`, 'PATH=/usr/bin:/bin'];
  return startProcess('chroot', [...as, ...env, `${HOME}/wardwatch-agent`, 'run']);
}

/** What systemd thinks of the unit: mistakes, and how exposed it is (0 best, 10 worst). */
function judgeUnit(root: CleanRoot): { mistakes: string; exposure: number } {
  const verified = spawnSync('systemd-analyze', ['verify', '--man=no', `--root=${root.path}`, UNIT], {
    encoding: 'utf8',
  });
  const file = path.join(root.path, UNIT);
  const judged = execFileSync('systemd-analyze', ['security', '--offline=yes', '--no-pager', file], {
    encoding: 'utf8',
  });
  const exposure = Number(/Overall exposure level[^:]*:\s*([\d.]+)/.exec(judged)?.[1] ?? Number.NaN);
  console.log(`systemd-analyze security: ${exposure}`);
  const mistakes = verified.stderr.split('\n').filter((line) => line.includes('wardwatch-agent'));
  return { mistakes: mistakes.join('\n'), exposure };
}

it.skipIf(reason !== undefined)('a machine without Node installs, reports and is left as it was', async () => {
  await using folder = await temporaryFolder();
  await using system = await startSystem();
  const admin = await system.admin();
  using root = copyCleanRoot(folder.path);
  expect(await inside(root, 'sh', '-c', 'command -v node')).not.toMatchObject({ status: 0 });
  const download = await unpackDownload(folder.path, root);
  const before = root.list();
  const install = [`${download}/wardwatch-agent`, 'install', '--server', system.url, '--code', await system.code()];

  const unasked = await inside(root, ...install);
  expect([unasked.status, unasked.output]).toEqual([7, expect.stringContaining('bí mật nhà nước')]);
  const touching = await inside(root, ...install, '--attest', '--forbid', '127.0.0.0/8');
  expect([touching.status, touching.output]).toEqual([6, expect.stringContaining('takes back')]);
  expect(root.list()).toEqual(before);

  const installed = await inside(root, ...install, '--attest', '--name', 'Máy trực', '--forbid', '203.0.113.0/24');
  expect([installed.status, installed.output]).toEqual([0, expect.stringContaining('systemd does not run here')]);
  const { mistakes, exposure } = judgeUnit(root);
  expect(mistakes).toBe('');
  expect(exposure).toBeLessThanOrEqual(2);

  await using agent = runAsService(root);
  const device = await until('the server hears from the machine', async () =>
    (await admin.board()).devices.find(
      ({ name, connected, facts }) => name === 'Máy trực' && connected && facts.hub?.value === 'up',
    ),
  );
  expect(device.agentVersion).toMatch(/^\d+\.\d+\.\d+$/);
  expect(await inside(root, `${HOME}/wardwatch-agent`, 'status')).toMatchObject({
    output: expect.stringContaining('welcomed'),
  });

  const removed = await inside(root, `${HOME}/wardwatch-agent`, 'uninstall');
  expect([removed.status, removed.output]).toEqual([0, expect.stringContaining('removed')]);
  expect(await agent.ended()).toBe(0);
  expect(root.list()).toEqual(before);
});
