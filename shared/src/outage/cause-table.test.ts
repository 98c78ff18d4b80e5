import { describe, expect, test } from 'vitest';
import { CAUSE_TABLE, judgeCause } from './cause-table.ts';
import type { Neighbour } from './neighbours.ts';
import type { OutageView } from './view.ts';

const AT = 1_000_000;

/** A service that fails at a site, as the rules see it. */
function failing(given: Partial<OutageView> = {}): OutageView {
  return {
    subject: 'service:portal',
    from: AT,
    until: AT + 600_000,
    isSilence: false,
    devices: [],
    isOpen: true,
    planned: [],
    chain: [],
    ...given,
  };
}

function watcher(siteId: string, sign: Neighbour['sign'], watchesService = true): Neighbour {
  return {
    siteId,
    sharesFeeder: false,
    sharesProvider: false,
    hasOtherProvider: true,
    isUnsure: false,
    sign,
    at: AT,
    isPowered: false,
    isPowerless: false,
    standing: null,
    mainsLostAt: null,
    watchesService,
  };
}

describe('a service', () => {
  test('that every site sees fail is the fault of the level above', () => {
    const neighbours = [watcher('s2', 'failing'), watcher('s3', 'failing'), watcher('s4', 'unknown')];
    expect(judgeCause({ view: failing(), neighbours })).toEqual({
      cause: 'upstream-service',
      confidence: 'confirmed',
      rule: 'service-everywhere',
      evidence: [
        { kind: 'service-down', at: AT, text: 'portal' },
        { kind: 'neighbour-service-down', at: AT, siteId: 's2' },
        { kind: 'neighbour-service-down', at: AT, siteId: 's3' },
      ],
    });
  });

  test('that another site reaches is not, and nothing tells what it is', () => {
    const neighbours = [watcher('s2', 'failing'), watcher('s3', 'up'), watcher('s4', 'up', false)];
    expect(judgeCause({ view: failing(), neighbours })).toEqual({
      cause: 'undetermined',
      confidence: 'undetermined',
      rule: 'service-here-only',
      evidence: [
        { kind: 'service-down', at: AT, text: 'portal' },
        { kind: 'neighbour-service-up', at: AT, siteId: 's3' },
      ],
    });
  });

  test('that only one site watches is probably the fault of the level above', () => {
    for (const neighbours of [[], [watcher('s2', 'unknown')], [watcher('s2', 'up', false)]]) {
      const { rule, confidence, evidence } = judgeCause({ view: failing(), neighbours });
      expect([rule, confidence, evidence.length]).toEqual(['service-one-watcher', 'probable', 1]);
    }
  });

  test('that fails in another way elsewhere is not seen to fail everywhere', () => {
    const neighbours = [watcher('s2', 'failing'), watcher('s3', 'silent')];
    expect(judgeCause({ view: failing(), neighbours }).rule).toBe('service-one-watcher');
  });

  test('in a maintenance window is planned', () => {
    const span = { windowId: 'w1', kind: 'maintenance', source: 'BT-1', enteredAt: 0 } as const;
    const planned = [{ ...span, from: AT - 1, until: AT + 1_000_000 }];
    expect(judgeCause({ view: failing({ planned }), neighbours: [] }).rule).toBe('service-notice');
  });
});

test('a verdict tells what decided, then what followed, each once and no more than 24 in all', () => {
  const chain = Array.from({ length: 30 }, (_, index) => ({ kind: 'boot' as const, at: AT + index, deviceId: 'd1' }));
  const known = { kind: 'service-down' as const, at: AT, text: 'portal' };
  const { evidence } = judgeCause({ view: failing({ chain: [known, ...chain] }), neighbours: [] });
  expect(evidence).toEqual([known, ...chain.slice(0, 23)]);
});

test('of what followed, what has decided is not told again; the same of another device or another time is', () => {
  const boot = { kind: 'boot', at: AT, deviceId: 'd1' } as const;
  const others = [boot, { ...boot, at: AT + 1 }, { ...boot, deviceId: 'd2' }];
  const own = { kind: 'service-down', at: AT } as const;
  const chain = [own, { ...own, at: AT + 1 }, { ...own, deviceId: 'd1' }, ...others];
  const { evidence } = judgeCause({ view: failing({ chain }), neighbours: [watcher('s2', 'failing')] });
  expect(evidence).toEqual([
    { ...own, text: 'portal' },
    { kind: 'neighbour-service-down', at: AT, siteId: 's2' },
    ...chain.slice(1),
  ]);
});

test('where nothing decides, the cause is undetermined, and what followed is told', () => {
  const chain = [{ kind: 'boot', at: AT, deviceId: 'd1' } as const];
  expect(judgeCause({ view: failing({ subject: 'device:d1', chain }), neighbours: [] })).toEqual({
    cause: 'undetermined',
    confidence: 'undetermined',
    rule: 'device-nothing-tells',
    evidence: chain,
  });
});

// Written out, since each of these words stands in the ledger and in what is printed of it.
test('the rows, most direct first, with the cause that each gives and how sure it is', () => {
  const told = CAUSE_TABLE.map(({ id, cause, confidence }) =>
    cause === confidence ? `${id}: ${cause}` : `${id}: ${cause}, ${confidence}`,
  );
  expect(told).toEqual([
    'site-notice: planned, confirmed',
    'site-notice-early: planned, probable',
    'site-crashed: device-fault, confirmed',
    'site-mains-off-here-closed: device-off, probable',
    'site-mains-off-here: undetermined',
    'site-mains-off-closed: mains-power, probable',
    'site-mains-off-crashed: mains-power, probable',
    'site-mains-off: mains-power, confirmed',
    'site-line-beyond: internet-line, confirmed',
    'site-line: internet-line, confirmed',
    'site-lan: local-network, confirmed',
    'site-power-button: device-off, probable',
    'site-ups-test: device-fault, probable',
    'site-dark-together: mains-power, confirmed',
    'site-dark-on-feeder: mains-power, confirmed',
    'site-dark-on-feeder-closed: mains-power, probable',
    'site-sleep-failed: device-fault, probable',
    'site-stopped: device-off, confirmed',
    'site-not-started: device-off, probable',
    'site-silent-on-feeder: mains-power, probable',
    'site-dark-on-mains: undetermined',
    'site-switched-off: device-off, probable',
    'site-dark-together-closed: mains-power, probable',
    'site-dark-while-feeder-on: undetermined',
    'site-dark-alone: mains-power, probable',
    'site-unreached: internet-line, probable',
    'site-silent-with-line: internet-line, probable',
    'site-silent-feeder-only: mains-power, probable',
    'site-silent-provider-only: internet-line, probable',
    'power-notice: planned, confirmed',
    'power-notice-early: planned, probable',
    'power-own-plug: undetermined',
    'power-off: mains-power, confirmed',
    'dns-notice: planned, confirmed',
    'dns-alone: dns, confirmed',
    'hub-alone: monitoring, confirmed',
    'service-notice: planned, confirmed',
    'service-here-only: undetermined',
    'service-unsure: undetermined',
    'service-everywhere: upstream-service, confirmed',
    'service-one-provider: upstream-service, probable',
    'service-one-watcher: upstream-service, probable',
    'device-notice: planned, confirmed',
    'device-lan: local-network, confirmed',
    'device-stopped: device-off, confirmed',
    'device-crashed: device-fault, confirmed',
    'device-power-button: device-off, probable',
    'device-dark-with-mains: mains-power, confirmed',
    'device-lost-power: mains-power, probable',
    'device-dark-together: mains-power, probable',
    'device-dark: device-fault, probable',
  ]);
});

test('ids of rows are unique and begin with the subject that they speak of', () => {
  expect(new Set(CAUSE_TABLE.map((row) => row.id)).size).toBe(CAUSE_TABLE.length);
  expect(CAUSE_TABLE.filter((row) => !row.id.startsWith(`${row.of}-`))).toEqual([]);
});

test('a row that is not sure of a cause names none, and one that names none is not sure', () => {
  for (const { cause, confidence } of CAUSE_TABLE) {
    expect(confidence === 'undetermined').toBe(cause === 'undetermined');
  }
});
