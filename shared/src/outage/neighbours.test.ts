import { describe, expect, test } from 'vitest';
import { lostMains, signOf } from './neighbours.ts';
import type { OutageView } from './view.ts';
import { BEGAN, deviceView, goneView, said, saidAll, viewWith } from './views.fixtures.ts';

const line = deviceView('mini', saidAll({ internet: 'down', gateway: 'up' }));
const lan = deviceView('pc', saidAll({ internet: 'down', gateway: 'down' }));
const LAPTOP = { duty: 'none' } as const;

describe('what an outage began with', () => {
  test.each<[string, OutageView, string]>([
    ['an outage of mains is one of mains', viewWith([], { subject: 'power' }), 'powerless'],
    ['one of names is a failure', viewWith([line], { subject: 'dns' }), 'failing'],
    ['one of a service is a failure', viewWith([line], { subject: 'service:portal' }), 'failing'],
    ['a device lost mains', viewWith([line, deviceView('ups', saidAll({ mains: 'off' }))]), 'powerless'],
    ['a device saw the gateway and nothing beyond', viewWith([lan, line]), 'line'],
    ['a device did not see the gateway', viewWith([deviceView('x'), lan]), 'lan'],
    [
      'what one that went saw is nothing',
      viewWith([goneView('mini', 'dark', saidAll({ internet: 'down', gateway: 'up' }))]),
      'dark',
    ],
    ['the gateway alone tells nothing', viewWith([deviceView('mini', saidAll({ gateway: 'down' }))]), 'silent'],
    ['one went dark', viewWith([goneView('pc', 'stopped'), goneView('mini', 'dark')]), 'dark'],
    ['one was dark for long', viewWith([goneView('mini', 'dark', { isFresh: false })]), 'silent'],
    ['a laptop went dark', viewWith([goneView('mini', 'dark', LAPTOP)]), 'silent'],
    ['all said goodbye', viewWith([goneView('pc', 'stopped'), goneView('mini', 'asleep')]), 'stopped'],
    ['one of two said goodbye', viewWith([goneView('pc', 'stopped'), goneView('mini', 'silent')]), 'silent'],
    ['a laptop said goodbye', viewWith([goneView('pc', 'stopped', LAPTOP)]), 'silent'],
    [
      'a laptop is gone as all others said goodbye',
      viewWith([goneView('pc', 'stopped'), goneView('mini', 'silent', LAPTOP)]),
      'stopped',
    ],
    ['nothing is there', viewWith([]), 'silent'],
  ])('%s', (_, view, sign) => {
    expect(signOf(view)).toBe(sign);
  });

  test('an outage of a device looks at that device', () => {
    const one = (...devices: OutageView['devices']) => signOf(viewWith(devices, { subject: 'device:mini' }));
    expect(one(goneView('pc', 'dark'), goneView('mini', 'stopped'))).toBe('stopped');
    expect(one(goneView('pc', 'stopped'), goneView('mini', 'dark', LAPTOP))).toBe('dark');
    expect(one(goneView('pc', 'stopped'))).toBe('silent');
    expect(one(lan, deviceView('mini', saidAll({ gateway: 'down' })))).toBe('lan');
    expect(one(lan, deviceView('mini', saidAll({ gateway: 'up' })))).toBe('silent');
    expect(one(lan, goneView('mini', 'silent', saidAll({ gateway: 'down' })))).toBe('silent');
    expect(one(deviceView('ups', saidAll({ mains: 'off' })), goneView('mini', 'dark'))).toBe('dark');
  });
});

describe('devices that lost mains', () => {
  const off = saidAll({ mains: 'off' });
  const lost = (...devices: OutageView['devices']) => lostMains(viewWith(devices)).map((one) => one.deviceId);

  test('ran on, or went with it', () => {
    expect(lost(deviceView('ups', off), goneView('mini', 'dark', off), deviceView('x'))).toEqual(['ups', 'mini']);
    expect(lost(goneView('mini', 'dark', { ...off, isFresh: false }))).toEqual([]);
    expect(lost(deviceView('ups', { ...off, ...LAPTOP }))).toEqual([]);
    expect(lost(deviceView('ups', saidAll({ mains: 'on' })))).toEqual([]);
  });

  test('speak of their own plug where another that runs on has mains', () => {
    expect(lost(deviceView('ups', off), deviceView('pc', saidAll({ mains: 'on' })))).toEqual([]);
    expect(lost(goneView('ups', 'dark', off), deviceView('pc', saidAll({ mains: 'on' })))).toEqual([]);
    expect(lost(deviceView('ups', off), goneView('pc', 'dark', saidAll({ mains: 'on' })))).toEqual(['ups']);
    expect(lost(deviceView('ups', off), goneView('pc', 'dark', { mains: said('on', BEGAN + 1) }))).toEqual([]);
    expect(
      lost(deviceView('ups', off), goneView('pc', 'dark', { mains: said('on', BEGAN + 1) }), deviceView('x')),
    ).toEqual([]);
  });

  test('have told why where they went dark and nothing ran on, whatever another said later', () => {
    const later = goneView('pc', 'dark', { mains: said('on', BEGAN + 1) });
    expect(lost(goneView('ups', 'dark', off), later)).toEqual(['ups']);
    expect(lost(goneView('ups', 'silent', off), later)).toEqual(['ups']);
    expect(lost(goneView('ups', 'stopped', off), later)).toEqual([]);
    expect(lost(goneView('ups', 'dark', off), later, deviceView('x'))).toEqual([]);
  });
});
