import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import type {
  Board,
  DeviceEvents,
  DeviceFacts,
  DeviceRow,
  OutageDetail,
  OutageList,
  PointRow,
  PointSecret,
} from '@wardwatch/shared/api';
import { ATTESTATION } from '@wardwatch/shared/model';
import { expect, it } from 'vitest';
import { ADMIN } from '../kit/admin.ts';
import { ownCertificate } from '../kit/certificate.ts';
import { temporaryFolder } from '../kit/folder.ts';
import { ADDRESSES, createLittleNet, type LittleNet, whyNoNamespaces } from '../kit/netns.ts';
import { until } from '../kit/until.ts';

const missing = ['busybox', 'curl'].find((program) => spawnSync(program, ['--help']).error !== undefined);
const reason = missing === undefined ? whyNoNamespaces() : `${missing} is missing (Debian: package ${missing})`;

/** The point pushes more often than a real one, and the rules wait less, so that the test need not take an hour. */
const EVERY_MS = 10_000;
const QUICK_RULES = {
  graceMs: 4_000,
  mergeGapMs: 2_000,
  minListMs: 9_000,
  settleMs: 4_000,
  togetherMs: 5_000,
  probeMs: 2_000,
  hoursStartMs: 0,
  hoursEndMs: 0,
};
/** Longer than the least that is listed. */
const CUT_MS = 15_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The API, called from the server's own host. */
type Call = <Result>(method: 'GET' | 'POST', path: string, body?: object) => Promise<Result>;

function apiOn(net: LittleNet, folder: string): Call {
  return async <Result>(method: string, path: string, body?: object): Promise<Result> => {
    const cookies = join(folder, 'cookies');
    const answer = join(folder, 'answer');
    const head = ['-sS', '-k', '-o', answer, '-X', method, '-b', cookies, '-c', cookies, '--fail-with-body'];
    const sent = body ? ['-H', 'content-type: application/json', '--data-binary', JSON.stringify(body)] : [];
    await using curl = net.start('server', 'curl', [...head, ...sent, `https://${ADDRESSES.server}:8148${path}`]);
    const exit = await curl.ended();
    const text = await readFile(answer, 'utf8');
    await rm(answer);
    if (exit !== 0) throw new Error(`${method} ${path}: ${exit} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Result;
  };
}

/** A folder with the tools of BusyBox and one more program. */
async function busyboxWith(folder: string, program: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  execFileSync('busybox', ['--install', '-s', folder]);
  const path = execFileSync('sh', ['-c', `command -v ${program}`], { encoding: 'utf8' }).trim();
  await rm(join(folder, program), { force: true });
  await symlink(path, join(folder, program));
  return folder;
}

/** A Wi-Fi point: a script under BusyBox' shell, with an uptime of its own. */
class Point {
  readonly #net: LittleNet;
  readonly #folder: string;
  readonly #script: string;
  readonly #caFile: string;
  #bootedAt = Date.now() - 3_600_000;
  /** What the last run printed. */
  said: readonly string[] = [];

  constructor(net: LittleNet, folder: string, about: { script: string; caFile: string }) {
    this.#net = net;
    this.#folder = folder;
    this.#script = about.script;
    this.#caFile = about.caFile;
  }

  /** One run, as cron would start it; gives its exit code. */
  async run(): Promise<number | null> {
    const proc = join(this.#folder, 'proc');
    await mkdir(proc, { recursive: true });
    await writeFile(join(proc, 'uptime'), `${((Date.now() - this.#bootedAt) / 1000).toFixed(2)} 1.00\n`);
    await writeFile(join(proc, 'loadavg'), '0.25 0.20 0.10 1/50 1234\n');
    // Nothing but BusyBox' own tools, and one client that checks certificates.
    const tools = await busyboxWith(join(this.#folder, 'bin'), 'curl');
    await using run = this.#net.start('site', 'env', [`PATH=${tools}`, 'ash', this.#script], {
      WARDWATCH_PROC: proc,
      WARDWATCH_STATE: join(this.#folder, 'ram'),
      WARDWATCH_BOOTS: join(this.#folder, 'boots'),
      WARDWATCH_JITTER: '0',
      WARDWATCH_TIMEOUT: '2',
      WARDWATCH_EVERY_MS: String(EVERY_MS),
      CURL_CA_BUNDLE: this.#caFile,
    });
    const exit = await run.ended();
    this.said = run.lines;
    return exit;
  }

  /** The power was gone for a moment: memory is empty, the count of starts is on flash. */
  async restart(): Promise<void> {
    this.#bootedAt = Date.now();
    await rm(join(this.#folder, 'ram'), { recursive: true, force: true });
  }
}

it('tells a cut of a Wi-Fi point’s line from its restart, with the point’s own times', async (context) => {
  if (reason !== undefined) {
    if (process.env['CI'] === 'true') throw new Error(reason);
    context.skip(reason);
  }
  await using folder = await temporaryFolder();
  await using net = createLittleNet(folder.path);
  const certificate = await ownCertificate(folder.path, [ADDRESSES.server]);
  await using server = net.start('server', process.execPath, ['server/src/main.ts'], {
    WARDWATCH_HOST: ADDRESSES.server,
    WARDWATCH_DATA: `${folder.path}/server`,
    WARDWATCH_TLS_CERT: certificate.certFile,
    WARDWATCH_TLS_KEY: certificate.keyFile,
    WARDWATCH_LOG_LEVEL: 'warn',
    WARDWATCH_INTERNET_TARGETS: '',
    WARDWATCH_DNS_NAMES: '',
  });
  const setupUrl = await until('the server listens', () => server.lines.find((line) => line.startsWith('https')));
  const call = apiOn(net, folder.path);
  await call('POST', '/api/setup', { token: setupUrl.split('#token=')[1], ...ADMIN });
  await call('POST', '/api/rules', QUICK_RULES);
  const site = await call<{ id: string }>('POST', '/api/sites', { name: 'Nhà văn hóa TDP số 1', kind: 'other' });
  const { deviceId, scripts } = await call<PointSecret>('POST', '/api/points', {
    siteId: site.id,
    name: 'Bộ phát wifi',
    kind: 'router',
    platform: 'openwrt',
    everyMs: EVERY_MS,
    attestation: ATTESTATION,
  });
  const script = join(folder.path, 'wardwatch-push');
  await writeFile(script, scripts.openwrt?.text ?? '');
  const elsewhere = join(folder.path, 'elsewhere');
  await mkdir(elsewhere);
  const { certFile: caFile } = await ownCertificate(elsewhere, [ADDRESSES.server]);
  const stranger = new Point(net, elsewhere, { script, caFile });
  // A certificate that nobody vouches for: curl's code 60 is told, on the screen and as exit code.
  expect([await stranger.run(), stranger.said.join(' ')]).toEqual([60, expect.stringContaining('60')]);

  const point = new Point(net, folder.path, { script, caFile: certificate.certFile });
  const device = async (): Promise<DeviceRow | undefined> =>
    (await call<Board>('GET', '/api/board')).devices.find((row) => row.id === deviceId);
  const row = async (): Promise<PointRow | undefined> =>
    (await call<{ points: PointRow[] }>('GET', '/api/points')).points.find((one) => one.deviceId === deviceId);
  expect(await point.run()).toBe(0);
  expect(await device()).toMatchObject({ connected: true, facts: { internet: { value: 'up' } } });
  expect((await device())?.metrics['point.load']?.value).toBe(0.25);
  await pause(EVERY_MS);
  expect(await point.run()).toBe(0);
  await pause(EVERY_MS / 2);

  // The line of the point is unplugged.
  const namespace = net.namespaceOf('site');
  const ip = (...args: string[]): void => void execFileSync('ip', ['-n', namespace, ...args], { stdio: 'pipe' });
  ip('link', 'set', 'eth0', 'down');
  const cutAt = Date.now();
  expect(await point.run()).not.toBe(0);
  await pause(CUT_MS / 2);
  expect(await point.run()).not.toBe(0);
  await pause(CUT_MS / 2);
  ip('link', 'set', 'eth0', 'up');
  ip('route', 'add', 'default', 'via', ADDRESSES.gateway);
  const healedAt = Date.now();
  expect(await point.run()).toBe(0);
  const backAt = Date.now();

  const outage = await until(
    'the ledger tells of the cut',
    async () => {
      const list = await call<OutageList>('GET', `/api/outages?from=${cutAt - 2_000}&subject=site&status=closed`);
      return list.rows.find((one) => one.siteId === site.id);
    },
    60_000,
  );
  expect(outage.suggested).toMatchObject({ cause: 'internet-line', confidence: 'confirmed' });
  expect(outage.from).toBeGreaterThanOrEqual(cutAt - 100);
  expect(outage.from).toBeLessThan(cutAt + 3_000);
  expect(outage.until).toBeGreaterThanOrEqual(healedAt - 100);
  expect(outage.until).toBeLessThan(backAt + 500);
  const detail = await call<OutageDetail>('GET', `/api/outages/${outage.id}`);
  expect(JSON.stringify(detail)).toContain(deviceId);
  expect(await row()).toMatchObject({ restarts: 0 });

  // Nothing gets through, and the point cannot know where it ends.
  await pause(EVERY_MS);
  expect(await point.run()).toBe(0);
  net.cutLine();
  const lostAt = Date.now();
  expect(await point.run()).not.toBe(0);
  await pause(CUT_MS);
  net.heal();
  expect(await point.run()).toBe(0);
  const { facts } = await call<DeviceFacts>(
    'GET',
    `/api/devices/${deviceId}/facts?from=${lostAt - 1_000}&until=${Date.now()}`,
  );
  const valuesOf = (name: string) => facts.find(({ fact }) => fact === name)?.segments.map(({ value }) => value);
  expect(valuesOf('hub')).toEqual(['up', 'down', 'up']);
  expect(valuesOf('internet')).not.toContain('down');

  // Its key was replaced and its script was not: what the server refuses is no cut of the line.
  const renewedAt = Date.now();
  const renewed = await call<PointSecret>('POST', `/api/points/${deviceId}/key`);
  await pause(EVERY_MS);
  expect([await point.run(), point.said.join(' ')]).toEqual([22, expect.stringContaining('refused')]);
  expect((await row())?.oldKeyUsedAt).toBeGreaterThan(renewedAt);
  await pause(2 * EVERY_MS);
  await writeFile(script, renewed.scripts.openwrt?.text ?? '');
  expect(await point.run()).toBe(0);
  const whileOld = await call<DeviceFacts>(
    'GET',
    `/api/devices/${deviceId}/facts?from=${renewedAt}&until=${Date.now()}`,
  );
  const toldOf = (name: string) => whileOld.facts.find(({ fact }) => fact === name)?.segments.map(({ value }) => value);
  expect([toldOf('hub'), toldOf('internet')]).toEqual([
    ['up', 'unknown', 'up'],
    ['up', 'unknown', 'up'],
  ]);

  // The power was gone for a moment.
  await point.restart();
  await pause(EVERY_MS);
  expect(await point.run()).toBe(0);
  expect(await row()).toMatchObject({ restarts: 1 });
  const { events } = await call<DeviceEvents>(
    'GET',
    `/api/devices/${deviceId}/events?from=${backAt}&until=${Date.now() + 1_000}`,
  );
  expect(events).toMatchObject([{ event: 'boot', data: { how: 'push', clean: null } }]);
}, 240_000);
