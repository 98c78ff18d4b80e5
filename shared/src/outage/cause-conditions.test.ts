import { describe, expect, test } from 'vitest';
import { judgeCause } from './cause-table.ts';
import type { PlannedSpan } from './evidence.ts';
import type { Neighbour } from './neighbours.ts';
import type { OutageView } from './view.ts';
import { BEGAN, deviceView, goneView, said, saidAll, viewWith } from './views.fixtures.ts';

const MINUTE = 60_000;
const ENDED = BEGAN + 10 * MINUTE;

function neighbour(given: Partial<Neighbour>): Neighbour {
  return {
    siteId: 's2',
    sharesFeeder: false,
    sharesProvider: false,
    hasOtherProvider: false,
    isUnsure: false,
    sign: 'unknown',
    at: BEGAN,
    isPowered: false,
    isPowerless: false,
    standing: null,
    mainsLostAt: null,
    watchesService: false,
    ...given,
  };
}
const onFeeder = (given: Partial<Neighbour>) => neighbour({ sharesFeeder: true, ...given });
const ofProvider = (given: Partial<Neighbour>) => neighbour({ sharesProvider: true, ...given });

/** The row that decides, and what it rests on: kinds of evidence with device or site. */
function judge(view: OutageView, ...neighbours: Neighbour[]): [string, string] {
  const { rule, evidence } = judgeCause({ view, neighbours });
  return [
    rule,
    evidence.map((one) => [one.kind, one.deviceId ?? one.siteId ?? one.windowId].filter(Boolean).join(' ')).join(', '),
  ];
}
const SILENT = { isSilence: true };
const CLOSED = { isOpen: false };
const off = saidAll({ mains: 'off' });
const line = deviceView('mini', saidAll({ internet: 'down', gateway: 'up' }));
const dark = goneView('mini', 'dark');
const LAPTOP = { duty: 'none' } as const;

describe('an announced cut', () => {
  const notice = (given: Partial<PlannedSpan> = {}): PlannedSpan => {
    return { windowId: 'w1', kind: 'power-cut', source: 'TB-1', enteredAt: 0, from: BEGAN, until: ENDED, ...given };
  };
  const rule = (
    given: Partial<PlannedSpan>,
    view: Partial<OutageView> = SILENT,
    devices = [goneView('mini', 'silent')],
  ) => judge(viewWith(devices, { planned: [notice(given)], ...view }))[0];

  test('is it where it had begun, or begins within two minutes', () => {
    expect(rule({})).toBe('site-notice');
    expect(rule({ from: BEGAN + 2 * MINUTE })).toBe('site-notice');
    expect(rule({ from: BEGAN + 2 * MINUTE + 1 })).toBe('site-notice-early');
  });

  test('may come earlier where the power is out, and only the power', () => {
    const late = { from: BEGAN + 5 * MINUTE };
    expect(rule(late, {}, [deviceView('ups', off)])).toBe('site-notice-early');
    expect(rule(late, {}, [line])).toBe('site-line');
    expect(rule({ ...late, kind: 'maintenance' })).toBe('site-nothing-tells');
  });

  test('is not it where a device ran on with mains', () => {
    const powered = deviceView('mini', saidAll({ mains: 'on', internet: 'down', gateway: 'up' }));
    expect(rule({}, {}, [powered])).toBe('site-line');
    expect(rule({ kind: 'maintenance' }, {}, [powered])).toBe('site-notice');
    expect(rule({}, {}, [{ ...powered, ...LAPTOP }])).toBe('site-notice');
    expect(rule({}, {}, [goneView('mini', 'dark', saidAll({ mains: 'on' }))])).toBe('site-notice');
  });

  test('is told with its source, and that it took longer', () => {
    const said1 = { kind: 'notice', at: BEGAN, until: ENDED, windowId: 'w1', text: 'TB-1' };
    const told = (until: number | null) =>
      judgeCause({ view: viewWith([], { planned: [notice()], until }), neighbours: [] }).evidence;
    expect(told(ENDED)).toEqual([said1]);
    expect(told(null)).toEqual([said1]);
    expect(told(ENDED + 1)).toEqual([said1, { kind: 'notice-overrun', at: ENDED, until: ENDED + 1 }]);
  });
});

describe('a site without mains', () => {
  const ups = deviceView('ups', off);

  test.each<[string, OutageView, Neighbour[], string, string]>([
    ['in its hours', viewWith([ups]), [], 'mains-off', 'mains-off ups'],
    [
      'with what became of it',
      viewWith([goneView('ups', 'dark', off)]),
      [],
      'mains-off',
      'mains-off ups, unclean-stop ups',
    ],
    [
      'alone on its feeder',
      viewWith([ups]),
      [onFeeder({ isPowered: true })],
      'mains-off-here',
      'mains-off ups, neighbour-up s2',
    ],
    [
      'alone on its feeder, where another is up',
      viewWith([ups]),
      [onFeeder({ sign: 'up' })],
      'mains-off-here',
      'mains-off ups, neighbour-up s2',
    ],
    [
      'alone, closed',
      viewWith([ups], CLOSED),
      [onFeeder({ isPowered: true })],
      'mains-off-here-closed',
      'mains-off ups, neighbour-up s2, outside-hours',
    ],
    [
      'as one of the feeder is',
      viewWith([ups]),
      [onFeeder({ isPowered: true }), onFeeder({ sign: 'powerless' })],
      'mains-off',
      'mains-off ups',
    ],
    [
      'as one of the feeder went dark',
      viewWith([ups]),
      [onFeeder({ isPowered: true }), onFeeder({ sign: 'dark' })],
      'mains-off',
      'mains-off ups',
    ],
    [
      'as one of the feeder is silent',
      viewWith([ups]),
      [onFeeder({ isPowered: true }), onFeeder({ sign: 'silent' })],
      'mains-off',
      'mains-off ups',
    ],
    [
      'as one of the feeder has been',
      viewWith([ups]),
      [onFeeder({ isPowered: true }), onFeeder({ standing: 'powerless' })],
      'mains-off',
      'mains-off ups',
    ],
    [
      'as one of the feeder has been dark',
      viewWith([ups]),
      [onFeeder({ isPowered: true }), onFeeder({ standing: 'dark' })],
      'mains-off',
      'mains-off ups',
    ],
    [
      'as one without a line has been',
      viewWith([ups]),
      [onFeeder({ isPowered: true }), onFeeder({ standing: 'line' })],
      'mains-off-here',
      'mains-off ups, neighbour-up s2',
    ],
    [
      'while one of another feeder has it',
      viewWith([ups]),
      [ofProvider({ isPowered: true, sign: 'up' })],
      'mains-off',
      'mains-off ups',
    ],
    ['closed, with nobody to tell', viewWith([ups], CLOSED), [], 'mains-off-closed', 'mains-off ups, outside-hours'],
    [
      'closed, as one of the feeder tells',
      viewWith([ups], CLOSED),
      [onFeeder({ sign: 'powerless' })],
      'mains-off-closed',
      'mains-off ups, outside-hours',
    ],
    [
      'closed, as two of the feeder tell',
      viewWith([ups], CLOSED),
      [onFeeder({ sign: 'powerless' }), onFeeder({ sign: 'dark' })],
      'mains-off',
      'mains-off ups',
    ],
    [
      'closed, as two run on their UPS',
      viewWith([ups], CLOSED),
      [onFeeder({ isPowerless: true, sign: 'line' }), onFeeder({ isPowerless: true, sign: 'line' })],
      'mains-off',
      'mains-off ups',
    ],
    [
      'closed, as two lost mains 2 min before',
      viewWith([ups], CLOSED),
      [onFeeder({ mainsLostAt: BEGAN - 2 * MINUTE }), onFeeder({ mainsLostAt: BEGAN - 2 * MINUTE })],
      'mains-off',
      'mains-off ups',
    ],
    [
      'closed, as one of two lost mains earlier',
      viewWith([ups], CLOSED),
      [onFeeder({ mainsLostAt: BEGAN - 2 * MINUTE }), onFeeder({ mainsLostAt: BEGAN - 2 * MINUTE - 1 })],
      'mains-off-closed',
      'mains-off ups, outside-hours',
    ],
    [
      'closed, as one of another feeder lost it',
      viewWith([ups], CLOSED),
      [ofProvider({ mainsLostAt: BEGAN, sign: 'dark' })],
      'mains-off-closed',
      'mains-off ups, outside-hours',
    ],
  ])('%s', (_, view, neighbours, rule, evidence) => {
    expect(judge(view, ...neighbours)).toEqual([`site-${rule}`, evidence]);
  });
});

describe('a site that a device saw without the Internet', () => {
  const lan = deviceView('pc', saidAll({ internet: 'down', gateway: 'down' }));

  test('lost its line, or its own network', () => {
    expect(judge(viewWith([lan, line]))).toEqual(['site-line', 'gateway-up mini, internet-down mini']);
    expect(judge(viewWith([lan]))).toEqual(['site-lan', 'gateway-down pc, internet-down pc']);
    expect(judge(viewWith([deviceView('mini', saidAll({ gateway: 'down' }))]))[0]).toBe('site-nothing-tells');
    expect(judge(viewWith([deviceView('mini', saidAll({ internet: 'down' }))]))[0]).toBe('site-nothing-tells');
  });
});

describe('a site that went dark', () => {
  const two = [dark, goneView('pc', 'dark')];
  const powered = onFeeder({ isPowered: true });
  const runs = deviceView('x', LAPTOP);

  test.each<[string, OutageView, Neighbour[], string, string]>([
    ['with two devices', viewWith(two), [], 'dark-together', 'unclean-stop mini, unclean-stop pc'],
    [
      'with one, as the feeder did',
      viewWith([dark]),
      [onFeeder({ sign: 'dark' })],
      'dark-on-feeder',
      'unclean-stop mini, neighbour-powerless s2',
    ],
    [
      'with one, as one of the feeder runs on a UPS',
      viewWith([dark]),
      [onFeeder({ isPowerless: true })],
      'dark-on-feeder',
      'unclean-stop mini, neighbour-powerless s2',
    ],
    [
      'with one, as one of another feeder did',
      viewWith([dark]),
      [ofProvider({ sign: 'dark' })],
      'dark-alone',
      'unclean-stop mini, single-device mini',
    ],
    [
      'with a laptop',
      viewWith([dark, goneView('l', 'dark', LAPTOP)]),
      [],
      'dark-alone',
      'unclean-stop mini, single-device mini',
    ],
    ['long before', viewWith([goneView('mini', 'dark', { isFresh: false })]), [], 'nothing-tells', 'unclean-stop mini'],
    [
      'on mains to the last',
      viewWith([goneView('mini', 'dark', saidAll({ mains: 'on' }))]),
      [],
      'dark-on-mains',
      'unclean-stop mini, mains-on mini',
    ],
    [
      'closed while the feeder was on',
      viewWith([dark], CLOSED),
      [powered],
      'switched-off',
      'unclean-stop mini, outside-hours, neighbour-up s2',
    ],
    [
      'in hours while the feeder was on',
      viewWith([dark]),
      [powered],
      'dark-while-feeder-on',
      'unclean-stop mini, neighbour-up s2',
    ],
    ['closed with nobody to tell', viewWith([dark], CLOSED), [], 'dark-alone', 'unclean-stop mini, single-device mini'],
  ])('%s', (_, view, neighbours, rule, evidence) => {
    expect(judge(view, ...neighbours)).toEqual([`site-${rule}`, evidence]);
  });

  test('did not while a device ran on', () => {
    for (const one of [onFeeder({ sign: 'dark' }), powered, neighbour({})]) {
      for (const view of [viewWith([...two, runs]), viewWith([dark, runs]), viewWith([dark, runs], CLOSED)]) {
        expect(judge(view, one)[0]).toBe('site-nothing-tells');
      }
      expect(judge(viewWith([goneView('mini', 'dark', saidAll({ mains: 'on' })), runs]))[0]).toBe('site-nothing-tells');
    }
  });
});

describe('a site where all said goodbye', () => {
  const stopped = (given = {}) => goneView('mini', 'stopped', given);
  const since = (ms: number) => {
    const { gap } = stopped();
    return { gap: gap && { ...gap, from: BEGAN - ms }, isFresh: ms < 120_000 };
  };

  test('was stopped as it began, or was not started', () => {
    expect(judge(viewWith([stopped(), goneView('pc', 'asleep')], SILENT))).toEqual([
      'site-stopped',
      'clean-stop mini, suspended pc',
    ]);
    expect(judge(viewWith([stopped(since(15_000))], SILENT))[0]).toBe('site-stopped');
    expect(judge(viewWith([stopped(since(15_001))], SILENT))).toEqual(['site-not-started', 'clean-stop mini']);
    expect(judge(viewWith([stopped(since(15_001)), goneView('pc', 'asleep')], SILENT))[0]).toBe('site-not-started');
  });

  test('was not where nothing was silent, one did not, or nobody is expected', () => {
    expect(judge(viewWith([stopped()]))[0]).toBe('site-nothing-tells');
    expect(judge(viewWith([stopped(), goneView('pc', 'silent')], SILENT))[0]).toBe('site-nothing-tells');
    expect(judge(viewWith([stopped(LAPTOP)], SILENT))[0]).toBe('site-nothing-tells');
    expect(judge(viewWith([stopped(), goneView('l', 'silent', LAPTOP)], SILENT))[0]).toBe('site-stopped');
  });

  test('may not have been started for want of power', () => {
    const before = viewWith([stopped(since(900_000))], SILENT);
    expect(judge(before, onFeeder({ standing: 'dark' }))[0]).toBe('site-nothing-tells');
    expect(judge(before, ofProvider({ standing: 'dark' }))[0]).toBe('site-not-started');
    expect(judge(viewWith([stopped()], SILENT), onFeeder({ standing: 'dark' }))[0]).toBe('site-stopped');
  });
});

describe('a site that fell silent', () => {
  const silent = viewWith([goneView('mini', 'silent')], SILENT);

  test.each<[string, Neighbour[], string, string]>([
    [
      'as the feeder lost power',
      [onFeeder({ sign: 'powerless' })],
      'silent-on-feeder',
      'silent mini, neighbour-powerless s2',
    ],
    [
      'as the provider lost a line',
      [ofProvider({ sign: 'line' })],
      'silent-with-line',
      'silent mini, neighbour-line-down s2',
    ],
    ['as one of the feeder lost its line', [onFeeder({ sign: 'line' })], 'nothing-tells', 'silent mini'],
    [
      'with the feeder, not the provider',
      [onFeeder({ sign: 'silent' }), ofProvider({ siteId: 's3', sign: 'up' })],
      'silent-feeder-only',
      'silent mini, neighbour-silent s2, neighbour-up s3',
    ],
    [
      'with the provider, not the feeder',
      [ofProvider({ sign: 'silent' }), onFeeder({ siteId: 's3', sign: 'up' })],
      'silent-provider-only',
      'silent mini, neighbour-silent s2, neighbour-up s3',
    ],
    [
      'with one that shares both',
      [onFeeder({ sharesProvider: true, sign: 'silent' }), ofProvider({ sign: 'up' }), onFeeder({ sign: 'up' })],
      'nothing-tells',
      'silent mini',
    ],
    [
      'with the feeder, as one that shares both is up',
      [onFeeder({ sign: 'silent' }), onFeeder({ sharesProvider: true, sign: 'up' })],
      'nothing-tells',
      'silent mini',
    ],
    [
      'with the provider, as one that shares both is up',
      [ofProvider({ sign: 'silent' }), onFeeder({ sharesProvider: true, sign: 'up' })],
      'nothing-tells',
      'silent mini',
    ],
    ['with the feeder alone', [onFeeder({ sign: 'silent' })], 'nothing-tells', 'silent mini'],
    ['with the provider alone', [ofProvider({ sign: 'silent' })], 'nothing-tells', 'silent mini'],
    ['while others are up', [ofProvider({ sign: 'up' }), onFeeder({ sign: 'up' })], 'nothing-tells', 'silent mini'],
  ])('%s', (_, neighbours, rule, evidence) => {
    expect(judge(silent, ...neighbours)).toEqual([`site-${rule}`, evidence]);
    // Neither does anything of it count where a device ran on, or told something else.
    for (const view of [
      viewWith([goneView('mini', 'silent'), deviceView('x')], SILENT),
      viewWith([goneView('mini', 'silent')]),
    ]) {
      expect(judge(view, ...neighbours)[0]).toBe('site-nothing-tells');
    }
  });
});

test('a neighbour is told with what it shares', () => {
  const ups = deviceView('ups', off);
  const silent = viewWith([goneView('mini', 'silent')], SILENT);
  const powered = onFeeder({ isPowered: true });
  const shared = (view: OutageView, ...neighbours: Neighbour[]) =>
    judgeCause({ view, neighbours }).evidence.flatMap(({ siteId, text }) => (siteId ? [`${siteId} ${text}`] : []));
  for (const view of [
    viewWith([ups]),
    viewWith([ups], { subject: 'power' }),
    viewWith([dark], CLOSED),
    viewWith([dark]),
  ]) {
    expect(shared(view, powered)).toEqual(['s2 feeder']);
  }
  expect(shared(viewWith([dark]), onFeeder({ sign: 'dark' }))).toEqual(['s2 feeder']);
  expect(shared(silent, onFeeder({ sign: 'dark' }))).toEqual(['s2 feeder']);
  expect(shared(silent, ofProvider({ sign: 'line' }))).toEqual(['s2 provider']);
  expect(shared(silent, onFeeder({ sign: 'silent' }), ofProvider({ siteId: 's3', sign: 'up' }))).toEqual([
    's2 feeder',
    's3 provider',
  ]);
  expect(shared(silent, ofProvider({ sign: 'silent' }), onFeeder({ siteId: 's3', sign: 'up' }))).toEqual([
    's2 provider',
    's3 feeder',
  ]);
  expect(
    judgeCause({
      view: viewWith([], { subject: 'service:portal' }),
      neighbours: [onFeeder({ watchesService: true, sign: 'up' })],
    }).evidence[1],
  ).toEqual({ kind: 'neighbour-service-up', at: BEGAN, siteId: 's2' });
});

test('what a device stated is told with the time at which it did', () => {
  const times = (...devices: OutageView['devices']) =>
    judgeCause({ view: viewWith(devices), neighbours: [] }).evidence.map(({ kind, at }) => `${kind} ${at}`);
  expect(times(deviceView('ups', { mains: said('off', 5) }))).toEqual(['mains-off 5']);
  for (const [value, kind] of [
    ['up', 'gateway-up'],
    ['down', 'gateway-down'],
  ] as const) {
    const seen = deviceView('mini', { gateway: said(value, 6), internet: said('down', 7) });
    expect(times(seen)).toEqual([`${kind} 6`, 'internet-down 7']);
  }
  expect(times(goneView('mini', 'dark', { mains: said('on', 8) }))[1]).toBe('mains-on 8');
});

test('mains that two devices lost outside hours is told of by neighbours of the moments of one of them', () => {
  const early = deviceView('ups', { mains: said('off', BEGAN - 10 * MINUTE) });
  const view = viewWith([early, deviceView('pc', off)], CLOSED);
  expect(judge(view, onFeeder({ mainsLostAt: BEGAN }), onFeeder({ sign: 'dark' }))[0]).toBe('site-mains-off');
  expect(judge(view, onFeeder({ sign: 'dark' }))[0]).toBe('site-mains-off-closed');
  expect(judge(view, onFeeder({ mainsLostAt: BEGAN - 5 * MINUTE }))[0]).toBe('site-mains-off-closed');
});

test('a cut at one UPS alone may be its plug; at two, or in one that did not run on, it is not', () => {
  const power = (devices: OutageView['devices'], ...neighbours: Neighbour[]) =>
    judge(viewWith(devices, { subject: 'power' }), ...neighbours);
  const ups = deviceView('ups', off);
  const powered = onFeeder({ isPowered: true });
  expect(power([ups], powered)).toEqual(['power-own-plug', 'mains-off ups, neighbour-up s2']);
  expect(power([ups])).toEqual(['power-off', 'mains-off ups']);
  expect(power([ups], neighbour({ isPowered: true }))[0]).toBe('power-off');
  expect(power([ups], onFeeder({ sign: 'up' }))[0]).toBe('power-off');
  expect(power([ups, deviceView('pc', off)], powered)[0]).toBe('power-off');
  expect(power([goneView('ups', 'dark', off)], powered)[0]).toBe('power-off');
});

test('names and the way to the server fail with a witness that reached the Internet', () => {
  const dns = (...devices: OutageView['devices']) => judge(viewWith(devices, { subject: 'dns' }));
  expect(dns(deviceView('mini', saidAll({ dns: 'down', internet: 'up' })))).toEqual([
    'dns-alone',
    'dns-down mini, internet-up mini',
  ]);
  const cutOff = deviceView('mini', saidAll({ dns: 'down', internet: 'down' }));
  expect(dns(cutOff, deviceView('router', saidAll({ internet: 'up' })))[0]).toBe('dns-nothing-tells');
  expect(dns(deviceView('mini', saidAll({ dns: 'down' })))[0]).toBe('dns-nothing-tells');
  const hub = (...devices: OutageView['devices']) =>
    judgeCause({ view: viewWith(devices, { subject: 'hub' }), neighbours: [] });
  const lost = deviceView('mini', { internet: said('up', 5), hub: said('down', 7) });
  expect(hub(lost)).toMatchObject({
    rule: 'hub-alone',
    evidence: [
      { kind: 'hub-down', at: 7 },
      { kind: 'internet-up', at: 5 },
    ],
  });
  expect(hub({ ...lost, hub: said('up', 7) }).evidence[0]).toMatchObject({ kind: 'hub-down', at: BEGAN });
  expect(hub({ ...lost, ranOn: false }).rule).toBe('hub-nothing-tells');
  expect(hub(deviceView('mini')).rule).toBe('hub-nothing-tells');
});

describe('a service', () => {
  const watcher = (siteId: string, sign: Neighbour['sign'], watchesService = true) =>
    neighbour({ siteId, sign, watchesService, hasOtherProvider: true });
  const next = (siteId: string, sign: Neighbour['sign']) => ({ ...watcher(siteId, sign), hasOtherProvider: false });

  test.each<[string, Neighbour[], string, string]>([
    ['that nobody else watches', [], 'one-watcher', ''],
    ['that others cannot tell of', [watcher('s2', 'unknown')], 'one-watcher', ''],
    ['that another site without it is up', [watcher('s2', 'up', false)], 'one-watcher', ''],
    [
      'that fails at another site as well, and in another way at a third',
      [watcher('s2', 'failing'), watcher('s3', 'silent')],
      'one-watcher',
      '',
    ],
    [
      'that another site reaches, whatever fails at others',
      [watcher('s2', 'failing'), watcher('s3', 'up'), watcher('s4', 'up', false)],
      'here-only',
      'neighbour-service-up s3',
    ],
    [
      'that fails wherever it is watched',
      [watcher('s2', 'failing'), watcher('s3', 'unknown'), watcher('s4', 'up', false), watcher('s5', 'failing')],
      'everywhere',
      'neighbour-service-down s2, neighbour-service-down s5',
    ],
    [
      'that fails wherever it is watched, one of them over another line',
      [next('s2', 'failing'), watcher('s3', 'failing')],
      'everywhere',
      'neighbour-service-down s2, neighbour-service-down s3',
    ],
    [
      'that fails wherever it is watched over one line, whatever the line is of a site that cannot tell',
      [next('s2', 'failing'), watcher('s3', 'unknown'), watcher('s4', 'failing', false)],
      'one-provider',
      'neighbour-service-down s2',
    ],
    [
      'that another site reached before, and need not have looked at since',
      [watcher('s2', 'failing'), { ...watcher('s3', 'unknown'), isUnsure: true }],
      'unsure',
      '',
    ],
  ])('%s', (_, neighbours, rule, others) => {
    const { rule: found, evidence } = judgeCause({ view: viewWith([], { subject: 'service:portal' }), neighbours });
    expect([found, evidence[0]]).toEqual([`service-${rule}`, { kind: 'service-down', at: BEGAN, text: 'portal' }]);
    expect(
      evidence
        .slice(1)
        .map((one) => `${one.kind} ${one.siteId}`)
        .join(', '),
    ).toBe(others);
  });
});

describe('a device', () => {
  const one = (...devices: OutageView['devices']) => judge(viewWith(devices, { subject: 'device:mini' }));
  const witness = deviceView('pc');

  test.each<[string, OutageView['devices'], string, string]>([
    [
      'ran on without the gateway',
      [deviceView('mini', saidAll({ gateway: 'down' }))],
      'lan',
      'gateway-down mini, ran-on mini',
    ],
    ['ran on with it', [deviceView('mini', saidAll({ gateway: 'up' }))], 'nothing-tells', ''],
    ['said goodbye', [goneView('mini', 'stopped')], 'stopped', 'clean-stop mini'],
    ['sleeps', [goneView('mini', 'asleep')], 'stopped', 'suspended mini'],
    [
      'went dark as a UPS lost mains',
      [deviceView('ups', off), dark],
      'dark-with-mains',
      'mains-off ups, unclean-stop mini',
    ],
    [
      'went dark long after',
      [deviceView('ups', { mains: said('off', BEGAN - 2 * MINUTE - 1) }), dark],
      'dark',
      'unclean-stop mini, ran-on ups',
    ],
    [
      'went dark two minutes after',
      [deviceView('ups', { mains: said('off', BEGAN - 2 * MINUTE) }), dark],
      'dark-with-mains',
      'mains-off ups, unclean-stop mini',
    ],
    ['fell silent with a UPS', [deviceView('ups', off), goneView('mini', 'silent')], 'nothing-tells', 'silent mini'],
    ['had lost mains itself', [goneView('mini', 'silent', off)], 'lost-power', 'mains-off mini, silent mini'],
    ['runs on without mains', [deviceView('mini', off)], 'nothing-tells', ''],
    [
      'went dark with another',
      [dark, goneView('pc', 'dark'), deviceView('x')],
      'dark-together',
      'unclean-stop mini, unclean-stop pc',
    ],
    ['went dark while others ran on', [witness, dark], 'dark', 'unclean-stop mini, ran-on pc'],
    [
      'fell silent while others went dark',
      [goneView('mini', 'silent'), goneView('a', 'dark'), goneView('b', 'dark')],
      'nothing-tells',
      'silent mini, unclean-stop a, unclean-stop b',
    ],
    ['is not there', [goneView('pc', 'dark')], 'nothing-tells', 'unclean-stop pc'],
  ])('%s', (_, devices, rule, evidence) => {
    expect(one(...devices)).toEqual([`device-${rule}`, evidence]);
  });

  test('has three witnesses at the most', () => {
    expect(one(dark, ...['a', 'b', 'c', 'd'].map((id) => deviceView(id)))[1]).toBe(
      'unclean-stop mini, ran-on a, ran-on b, ran-on c',
    );
  });
});

describe('what became of a device', () => {
  const told = (...devices: OutageView['devices']) => judgeCause({ view: viewWith(devices), neighbours: [] }).evidence;
  const lives = [
    ['asleep', 'suspended'],
    ['dark', 'unclean-stop'],
    ['agent-dead', 'agent-restart'],
    ['dropped', 'journal-dropped'],
  ] as const;

  test.each(lives)('that was %s is told with its end', (life, kind) => {
    const device = goneView('mini', life, { isFresh: false });
    expect(told(device)).toEqual([{ kind, deviceId: 'mini', at: BEGAN, until: ENDED }]);
    const { gap } = device;
    expect(told({ ...device, gap: gap && { ...gap, until: Infinity } })).toEqual([
      { kind, deviceId: 'mini', at: BEGAN },
    ]);
    expect(told({ ...device, gap: gap && { ...gap, from: -Infinity } })).toEqual([
      { kind, deviceId: 'mini', at: ENDED, until: ENDED },
    ]);
  });

  test('that said goodbye is told with the reason, where it has one', () => {
    const device = goneView('mini', 'stopped');
    expect(told(device)).toEqual([{ kind: 'clean-stop', deviceId: 'mini', at: BEGAN }]);
    const stop = { at: BEGAN - 3, reason: 'shutdown' };
    const { gap } = device;
    expect(told({ ...device, gap: gap && { ...gap, stop } })).toEqual([
      { kind: 'clean-stop', deviceId: 'mini', at: BEGAN - 3, text: 'shutdown' },
    ]);
  });

  test('that nobody expects to be on is not told, nor of one that ran on', () => {
    expect(told(goneView('mini', 'silent', LAPTOP), deviceView('pc'), goneView('x', 'silent'))).toEqual([
      { kind: 'silent', deviceId: 'x', at: BEGAN },
    ]);
  });
});
