import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../kit/folder.ts';
import { startNode, startProcess } from '../kit/processes.ts';
import { type Admin, startSystem } from '../kit/system.ts';
import { until } from '../kit/until.ts';
import {
  boot,
  type CleanRoot,
  copyCleanRoot,
  type Enter,
  enterUnbooted,
  whyNoBoot,
  whyNoCleanRoot,
} from './clean-root.ts';

const HOME = '/opt/wardwatch-agent';
const DATA = '/var/lib/wardwatch-agent';
const UNIT = '/etc/systemd/system/wardwatch-agent.service';
const NAME = 'Máy trực';
/** That of this repository; its packages go together. */
const AGENT_VERSION = '0.1.0';

const noRoot = whyNoCleanRoot();
const noBoot = noRoot ?? whyNoBoot();
if (noRoot !== undefined) console.warn(`not tested: installing on a clean Linux: ${noRoot}`);
else if (noBoot !== undefined) console.warn(`not tested: installing where systemd runs: ${noBoot}`);

/** Building, copying a whole system and booting it take their time on a busy machine. */
const PATIENCE_MS = 400_000;

const releaseKey = generateKeyPairSync('ed25519').privateKey;
let packages: Awaited<ReturnType<typeof temporaryFolder>> | undefined;
let archive = '';

beforeAll(async () => {
  if (noRoot !== undefined) return;
  packages = await temporaryFolder();
  const key = path.join(packages.path, 'key.pem');
  writeFileSync(key, releaseKey.export({ type: 'pkcs8', format: 'pem' }));
  const offered = path.join(packages.path, 'offered');
  await using build = startNode('agent/package.ts', ['--platform', 'linux-x64', '--out', offered, '--sign', key]);
  expect([await build.ended(), build.lines]).toEqual([0, expect.anything()]);
  archive = path.join(offered, build.lines[0]?.split(' ')[0] ?? '');
}, PATIENCE_MS);
afterAll(() => packages?.[Symbol.asyncDispose]());

/** Offers an update: this very agent under another version, signed. Gives back the folder for the server to offer. */
function offerUpdate(folder: string, version: string): string {
  const offered = path.join(folder, 'update');
  mkdirSync(offered);
  const current = readFileSync(path.join(path.dirname(archive), `wardwatch-agent-${AGENT_VERSION}.cjs`), 'utf8');
  const bundle = current.replaceAll(new RegExp(`(["'\`])${AGENT_VERSION}\\1`, 'g'), `"${version}"`);
  const fileName = `wardwatch-agent-${version}.cjs`;
  const sha256 = createHash('sha256').update(bundle).digest('hex');
  const bytes = Buffer.byteLength(bundle);
  const manifest = JSON.stringify({ product: 'wardwatch-agent', version, fileName, bytes, sha256 });
  const signature = sign(null, Buffer.from(`wardwatch-agent release\n${manifest}`), releaseKey).toString('base64url');
  writeFileSync(path.join(offered, fileName), bundle);
  writeFileSync(path.join(offered, 'release.json'), JSON.stringify({ manifest, signature }));
  const list = [fileName, 'release.json'].map((name) => ({ platform: 'any', fileName: name, bytes, sha256, version }));
  writeFileSync(path.join(offered, 'packages.json'), JSON.stringify(list));
  return offered;
}

/** Unpacks the download in the clean system; gives back the program's path there. */
function unpackDownload(root: CleanRoot): string {
  mkdirSync(path.join(root.path, 'root/download'));
  execFileSync('tar', ['-xzf', archive, '-C', path.join(root.path, 'root/download')]);
  return `/root/download/${path.basename(archive, '.tar.gz')}/wardwatch-agent`;
}

/** Runs a program in the clean system, without blocking this process: the server that it talks to lives here. */
function run(enter: Enter, ...command: string[]): Promise<{ status: unknown; output: string }> {
  const [program = '', ...args] = enter('env', '-i', 'PATH=/usr/sbin:/usr/bin:/sbin:/bin', ...command);
  return new Promise((resolve) => {
    execFile(program, args, { timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ status: error ? error.code : 0, output: `${stdout}${stderr}` });
    });
  });
}

/** What systemd thinks of the unit: mistakes, and how exposed it is (0 best, 10 worst). */
function judgeUnit(root: CleanRoot): { mistakes: string; exposure: number } {
  const verified = spawnSync('systemd-analyze', ['verify', '--man=no', `--root=${root.path}`, UNIT], {
    encoding: 'utf8',
  });
  const judged = execFileSync(
    'systemd-analyze',
    ['security', '--offline=yes', '--no-pager', path.join(root.path, UNIT)],
    { encoding: 'utf8' },
  );
  const exposure = Number(/Overall exposure level[^:]*:\s*([\d.]+)/.exec(judged)?.[1] ?? Number.NaN);
  console.log(`systemd-analyze security: ${exposure}`);
  return { mistakes: `${verified.stdout}${verified.stderr}`.trim(), exposure };
}

/** Waits until the server hears from the machine; gives back its row on the board. */
function heard(admin: Admin) {
  return until(
    'the server hears from the machine',
    async () => (await admin.board()).devices.find(({ name, connected }) => name === NAME && connected),
    30_000,
  );
}

it.skipIf(noRoot !== undefined)(
  'a machine without Node installs, reports and is left as it was',
  async () => {
    await using folder = await temporaryFolder();
    await using system = await startSystem();
    const admin = await system.admin();
    const root = copyCleanRoot(folder.path);
    using unbooted = enterUnbooted(root);
    const inside = (...command: string[]) => run(unbooted.enter, ...command);
    expect(await inside('sh', '-c', 'command -v node')).not.toMatchObject({ status: 0 });
    const download = unpackDownload(root);
    const before = root.list();
    const install = [download, 'install', '--server', system.url, '--code', await system.code(), '--name', NAME];

    const unasked = await inside(...install);
    expect([unasked.status, unasked.output]).toEqual([7, expect.stringContaining('bí mật nhà nước')]);
    const touching = await inside(...install, '--attest', '--forbid', '127.0.0.0/8');
    expect([touching.status, touching.output]).toEqual([6, expect.stringContaining('takes back')]);
    expect(root.list()).toEqual(before);

    const installed = await inside(...install, '--attest', '--forbid', '203.0.113.0/24');
    expect([installed.status, installed.output]).toEqual([0, expect.stringContaining('systemd does not run here')]);
    const { mistakes, exposure } = judgeUnit(root);
    expect(mistakes).toBe('');
    expect(exposure).toBeLessThanOrEqual(2);

    const asUser = [
      '--userspec=wardwatch-agent:wardwatch-agent',
      root.path,
      'env',
      '-i',
      `WARDWATCH_AGENT_DATA=${DATA}`,
    ];
    await using agent = startProcess('chroot', [...asUser, `${HOME}/wardwatch-agent`, 'run']);
    await heard(admin);
    await until('it says so itself', async () => {
      const { status, output } = await inside(`${HOME}/wardwatch-agent`, 'status');
      return status === 0 && output.includes('welcomed');
    });

    const removed = await inside(`${HOME}/wardwatch-agent`, 'uninstall');
    expect([removed.status, removed.output]).toEqual([0, expect.stringMatching(/removed\n$/)]);
    expect(await agent.ended()).toBe(0);
    expect(root.list()).toEqual(before);
  },
  PATIENCE_MS,
);

it.skipIf(noBoot !== undefined)(
  'where systemd runs, the hardened service reports, restarts, updates and says goodbye',
  async () => {
    await using folder = await temporaryFolder();
    await using system = await startSystem({ agentPackages: offerUpdate(folder.path, '9.9.9') });
    const admin = await system.admin();
    const root = copyCleanRoot(folder.path);
    const download = unpackDownload(root);
    await using booted = await boot(root);
    const inside = (...command: string[]) => run(booted.enter, ...command);
    const before = root.list();
    const code = await system.code();
    const installed = await inside(
      download,
      'install',
      '--server',
      system.url,
      '--code',
      code,
      '--name',
      NAME,
      '--attest',
    );
    expect([installed.status, installed.output]).toEqual([0, expect.stringContaining('starts it')]);
    const { id } = await heard(admin);

    const pid = (await inside('systemctl', 'show', '--property=MainPID', '--value', 'wardwatch-agent')).output.trim();
    const rights = (await inside('grep', '-E', '^(Cap(Eff|Prm|Amb)|NoNewPrivs|Seccomp):', `/proc/${pid}/status`))
      .output;
    expect(rights.replace(/\s+/g, ' ')).toBe(
      'CapPrm: 0000000000000000 CapEff: 0000000000000000 CapAmb: 0000000000000000 NoNewPrivs: 1 Seccomp: 2 ',
    );
    await inside('systemctl', 'kill', '--signal=KILL', 'wardwatch-agent');
    await until('systemd has started it again', async () => {
      const now = (await inside('systemctl', 'show', '--property=MainPID', '--value', 'wardwatch-agent')).output.trim();
      return now !== '0' && now !== pid;
    });
    await heard(admin);

    const updated = await inside(`${HOME}/wardwatch-agent`, 'update');
    expect([updated.status, updated.output]).toEqual([0, expect.stringContaining('version 9.9.9 is in use')]);
    await until('the new version is on the board', async () => (await admin.device(id)).agentVersion === '9.9.9');
    const again = await inside(`${HOME}/wardwatch-agent`, 'update');
    expect([again.status, again.output]).toEqual([1, expect.stringContaining('not newer')]);

    const removed = await inside(`${HOME}/wardwatch-agent`, 'uninstall');
    expect([removed.status, removed.output]).toEqual([0, expect.stringMatching(/removed\n$/)]);
    expect((await admin.device(id)).connected).toBe(false);
    const lately = `from=${Date.now() - PATIENCE_MS}&until=${Date.now()}`;
    expect(JSON.stringify(await admin.call('GET', `/api/devices/${id}/events?${lately}`))).toContain('"uninstall"');
    expect(root.list()).toEqual(before);
    expect((await inside('systemctl', 'status', 'wardwatch-agent')).output).toContain('could not be found');
  },
  PATIENCE_MS,
);
