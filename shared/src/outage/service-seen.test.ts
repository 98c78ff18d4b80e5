import { describe, expect, test } from 'vitest';
import type { UnknownReason } from '../model/index.ts';
import { LINE_SETTLES_MS } from './look-pace.ts';
import { LOOKED_AGAIN_MS, serviceSeen } from './service-seen.ts';
import type { Momentary } from './site-state.ts';
import type { DeviceNow, SiteNow } from './sweep.ts';

const PORTAL = 'service:portal';
const STRETCH = { from: 10_000_000, until: 20_000_000 };
const unknown = (reason: UnknownReason): Momentary => ({ state: 'unknown', reason });

/** A device with a line that has been up for long, which stated the portal at the start of the stretch. */
function watching(value: 'up' | 'degraded' | 'down' | 'unknown', given: Partial<DeviceNow> = {}): DeviceNow {
  return {
    deviceId: 'mini',
    duty: 'always',
    life: 'running',
    isHeard: false,
    beatMs: 15_000,
    facts: { internet: 'up', [PORTAL]: value },
    statedAt: { internet: 0, [PORTAL]: STRETCH.from },
    ...given,
  };
}
const idle = watching('up', { facts: { internet: 'up' }, statedAt: { internet: 0 } });
const without = (facts: DeviceNow['facts']) => watching('down', { facts: { [PORTAL]: 'down', ...facts } });

function seen(...devices: DeviceNow[]): ReturnType<typeof serviceSeen> {
  const now: SiteNow = { devices, isOnDuty: false, isListening: true, isPlanned: false, hostsServer: false };
  return serviceSeen(now, PORTAL, STRETCH);
}

describe('a service', () => {
  test.each<[string, DeviceNow[], Momentary]>([
    ['nobody looks at it', [idle], { state: 'not-equipped' }],
    ['only a device of no site does', [watching('down', { duty: undefined })], { state: 'not-equipped' }],
    ['one reaches it', [watching('down'), watching('up')], { state: 'up' }],
    ['one reaches it slowly', [watching('down'), watching('degraded')], { state: 'up' }],
    ['nobody reaches it', [watching('down'), watching('unknown')], { state: 'down' }],
    ['nobody tells', [watching('unknown')], unknown('no-statement')],
    ['who looks at it does not run', [watching('down', { life: 'dark' })], unknown('no-statement')],
    ['a laptop tells', [watching('down', { duty: 'none' })], { state: 'down' }],
    ['the line is down', [without({ internet: 'down' })], unknown('behind')],
    [
      'its own line is down, and another device of the site has one',
      [without({ internet: 'down' }), idle],
      unknown('behind'),
    ],
    ['nothing is known of its line', [without({ internet: 'unknown' }), idle], unknown('behind')],
    ['it resolves no names', [without({ internet: 'up', dns: 'down' })], unknown('behind')],
    ['one of two has a line', [without({ internet: 'down' }), watching('down')], { state: 'down' }],
  ])('where %s', (_, devices, moment) => {
    expect(seen(...devices)).toEqual([{ ...STRETCH, moment }]);
  });
});

describe('a failure that was stated', () => {
  const since = (statedAt: DeviceNow['statedAt'], dns?: 'up') =>
    watching('down', { facts: { internet: 'up', [PORTAL]: 'down', ...(dns && { dns }) }, statedAt });
  const { from, until } = STRETCH;

  test('once the line was back for a minute is believed', () => {
    expect(seen(since({ internet: from - LINE_SETTLES_MS, [PORTAL]: from }))).toEqual([
      { ...STRETCH, moment: { state: 'down' } },
    ]);
  });

  test.each([
    ['in the first minute of the line', { internet: from - LINE_SETTLES_MS + 1, [PORTAL]: from }],
    ['before the line came back', { internet: from - LINE_SETTLES_MS + 1, [PORTAL]: from - 900_000 }],
    ['before names resolved again', { internet: 0, dns: from - LINE_SETTLES_MS + 1, [PORTAL]: from - 900_000 }],
  ])('%s is believed once it has stood for longer than the slowest pace', (_, statedAt) => {
    const waitsUntil = from - LINE_SETTLES_MS + 1 + LOOKED_AGAIN_MS;
    expect(seen(since(statedAt, 'up'))).toEqual([
      { from, until: waitsUntil, moment: unknown('behind'), waitsUntil },
      { from: waitsUntil, until, moment: { state: 'down' } },
    ]);
  });

  test('too late in a stretch leaves all of it unknown, and says until when', () => {
    const internet = until - LOOKED_AGAIN_MS;
    expect(seen(since({ internet, [PORTAL]: 0 }))).toEqual([
      { ...STRETCH, moment: unknown('behind'), waitsUntil: until },
    ]);
  });

  test('is believed as soon as one of two devices is', () => {
    expect(seen(since({ internet: from, [PORTAL]: from }), watching('down'))).toEqual([
      { ...STRETCH, moment: { state: 'down' } },
    ]);
  });
});
