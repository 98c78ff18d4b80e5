import type { StampedEntry } from '@wardwatch/shared/model';
import type { PushRequest } from '@wardwatch/shared/protocol';
import { describe, expect, it } from 'vitest';
import type { PointRecord } from '../store/point-store.ts';
import { type PushReading, readPush } from './push-entries.ts';

const T0 = Date.UTC(2026, 8, 1, 1);
const MINUTE = 60_000;
const BOOT = 'boot-of-the-test';

const NEW_POINT: PointRecord = {
  agentId: 'ag_1',
  deviceId: 'dev_1',
  status: 'active',
  kind: 'router',
  hostsServer: false,
  epoch: 'epoch-0001',
  everyMs: MINUTE,
  lastPushAt: null,
  lastUp: null,
  boots: null,
  bootId: null,
  bootedAt: null,
  model: null,
  stated: {},
};

/** A point that pushed at T0, up for an hour, with everything well. */
const KNOWN: PointRecord = {
  ...NEW_POINT,
  lastPushAt: T0,
  lastUp: 3_600,
  bootId: 'boot-before-01',
  bootedAt: T0 - 3_600_000,
  stated: { gateway: 'up', internet: 'up', hub: 'up', wan: true },
};

type News = Extract<PushReading, { kind: 'news' }>;

function news(point: PointRecord, push: Omit<PushRequest, 'v'>, at: number): News {
  const reading = readPush(point, { v: 1, ...push }, at, BOOT);
  if (reading.kind !== 'news') throw new Error(`the push was taken for a ${reading.kind}`);
  return reading;
}

/** Facts and events in few words, with their time in seconds after T0. */
function told(entries: readonly StampedEntry[]): string[] {
  return entries.flatMap((entry) => {
    const at = (entry.at - T0) / 1000;
    if (entry.kind === 'fact') return [`${at} ${entry.fact}=${entry.value}`];
    return entry.kind === 'event' ? [`${at} ${entry.event}`] : [];
  });
}

/** What the proofs of life cover, seconds after T0. */
function proven(entries: readonly StampedEntry[]): { from: number; until: number } {
  const spans = entries.flatMap((entry) => (entry.kind === 'alive' ? [[entry.at - entry.everyMs, entry.at]] : []));
  return {
    from: (Math.min(...spans.map(([from = 0]) => from)) - T0) / 1000,
    until: (Math.max(...spans.map(([, until = 0]) => until)) - T0) / 1000,
  };
}

describe('the first push of a point', () => {
  it('tells when it started, and what its arrival proves', () => {
    const { entries, progress } = news(NEW_POINT, { up: 600, wan: true, clients: 7, load: 0.25 }, T0);
    expect(told(entries)).toEqual(['0 boot', '0 gateway=up', '0 internet=up', '0 hub=up']);
    expect(entries[0]).toMatchObject({ bootedAt: T0 - 600_000, clean: null, how: 'push', lastAliveAt: null });
    expect(entries.find((entry) => entry.kind === 'metrics')).toMatchObject({
      at: T0,
      values: { 'wifi.clients': 7, 'point.load': 0.25 },
    });
    expect(progress).toMatchObject({ bootId: BOOT, lastUp: 600, isRestart: false });
  });

  it('is taken without any field but the version', () => {
    const { entries } = news(NEW_POINT, {}, T0);
    expect(told(entries)).toEqual(['0 boot', '0 gateway=up', '0 internet=up', '0 hub=up']);
  });

  it('says of an access point only what its way proves', () => {
    const behindTheServer = { ...NEW_POINT, kind: 'access-point' as const, hostsServer: true };
    expect(told(news(behindTheServer, { up: 5 }, T0).entries)).toEqual(['0 boot', '0 hub=up']);
  });
});

describe('a push of a point that is known', () => {
  it('states nothing that holds already, and proves its interval', () => {
    const { entries } = news(KNOWN, { up: 3_660, wan: true }, T0 + MINUTE);
    expect(told(entries)).toEqual([]);
    expect(proven(entries)).toEqual({ from: 0, until: 60 });
  });

  it('calls the Internet down where its own uplink is down', () => {
    expect(told(news(KNOWN, { up: 3_660, wan: false }, T0 + MINUTE).entries)).toEqual(['60 internet=down']);
  });

  it('proves nothing of the line to a server on the same side of it', () => {
    const beside = { ...KNOWN, hostsServer: true, stated: { gateway: 'up', hub: 'up' } } as const;
    expect(told(news(beside, { up: 3_660 }, T0 + MINUTE).entries)).toEqual([]);
    expect(told(news(beside, { up: 3_660, wan: true }, T0 + MINUTE).entries)).toEqual(['60 internet=up']);
    expect(told(news(beside, { up: 3_660, wan: false }, T0 + MINUTE).entries)).toEqual(['60 internet=down']);
  });

  it('is harmless when it comes twice, or is overtaken by a later one', () => {
    expect(readPush(KNOWN, { v: 1, up: 3_600 }, T0 + 900, BOOT)).toEqual({ kind: 'repeat' });
    expect(readPush(KNOWN, { v: 1, up: 3_540 }, T0 + 4_000, BOOT)).toEqual({ kind: 'repeat' });
  });

  it('is no restart because it was long on its way', () => {
    const { progress } = news(KNOWN, { up: 3_665 }, T0 + 85_000);
    expect(progress).toMatchObject({ bootId: 'boot-before-01', isRestart: false });
  });
});

describe('a restart', () => {
  it('is told by an uptime that went back', () => {
    const { entries, progress } = news(KNOWN, { up: 40, wan: true }, T0 + 3 * MINUTE);
    expect(told(entries)).toEqual(['140 boot', '140 internet=null', '140 hub=null', '180 internet=up', '180 hub=up']);
    expect(entries[0]).toMatchObject({ bootedAt: T0 + 140_000, lastAliveAt: T0, clean: null });
    expect(proven(entries)).toEqual({ from: 140, until: 180 });
    expect(progress).toMatchObject({ isRestart: true, bootId: BOOT });
  });

  it('is told by an uptime that is shorter than the silence, though longer than the one before', () => {
    const young = { ...KNOWN, lastUp: 30, bootedAt: T0 - 30_000 };
    expect(news(young, { up: 600 }, T0 + 30 * MINUTE).progress).toMatchObject({ isRestart: true });
  });

  it('is told by the count of starts where the point tells no uptime', () => {
    const counting = { ...KNOWN, lastUp: null, boots: 4 };
    expect(news(counting, { boots: 5 }, T0 + MINUTE).progress).toMatchObject({ isRestart: true, boots: 5 });
    expect(news(counting, { boots: 4 }, T0 + MINUTE).progress).toMatchObject({ isRestart: false });
  });

  it('is seen although the uptime happens to be the same as before', () => {
    const young = { ...KNOWN, lastUp: 35, bootedAt: T0 - 35_000 };
    expect(news(young, { up: 35 }, T0 + 10 * MINUTE).progress).toMatchObject({ isRestart: true });
  });

  it('is not seen in a count of starts that the uptime disproves', () => {
    const counting = { ...KNOWN, boots: 4 };
    expect(news(counting, { up: 3_660, boots: 5 }, T0 + MINUTE).progress).toMatchObject({ isRestart: false });
  });
});

describe('a cut of the line', () => {
  it('is told afterwards, with the times of the point and proof that it ran through', () => {
    const changes = [{ up: 3_660, wan: false, sent: false }];
    const { entries } = news(KNOWN, { up: 5_400, wan: true, changes }, T0 + 30 * MINUTE);
    expect(told(entries)).toEqual(['60 internet=down', '60 hub=down', '1800 internet=up', '1800 hub=up']);
    expect(proven(entries)).toEqual({ from: 0, until: 1_800 });
    expect(entries.filter((entry) => entry.kind === 'alive')).toHaveLength(3);
  });

  it('is not known to be of the line where the uplink was up', () => {
    const changes = [{ up: 3_660, wan: true, sent: false }];
    const { entries } = news(KNOWN, { up: 4_200, wan: true, changes }, T0 + 10 * MINUTE);
    expect(told(entries)).toEqual(['60 internet=null', '60 hub=down', '600 internet=up', '600 hub=up']);
  });

  it('leaves a hole where the point kept nothing', () => {
    const { entries } = news(KNOWN, { up: 4_200, wan: true }, T0 + 10 * MINUTE);
    expect(told(entries)).toEqual(['60 internet=null', '60 hub=null', '600 internet=up', '600 hub=up']);
    expect(proven(entries)).toEqual({ from: 540, until: 600 });
  });

  it('after a restart is told from the start on', () => {
    const changes = [
      { up: 60, wan: false, sent: false },
      { up: 300, wan: true },
    ];
    const { entries } = news(KNOWN, { up: 360, wan: true, changes }, T0 + 20 * MINUTE);
    expect(told(entries)).toEqual([
      '840 boot',
      '840 internet=null',
      '840 hub=null',
      '900 internet=down',
      '900 hub=down',
      '1140 internet=null',
      '1200 internet=up',
      '1200 hub=up',
    ]);
    expect(proven(entries)).toEqual({ from: 840, until: 1_200 });
  });
});

describe('changes that cannot be', () => {
  it('are dropped and counted: of the future, out of order, of the time before', () => {
    const changes = [
      { up: 10, sent: false },
      { up: 3_700, wan: false },
      { up: 3_650, wan: true },
      { up: 9_999, wan: true },
    ];
    const { entries, dropped } = news(KNOWN, { up: 3_720, wan: true, changes }, T0 + 2 * MINUTE);
    expect(dropped).toBe(3);
    expect(told(entries)).toEqual(['100 internet=down', '120 internet=up']);
  });

  it('are all dropped where the point tells no uptime', () => {
    const { dropped } = news(KNOWN, { changes: [{ up: 1, wan: false }] }, T0 + MINUTE);
    expect(dropped).toBe(1);
  });

  it('never give an entry a time after the arrival, or before the start', () => {
    const changes = Array.from({ length: 64 }, (_, index) => ({ up: index * 200, wan: index % 2 === 0, sent: false }));
    for (const up of [0, 1, 3_599, 3_600, 3_601, 100_000, 4_000_000_000]) {
      const reading = readPush(KNOWN, { v: 1, up, changes }, T0 + 5 * MINUTE, BOOT);
      for (const entry of reading.kind === 'news' ? reading.entries : []) {
        expect(entry.at).toBeLessThanOrEqual(T0 + 5 * MINUTE);
        expect(entry.mono).toBeGreaterThanOrEqual(0);
        expect(entry.at).toBeGreaterThanOrEqual(0);
      }
    }
  });
});

it('proves a silence of months in a bounded number of pieces', () => {
  const up = 3_600 + 90 * 86_400;
  const changes = [{ up: 3_660, wan: false, sent: false }];
  const { entries } = news(KNOWN, { up, changes }, T0 + 90 * 86_400_000);
  expect(entries.filter((entry) => entry.kind === 'alive')).toHaveLength(1_008);
});
