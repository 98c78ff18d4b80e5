import { FakeClock, silentLogger } from '@wardwatch/shared/lib';
import { expect, test } from 'vitest';
import { secretBox } from '../lib/secret-box.ts';
import { Metrics } from '../metrics/metrics.ts';
import type { StoredWatched } from '../store/watching-store.ts';
import { AgentConfigs } from './agent-configs.ts';
import { SessionRegistry } from './registry.ts';

const UPS: StoredWatched = {
  id: 'ups',
  watcherId: 'dev_1',
  siteId: 'site_1',
  name: 'UPS tầng 1',
  kind: 'ups',
  host: '192.0.2.50',
  port: null,
  hasSnmp: true,
  isUps: true,
  isActive: true,
  changedAt: 0,
};

async function configs(row: StoredWatched): Promise<AgentConfigs> {
  const box = secretBox(Buffer.alloc(32, 1));
  const made = new AgentConfigs({
    base: { revision: 1, tickMs: 5_000, gateway: 'off', internet: [], dnsNames: [] },
    watching: {
      services: async () => [],
      watched: async () => [{ row, community: box.seal('of-site-1') }],
      speed: async () => null,
    },
    box,
    registry: new SessionRegistry(),
    clock: new FakeClock({ wall: 0 }),
    metrics: new Metrics(),
    log: silentLogger,
  });
  await made.load();
  return made;
}

test('tells a watcher what it watches at the site for which that was saved, and at no other', async () => {
  const made = await configs(UPS);
  expect(made.of({ deviceId: 'dev_1', siteId: 'site_1' }).watched).toEqual([
    { id: 'ups', host: '192.0.2.50', port: null, snmp: { community: 'of-site-1', port: 161, isUps: true } },
  ]);
  expect(made.of({ deviceId: 'dev_1', siteId: 'site_2' }).watched).toBeUndefined();
  expect(made.of({ deviceId: 'dev_2', siteId: 'site_1' }).watched).toBeUndefined();
});

test('tells nothing of what is paused', async () => {
  const made = await configs({ ...UPS, isActive: false });
  expect(made.of({ deviceId: 'dev_1', siteId: 'site_1' }).watched).toBeUndefined();
});
