import process from 'node:process';
import { enrol } from '@wardwatch/agent';
import { haveNut, startNut } from '@wardwatch/agent/testing';
import type { OutageList } from '@wardwatch/shared/api';
import { silentLogger } from '@wardwatch/shared/lib';
import { ATTESTATION, type LedgerRow } from '@wardwatch/shared/model';
import { expect, it } from 'vitest';
import { ATTESTED_BY_TEST } from '../kit/admin.ts';
import { fakeMachine } from '../kit/fake-machine.ts';
import { temporaryFolder } from '../kit/folder.ts';
import { startInMounts, whyNoMounts } from '../kit/mounts.ts';
import type { OwnProcess } from '../kit/processes.ts';
import { agentEnvironment, AGENT_SCRIPT } from '../kit/real-agent.ts';
import { LOOPBACK_PROBES, startSystem } from '../kit/system.ts';
import { until } from '../kit/until.ts';

const reason = whyNoMounts() ?? (haveNut() ? undefined : 'NUT is not installed');
const TICK_MS = 1_000;
/** Rules for a test that cannot wait five minutes for an outage. */
const QUICK_RULES = {
  graceMs: 4_000,
  mergeGapMs: 2_000,
  minListMs: 6_000,
  settleMs: 3_000,
  togetherMs: 3_000,
  probeMs: TICK_MS,
  hoursStartMs: 0,
  hoursEndMs: 0,
};
/** How long the machine is dark: longer than what is listed. */
const DARK_MS = 9_000;
/** A device that stops without a word wrote its sign of life so long before at the most. */
const SIGN_OF_LIFE_MS = 16_000;
/** NUT's driver and daemon hand a change on within two seconds, then a tick passes. */
const SEEN_WITHIN_MS = TICK_MS + 5_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

it('tells a power cut as a real UPS daemon sees it, from on battery to back, in one row', async (context) => {
  if (reason !== undefined) {
    if (process.env['CI'] === 'true') throw new Error(reason);
    context.skip(reason);
  }
  await using folder = await temporaryFolder();
  await using nut = await startNut();
  await using system = await startSystem({ config: { probes: { ...LOOPBACK_PROBES, internet: [], dnsNames: [] } } });
  const admin = await system.admin();
  await admin.call('POST', '/api/rules', QUICK_RULES);
  // A place of this kind has no opening hours: what the cut means does not hang on when the test runs.
  const site = await admin.call<{ id: string }>('POST', '/api/sites', { name: 'Nhà văn hóa TDP số 1', kind: 'other' });
  const asked = { siteId: site.id, preApproved: true, createdBy: 'system', attested: ATTESTED_BY_TEST };
  const { code } = await system.server.issueCode(asked);
  const dataFolder = `${folder.path}/agent`;
  await enrol({
    dataFolder,
    server: system.url,
    code,
    attestation: ATTESTATION,
    forbidden: [],
    log: silentLogger,
  });
  const env = { ...agentEnvironment(dataFolder), WARDWATCH_AGENT_UPS: `nut://127.0.0.1:${nut.port}/ups` };
  const machine = fakeMachine(folder.path);
  const startAgent = (): OwnProcess => startInMounts(process.execPath, [AGENT_SCRIPT, 'run'], env, machine.over);
  let agent = startAgent();
  await using stack = new AsyncDisposableStack();
  stack.defer(() => agent[Symbol.asyncDispose]());
  /** Waits until the board shows what the UPS says, and whether the agent speaks. */
  const shows = (mains: string | null, ups: string): Promise<boolean> =>
    until(
      `the board shows mains ${mains} and UPS ${ups}`,
      async () => {
        const [device] = (await admin.board()).devices;
        const facts = device?.facts;
        return device?.connected === true && facts?.mains?.value === mains && facts.ups?.value === ups;
      },
      30_000,
    ).catch((error: unknown) => {
      throw new Error(agent.lines.slice(-20).join('\n'), { cause: error });
    });
  await shows('on', 'ok');
  const [device] = (await admin.board()).devices;
  await admin.call('PATCH', `/api/devices/${device?.id}`, { duty: 'always' });

  // A UPS that nobody can read is lost, and no cut.
  await nut.killDriver();
  await shows(null, 'lost');
  await nut.startDriver();
  await shows('on', 'ok');

  // On battery, low, dark, back: the site works until the battery is empty.
  await nut.set({ 'ups.status': 'OB DISCHRG', 'battery.charge': 60, 'input.voltage': '0.0' });
  await shows('off', 'ok');
  await nut.set({ 'ups.status': 'OB DISCHRG LB', 'battery.charge': 8 });
  await shows('off', 'low');
  const dark = Date.now();
  await agent.end('SIGKILL');
  await nut.set({ 'ups.status': 'OL CHRG', 'battery.charge': 12, 'input.voltage': '221.0' });
  await pause(DARK_MS);
  machine.reboot();
  const back = Date.now();
  agent = startAgent();
  await shows('on', 'ok');

  const list = (subject: string): Promise<OutageList> => admin.call('GET', `/api/outages?subject=${subject}`);
  const row = await until<LedgerRow>('the row is closed', async () =>
    (await list('site')).rows.find((one) => one.until !== null),
  );
  const { cause, confidence, rule, evidence } = row.suggested;
  expect({ cause, confidence, rule }).toEqual({
    cause: 'mains-power',
    confidence: 'confirmed',
    rule: 'site-mains-off',
  });
  expect(evidence.map((one) => one.kind)).toEqual(['mains-off', 'ups-low', 'unclean-stop', 'boot', 'mains-on']);
  expect(row.from - dark).toBeGreaterThanOrEqual(-SIGN_OF_LIFE_MS);
  expect(row.from - dark).toBeLessThanOrEqual(SEEN_WITHIN_MS);
  expect((row.until ?? 0) - back).toBeGreaterThanOrEqual(-TICK_MS);
  expect((row.until ?? 0) - back).toBeLessThanOrEqual(SEEN_WITHIN_MS + 8_000);
  expect((await list('site')).rows).toHaveLength(1);
  expect((await list('power')).rows).toEqual([]);
}, 120_000);
