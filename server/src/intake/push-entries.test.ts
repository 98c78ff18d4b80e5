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
  strangerSince: null,
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
    expect(told(news(beside, { up: 3_660, wan: true }, T0 + MINUTE).entries)).toEqual([]);
    expect(told(news(beside, { up: 3_660, wan: false }, T0 + MINUTE).entries)).toEqual(['60 internet=down']);
  });

  it('is harmless when it comes twice, or is overtaken by a later one', () => {
    expect(readPush(KNOWN, { v: 1, up: 3_600 }, T0 + 900, BOOT)).toEqual({ kind: 'retry' });
    expect(readPush(KNOWN, { v: 1, up: 3_580 }, T0 + 4_000, BOOT)).toEqual({ kind: 'overtaken' });
  });

  it('keeps the pace that the point was entered with, whatever it says', () => {
    const { entries } = news(KNOWN, { up: 3_900, everyMs: 3_600_000, clients: 1 }, T0 + 5 * MINUTE);
    expect(proven(entries)).toEqual({ from: 240, until: 300 });
    expect(entries.find((entry) => entry.kind === 'metrics')).toMatchObject({ spanMs: MINUTE });
    expect(told(entries)).toEqual(['60 internet=null', '60 hub=null', '300 internet=up', '300 hub=up']);
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

describe('a line that is not cut', () => {
  it('is not proven to a server beside it by an uplink that is up', () => {
    const beside = { ...KNOWN, hostsServer: true, stated: { gateway: 'up', hub: 'up', internet: 'down' } } as const;
    expect(told(news(beside, { up: 3_660, wan: true }, T0 + MINUTE).entries)).toEqual(['60 internet=null']);
  });

  it('is unknown while the server answered and took nothing, and the point is proven to run', () => {
    const changes = [{ up: 3_660, wan: true, refused: true }];
    const { entries } = news(KNOWN, { up: 4_200, wan: true, changes }, T0 + 10 * MINUTE);
    expect(told(entries)).toEqual(['60 internet=null', '60 hub=null', '600 internet=up', '600 hub=up']);
    expect(proven(entries)).toEqual({ from: 0, until: 600 });
  });
});

describe('a point’s word that it got through', () => {
  const hour = T0 + 60 * MINUTE;
  const unknown = ['60 internet=null', '60 hub=null', '3600 internet=up', '3600 hub=up'];

  it.each([
    ['at once', { up: 3_600, wan: true, sent: true }],
    ['in the middle', { up: 5_400, wan: true, sent: true }],
    ['without saying so', { up: 5_400, wan: true }],
  ])('proves nothing of a time in which nothing came: %s', (_when, change) => {
    const { entries } = news(KNOWN, { up: 7_200, wan: true, changes: [change] }, hour);
    const times = told(entries);
    expect(times.slice(-2)).toEqual(unknown.slice(-2));
    expect(times.every((one) => !one.includes('=up') || one.startsWith('3600'))).toBe(true);
    expect(proven(entries)).toEqual({ from: 3_540, until: 3_600 });
  });

  it('ends its word that it did not', () => {
    const changes = [
      { up: 3_660, wan: true, sent: false },
      { up: 5_400, wan: true, sent: true },
    ];
    expect(told(news(KNOWN, { up: 7_200, wan: true, changes }, hour).entries)).toEqual([
      '60 internet=null',
      '60 hub=down',
      '1800 hub=null',
      '3600 internet=up',
      '3600 hub=up',
    ]);
  });
});

describe('another machine with the key of a point', () => {
  it('is known by an uptime from before the last push, however long it goes on', () => {
    for (const minutes of [1, 2, 4, 10, 49]) {
      const push = { v: 1, up: 600 + 60 * minutes, wan: true } as const;
      const since = T0 - 600_000;
      expect(readPush(KNOWN, push, T0 + minutes * MINUTE, BOOT)).toEqual({ kind: 'stranger', since });
    }
  });

  it('stays known when its uptime is the longer one at last', () => {
    const at = T0 + 3 * 3_600_000;
    const push = { v: 1, up: 600 + 3 * 3_600, wan: true } as const;
    expect(readPush({ ...KNOWN, strangerSince: T0 - 600_000 }, push, at, BOOT)).toMatchObject({ kind: 'stranger' });
  });

  it('is known by an uptime that grew faster than time', () => {
    const young = { ...KNOWN, lastUp: 20, bootedAt: T0 - 20_000 };
    expect(readPush(young, { v: 1, up: 90_000 }, T0 + MINUTE, BOOT)).toMatchObject({ kind: 'stranger' });
  });

  it('is not suspected in a point that started after it was last heard, at any pace', () => {
    for (const up of [1, 30, 59]) expect(news(KNOWN, { up }, T0 + MINUTE).progress).toMatchObject({ isRestart: true });
    expect(news(KNOWN, { up: 3_500 }, T0 + 3_600_000).progress).toMatchObject({ isRestart: true });
  });

  it('is not suspected where the server’s clock was put right by minutes while the point was silent', () => {
    // By four minutes back: the restart seems to lie before the last push.
    expect(news(KNOWN, { up: 1_400 }, T0 + 20 * MINUTE).progress).toMatchObject({ isRestart: true });
    expect(news(KNOWN, { up: 3_600 + 24 * 60 }, T0 + 20 * MINUTE).progress).toMatchObject({ isRestart: false });
  });
});

describe('a server whose clock was ahead and was put right', () => {
  const day = 86_400_000;
  const ahead = { ...KNOWN, lastPushAt: T0 + day, bootedAt: T0 + day - 3_600_000 };

  it('takes the point for the same, at its own time', () => {
    const { progress, monoMs } = news(ahead, { up: 3_660, wan: true }, T0 + MINUTE);
    expect(progress).toMatchObject({ bootId: 'boot-before-01', isRestart: false, lastPushAt: T0 + MINUTE });
    expect(monoMs).toBe(3_660_000);
  });

  it('sees a restart, and does not say that the point was heard in the future', () => {
    const { entries, progress } = news(ahead, { up: 300, wan: true }, T0 + 10 * MINUTE);
    expect(progress).toMatchObject({ bootId: BOOT, isRestart: true });
    expect(entries.find((entry) => entry.kind === 'event')).toMatchObject({
      bootedAt: T0 + 5 * MINUTE,
      lastAliveAt: null,
    });
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

  it('are dropped and counted where they are more than a point can have seen', () => {
    const flood = (seconds: number, apart: number) =>
      Array.from({ length: 64 }, (_, index) => ({
        up: 3_600 + seconds - (63 - index) * apart,
        wan: index % 2 === 0,
        sent: false,
      }));
    const closeBy = news(KNOWN, { up: 3_605, changes: flood(5, 0.05) }, T0 + 5_000);
    expect(closeBy.dropped).toBe(63);
    const tenMinutes = news(KNOWN, { up: 4_240, changes: flood(640, 10) }, T0 + 640_000);
    expect(tenMinutes.dropped).toBe(64 - 12);
    // The newest is among them: what holds now.
    expect(told(tenMinutes.entries).filter((one) => one.startsWith('640 '))).toHaveLength(3);
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
