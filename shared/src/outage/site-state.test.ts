import { describe, expect, test } from 'vitest';
import type { UnknownReason } from '../model/index.ts';
import {
  connectivity,
  deviceAlone,
  isMeantOn,
  mains,
  type Momentary,
  nameResolution,
  wayToServer,
} from './site-state.ts';
import type { DeviceNow, SiteNow } from './sweep.ts';

/** A device that is meant to be on and silent, for what is not given. */
function device(given: Partial<DeviceNow> = {}): DeviceNow {
  const blank = { isHeard: false, beatMs: 15_000, facts: {}, statedAt: {} };
  return { deviceId: 'mini', duty: 'always', life: 'silent', ...blank, ...given };
}
function site(devices: DeviceNow[], given: Partial<SiteNow> = {}): SiteNow {
  return { devices, isOnDuty: false, isListening: true, isPlanned: false, hostsServer: false, ...given };
}
const running = (facts: DeviceNow['facts'] = {}, given: Partial<DeviceNow> = {}) =>
  device({ life: 'running', facts, ...given });
const unknown = (reason: UnknownReason): Momentary => ({ state: 'unknown', reason });
const UP = { state: 'up' };
const DOWN = { state: 'down' };
const NOT_EQUIPPED = { state: 'not-equipped' };
const SILENT = { state: 'dark', isTold: false };
const TOLD = { state: 'dark', isTold: true };
/** A device that belongs to no site, whatever it tells. */
const foreign = running({ internet: 'up', gateway: 'up', mains: 'on', dns: 'up' }, { duty: undefined, isHeard: true });
const LAPTOP = { duty: 'none' } as const;

test('without a device in service there is nothing to judge', () => {
  for (const now of [site([]), site([foreign])]) {
    for (const judge of [connectivity, mains, nameResolution, wayToServer]) expect(judge(now)).toEqual(NOT_EQUIPPED);
  }
  expect(deviceAlone(site([foreign]), foreign)).toEqual(NOT_EQUIPPED);
});

describe("a site's connectivity", () => {
  const heard = { isHeard: true };
  test.each<[string, SiteNow, unknown]>([
    ['a device reaches the Internet', site([running({ internet: 'up' })]), UP],
    ['one reaches it and another does not', site([running({ internet: 'down' }), running({ internet: 'up' })]), UP],
    ['a device does not reach it', site([running({ internet: 'down' })]), DOWN],
    ['it does not, and is heard', site([running({ internet: 'down' }, heard)]), { state: 'disputed' }],
    [
      'it does not, and is heard by a server at the site',
      site([running({ internet: 'down' }, heard)], { hostsServer: true }),
      DOWN,
    ],
    ['a device is heard', site([device(heard)]), UP],
    ['one of two is heard', site([device(), device(heard)]), UP],
    ['a device is heard by a server at the site', site([device(heard)], { hostsServer: true }), SILENT],
    ['what one that does not run stated last is no statement', site([device({ facts: { internet: 'up' } })]), SILENT],
    ['nor that it was down', site([device({ facts: { internet: 'down' } }), running()]), unknown('no-statement')],
    ['a device of no site reaches it', site([foreign, device()]), SILENT],
    ['all are silent', site([device(), device()]), SILENT],
    ['all are silent and the server is blind', site([device()], { isListening: false }), unknown('blind')],
    ['all have told', site([device({ life: 'dark' }), device({ life: 'stopped' })], { isListening: false }), TOLD],
    ['one of two has told', site([device({ life: 'dark' }), device()]), SILENT],
    ['one that is meant to be on runs and cannot tell', site([device(), running()]), unknown('no-statement')],
    ['one lost its journal', site([device({ life: 'dropped' }), device()]), unknown('dropped')],
    ['one lost its agent', site([device({ life: 'agent-dead' }), device()]), unknown('agent-stopped')],
    ['a laptop runs and cannot tell', site([running({}, LAPTOP)]), unknown('no-statement')],
    ['one of two laptops runs', site([device(LAPTOP), running({}, LAPTOP)]), unknown('no-statement')],
    ['a laptop stopped', site([device({ ...LAPTOP, life: 'stopped' }), device(LAPTOP)]), { state: 'off' }],
    ['a laptop sleeps', site([device(LAPTOP), device({ ...LAPTOP, life: 'asleep' })]), { state: 'off' }],
    ['a laptop is gone', site([device({ ...LAPTOP, life: 'dark' })]), unknown('off-duty')],
    ['a laptop runs and what is meant to be on is silent', site([device(), running({}, LAPTOP)]), SILENT],
    ['one on duty in hours is silent outside them', site([device({ duty: 'hours' })]), unknown('off-duty')],
    ['one on duty in hours is silent in them', site([device({ duty: 'hours' })], { isOnDuty: true }), SILENT],
  ])('where %s', (_, now, moment) => {
    expect(connectivity(now)).toEqual(moment);
  });
});

describe('mains', () => {
  test.each<[string, SiteNow, unknown]>([
    ['one has it', site([running({ mains: 'off' }), running({ mains: 'on' })]), UP],
    ['a laptop has it', site([running({ mains: 'on' }, LAPTOP)]), UP],
    ['one lost it', site([running(), running({ mains: 'off' })]), DOWN],
    ['one on duty in hours lost it', site([running({ mains: 'off' }, { duty: 'hours' })]), DOWN],
    ['a laptop lost it', site([running({ mains: 'off' }, LAPTOP)]), unknown('no-statement')],
    ['one that does not run stated it', site([device({ facts: { mains: 'off' } })]), unknown('no-statement')],
    ['nobody tells', site([running()]), unknown('no-statement')],
    ["another site's device has it", site([foreign, running({ mains: 'off' })]), DOWN],
  ])('where %s', (_, now, moment) => {
    expect(mains(now)).toEqual(moment);
  });
});

describe('name resolution', () => {
  test.each<[string, SiteNow, unknown]>([
    ['a device has it', site([running({ dns: 'down' }), running({ dns: 'up' })]), UP],
    ['it fails on a line that works', site([running({ dns: 'down', internet: 'up' })]), DOWN],
    ['it fails on a line that does not', site([running({ dns: 'down', internet: 'down' })]), unknown('behind')],
    ['nobody tells', site([running({ internet: 'up' })]), unknown('no-statement')],
    ['one that does not run stated it', site([device({ facts: { dns: 'up' } })]), unknown('no-statement')],
  ])('where %s', (_, now, moment) => {
    expect(nameResolution(now)).toEqual(moment);
  });
});

describe('the way to the server', () => {
  const online = running({ internet: 'up' });
  test.each<[string, SiteNow, unknown]>([
    ['one of the site is heard', site([device(), device({ isHeard: true })]), UP],
    ['one reaches the Internet and is not heard', site([online]), TOLD],
    ['that is so while the server is blind', site([online], { isListening: false }), unknown('blind')],
    ['one runs without the Internet', site([device(), running({ internet: 'down' })]), unknown('behind')],
    ['nothing runs', site([device()]), unknown('no-statement')],
    ["another site's device is heard", site([foreign, device()]), unknown('no-statement')],
  ])('where %s', (_, now, moment) => {
    expect(wayToServer(now)).toEqual(moment);
  });
});

describe('a device by itself', () => {
  const other = running({ gateway: 'up' });
  const alone = (one: DeviceNow, others: DeviceNow[] = [other], given: Partial<SiteNow> = {}) =>
    deviceAlone(site([one, ...others], given), one);

  test('is up as long as it runs', () => {
    expect(alone(running(), [])).toEqual(UP);
    expect(alone(running({ gateway: 'up' }))).toEqual(UP);
  });

  test('is cut off where it runs without the gateway while others have it', () => {
    expect(alone(running({ gateway: 'down' }))).toEqual(DOWN);
    expect(alone(running({ gateway: 'down' }), [])).toEqual(UP);
  });

  test.each<[string, DeviceNow, boolean]>([
    ['is heard', device({ isHeard: true }), true],
    ['reaches the Internet', running({ internet: 'up' }), true],
    ['reaches the gateway', other, true],
    ['runs and reaches neither', running({ internet: 'down', gateway: 'down' }), false],
    ['reached it before it stopped', device({ facts: { internet: 'up', gateway: 'up' } }), false],
    ['belongs to no site', foreign, false],
  ])('is missed where another %s: or not', (_, another, isMissed) => {
    expect(alone(device({ life: 'dark' }), [another])).toEqual(isMissed ? TOLD : unknown('behind'));
  });

  test('is not missed by itself', () => {
    expect(alone(device({ life: 'dark', isHeard: true }), [])).toEqual(unknown('behind'));
  });

  test.each([
    ['stopped', TOLD],
    ['asleep', TOLD],
    ['dark', TOLD],
    ['silent', SILENT],
    ['dropped', unknown('dropped')],
    ['agent-dead', unknown('agent-stopped')],
  ] as const)('that is meant to be on and %s', (life, moment) => {
    expect(alone(device({ life }))).toEqual(moment);
  });

  test('that is silent to a blind server is unknown', () => {
    expect(alone(device(), [other], { isListening: false })).toEqual(unknown('blind'));
    expect(alone(device({ life: 'dark' }), [other], { isListening: false })).toEqual(TOLD);
  });

  test.each([
    ['stopped', { state: 'off' }],
    ['asleep', { state: 'off' }],
    ['dark', unknown('off-duty')],
    ['silent', unknown('off-duty')],
    ['dropped', unknown('off-duty')],
  ] as const)('that nobody expects to be on and %s', (life, moment) => {
    expect(alone(device({ life, duty: 'none' }))).toEqual(moment);
    expect(alone(device({ life, duty: 'hours' }))).toEqual(moment);
  });
});

test('meant to be on is what always is, and in hours what is then', () => {
  const isMeant = (duty: DeviceNow['duty'], isOnDuty: boolean) => isMeantOn(device({ duty }), { isOnDuty });
  const all = [true, false].map((isOnDuty) =>
    (['always', 'hours', 'none', undefined] as const).map((duty) => isMeant(duty, isOnDuty)),
  );
  expect(all).toEqual([
    [true, true, false, false],
    [true, false, false, false],
  ]);
});

describe('a device that did not reach the server and tells no more', () => {
  const cut = (facts: DeviceNow['facts'] = {}) => running({ gateway: 'up', hub: 'down', ...facts });
  test.each<[string, SiteNow, unknown]>([
    ['counts as silent', site([cut()]), TOLD],
    ['tells nothing where the server did not listen', site([cut()], { isListening: false }), unknown('blind')],
    [
      'tells nothing of the line to a server at the site',
      site([cut()], { hostsServer: true }),
      unknown('no-statement'),
    ],
    ['is contradicted by names that resolve', site([cut({ dns: 'up' })]), unknown('no-statement')],
    ['is not alone where another runs and is mute', site([cut(), running()]), unknown('no-statement')],
  ])('%s', (_, now, expected) => {
    expect(connectivity(now)).toEqual(expected);
  });
});

test('a silence is as slow as the slowest of the silent devices, where that is slower than an agent', () => {
  const slow = device({ beatMs: 60_000 });
  expect(connectivity(site([device(), slow]))).toEqual({ state: 'dark', isTold: false, beatMs: 60_000 });
  expect(connectivity(site([device(), device({ beatMs: 60_000, life: 'dark' })]))).toEqual(SILENT);
  expect(connectivity(site([device({ beatMs: 60_000, life: 'dark' })]))).toEqual(TOLD);
});

test('pushes that did not get through are a silence as slow as the slowest of the devices that tell of them', () => {
  const cut = (beatMs: number) => running({ gateway: 'up', hub: 'down' }, { beatMs });
  expect(connectivity(site([cut(15_000), cut(600_000)]))).toEqual({ ...TOLD, beatMs: 600_000 });
  expect(connectivity(site([cut(15_000)]))).toEqual(TOLD);
});

test('the way to the server is missed by the quickest of the devices that have Internet', () => {
  const online = (beatMs: number) => running({ internet: 'up' }, { beatMs });
  expect(wayToServer(site([online(600_000)]))).toEqual({ ...TOLD, beatMs: 600_000 });
  expect(wayToServer(site([online(600_000), online(15_000)]))).toEqual(TOLD);
  const offline = running({ internet: 'down' });
  expect(wayToServer(site([online(600_000), offline]))).toEqual({ ...TOLD, beatMs: 600_000 });
  expect(wayToServer(site([online(600_000)], { isListening: false }))).toEqual(unknown('blind'));
});

describe('names', () => {
  const names = (...devices: DeviceNow[]) => nameResolution(site(devices));
  test('resolve where one resolves them', () => {
    expect(names(running({ internet: 'up', dns: 'down' }), running({ dns: 'up' }))).toEqual(UP);
  });
  test('do not where a device with a line of its own says so', () => {
    expect(names(running({ internet: 'up', dns: 'down' }))).toEqual(DOWN);
  });
  test('are not to be judged by a device whose own line is out, whatever others of the site reach', () => {
    expect(names(running({ internet: 'down', dns: 'down' }), running({ internet: 'up' }))).toEqual(unknown('behind'));
    expect(names(running({ dns: 'down' }))).toEqual(unknown('behind'));
    expect(names(device({ facts: { internet: 'up', dns: 'down' } }))).toEqual(unknown('no-statement'));
  });
});
