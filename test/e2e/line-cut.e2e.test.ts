import process from 'node:process';
import { ATTESTATION } from '@wardwatch/shared/model';
import { expect, it } from 'vitest';
import { setUpInBrowser, callFromPage, startBrowser } from '../kit/browser.ts';
import { ownCertificate } from '../kit/certificate.ts';
import { temporaryFolder } from '../kit/folder.ts';
import { ADDRESSES, createLittleNet, whyNoNamespaces } from '../kit/netns.ts';
import { agentEnvironment, AGENT_SCRIPT } from '../kit/real-agent.ts';
import { until } from '../kit/until.ts';

const reason = whyNoNamespaces();

interface Board {
  sites: { id: string }[];
  devices: { id: string; name: string; connected: boolean; facts: Record<string, { value: string; since: number }> }[];
}
interface Facts {
  facts: { fact: string; segments: { from: number; until: number; value: string }[] }[];
}

/** How long the line stays cut: longer than three heartbeats, so that the server gives the silent socket up. */
const CUT_MS = Number(process.env['CUT_SECONDS'] ?? '60') * 1_000;

it(
  'shows a cut line on the board, and fills the hole with original times when it is back',
  async (context) => {
    if (reason !== undefined) {
      if (process.env['CI'] === 'true') throw new Error(reason);
      context.skip(reason);
    }
    await using folder = await temporaryFolder();
    await using net = createLittleNet(folder.path);
    const certificate = await ownCertificate(folder.path, [ADDRESSES.server]);
    await using world = net.start('world', process.execPath, ['test/kit/world.ts', ADDRESSES.world]);
    await until('the world listens', () => world.lines.includes('listening'));
    await using server = net.start('server', process.execPath, ['server/src/main.ts'], {
      WARDWATCH_HOST: ADDRESSES.server,
      WARDWATCH_DATA: `${folder.path}/server`,
      WARDWATCH_TLS_CERT: certificate.certFile,
      WARDWATCH_TLS_KEY: certificate.keyFile,
      WARDWATCH_LOG_LEVEL: 'warn',
      WARDWATCH_TICK_SECONDS: '5',
      WARDWATCH_INTERNET_TARGETS: `tcp://${ADDRESSES.world}:443,icmp://${ADDRESSES.world}`,
      WARDWATCH_DNS_NAMES: 'ward.example',
    });
    const setupUrl = await until('the server listens', () => server.lines.find((line) => line.startsWith('https')));

    await using browser = await startBrowser({ name: net.namespaceOf('server'), folder: folder.path });
    const page = await browser.newPage({ ignoreHTTPSErrors: true, viewport: { width: 1280, height: 800 } });
    await setUpInBrowser(page, setupUrl);
    const site = await callFromPage<{ id: string }>(page, '/api/sites', {
      name: 'Nhà văn hóa TDP số 1',
      kind: 'cultural-house',
    });
    const { code, serverUrl } = await callFromPage<{ code: string; serverUrl: string }>(page, '/api/enrolment-codes', {
      siteId: site.id,
      preApproved: true,
      attestation: ATTESTATION,
    });

    const env = agentEnvironment(`${folder.path}/agent`);
    await using enrol = net.start(
      'site',
      process.execPath,
      [AGENT_SCRIPT, 'enrol', '--attest', '--server', serverUrl, '--code', code, '--pin', certificate.pin],
      env,
    );
    expect([await enrol.ended(), enrol.lines]).toEqual([0, expect.anything()]);
    await using _agent = net.start('site', process.execPath, [AGENT_SCRIPT, 'run'], env);
    const board = (): Promise<Board> => callFromPage<Board>(page, '/api/board');
    const device = await until(
      'every fact is up',
      async () => {
        const [row] = (await board()).devices;
        return row && ['gateway', 'internet', 'dns', 'hub'].every((fact) => row.facts[fact]?.value === 'up') && row;
      },
      30_000,
    );
    await page.getByText('Đang kết nối').first().waitFor();

    const cutAt = Date.now();
    net.cutLine();
    await page.getByText('Mất kết nối').first().waitFor({ timeout: 60_000 });
    expect(Date.now() - cutAt).toBeLessThan(60_000);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, CUT_MS - (Date.now() - cutAt))));
    const healedAt = Date.now();
    net.heal();
    await page.getByText('Đang kết nối').first().waitFor({ timeout: 90_000 });

    const segments = await until(
      'the whole story arrived',
      async () => {
        const { facts } = await callFromPage<Facts>(
          page,
          `/api/devices/${device.id}/facts?from=${cutAt}&until=${Date.now()}`,
        );
        const of = (name: string) => facts.find((fact) => fact.fact === name)?.segments ?? [];
        const isWhole = (name: string) => of(name).length >= 3 && of(name).at(-1)?.value === 'up';
        return isWhole('internet') && isWhole('dns') && of;
      },
      60_000,
    );
    expect(segments('internet').map(({ value }) => value)).toEqual(['up', 'down', 'up']);
    const down = segments('internet')[1];
    // Five seconds of interval, and the time that a connection attempt takes to fail.
    expect((down?.from ?? 0) - cutAt).toBeGreaterThanOrEqual(0);
    expect((down?.from ?? 0) - cutAt).toBeLessThan(15_000);
    expect((down?.until ?? 0) - healedAt).toBeGreaterThanOrEqual(-100);
    expect((down?.until ?? 0) - healedAt).toBeLessThan(15_000);
    expect(segments('gateway').map(({ value }) => value)).toEqual(['up']);
    expect(segments('dns').map(({ value }) => value)).toEqual(['up', 'down', 'up']);
  },
  CUT_MS + 180_000,
);
