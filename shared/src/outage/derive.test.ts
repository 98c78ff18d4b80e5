import { describe, expect, test } from 'vitest';
import type { Cause, Verdict } from '../model/index.ts';
import { deriveOutage } from './derive.ts';
import type { PlannedSpan } from './evidence.ts';
import type { SiteOutage } from './judge-site.ts';
import type { Neighbour } from './neighbours.ts';

const FROM = 1_000_000;
const SITE = { siteId: 's1', provider: 'VNPT', feeder: '471' };
const FACT = { at: FROM };

/** An outage as one site's evidence tells of it; nothing is known of its devices, for what is not given. */
function found(subject: SiteOutage['subject'], view: Partial<SiteOutage['view']> = {}): SiteOutage {
  const until = FROM + 600_000;
  return {
    subject,
    from: FROM,
    until,
    start: { earliest: FROM - 5, latest: FROM },
    end: { earliest: until - 5, latest: until },
    interruptions: 1,
    down: [
      { from: FROM, until: FROM + 100 },
      { from: FROM + 300, until },
    ],
    sign: 'silent',
    view: { subject, from: FROM, until, isSilence: false, devices: [], isOpen: true, planned: [], chain: [], ...view },
  };
}

function neighbour(given: Partial<Neighbour>): Neighbour {
  return {
    siteId: 's2',
    sharesFeeder: true,
    sharesProvider: true,
    hasOtherProvider: false,
    isUnsure: false,
    sign: 'silent',
    at: FROM - 7_000,
    isPowered: false,
    isPowerless: false,
    standing: null,
    mainsLostAt: null,
    watchesService: true,
    ...given,
  };
}

const notice = (given: Partial<PlannedSpan> = {}): PlannedSpan => {
  const span = { from: FROM - 10, until: FROM + 9_000_000 };
  return { windowId: 'w1', kind: 'power-cut', source: 'TB-1', enteredAt: FROM - 100, ...span, ...given };
};

/** A device that ran on, with what it saw. */
function device(given: object): SiteOutage['view']['devices'][number] {
  const blank = { mains: null, gateway: null, internet: null, dns: null, hub: null, lastLife: null };
  const more = { provider: null, ups: null, service: null, isInTest: false };
  return { deviceId: 'mini', duty: 'always', ranOn: true, gap: null, isFresh: false, ...blank, ...more, ...given };
}
const line = found('site', {
  devices: [device({ gateway: { value: 'up', ...FACT }, internet: { value: 'down', ...FACT } })],
});
const cut = found('power', { devices: [device({ mains: { value: 'off', ...FACT } })] });

const derive = (outage: SiteOutage, neighbours: Neighbour[] = [], site: typeof SITE | object = SITE) =>
  deriveOutage({ ...SITE, ...site }, outage, neighbours).outage;
const causeOf = ({ suggested }: { suggested: Verdict }): Cause => suggested.cause;

test('an outage keeps what its site tells of it', () => {
  const given = found('service:portal');
  const { outage, down } = deriveOutage(SITE, given, []);
  expect(down).toBe(given.down);
  expect(outage).toMatchObject({
    siteId: 's1',
    subject: 'service:portal',
    from: FROM,
    until: FROM + 600_000,
    start: given.start,
    end: given.end,
    interruptions: 1,
    downMs: 599_800,
    services: ['portal'],
    declaredLate: false,
    incident: null,
  });
  expect(derive(line).services).toEqual([]);
});

describe('an incident', () => {
  test('of the line has the provider and the first start of those that lost it as well', () => {
    expect(causeOf(derive(line))).toBe('internet-line');
    const at = (...neighbours: Neighbour[]) => derive(line, neighbours).incident;
    expect(at(neighbour({ sign: 'line' }))).toBe(`provider:VNPT@${FROM - 7_000}`);
    expect(at(neighbour({ sign: 'silent' }))).toBe(`provider:VNPT@${FROM - 7_000}`);
    expect(at(neighbour({ sign: 'line', at: FROM + 9 }))).toBe(`provider:VNPT@${FROM}`);
    expect(at(neighbour({ sign: 'line', at: FROM - 3 }), neighbour({ sign: 'line', at: FROM - 4 }))).toBe(
      `provider:VNPT@${FROM - 4}`,
    );
    expect(at(neighbour({ sign: 'line', sharesFeeder: false }))).not.toBeNull();
    for (const sign of ['up', 'powerless', 'dark', 'lan', 'unknown', 'failing', 'stopped'] as const)
      expect(at(neighbour({ sign }))).toBeNull();
    expect(at(neighbour({ sign: 'line', sharesProvider: false }))).toBeNull();
    expect(derive(line, [neighbour({ sign: 'line' })], { provider: null }).incident).toBeNull();
  });

  test('of mains has the feeder and the first start of those that lost it as well', () => {
    expect(causeOf(derive(cut))).toBe('mains-power');
    const at = (given: Partial<Neighbour>, site = {}) => derive(cut, [neighbour(given)], site).incident;
    for (const sign of ['powerless', 'dark', 'silent'] as const)
      expect(at({ sign, sharesProvider: false })).toBe(`feeder:471@${FROM - 7_000}`);
    for (const sign of ['up', 'line', 'lan', 'unknown', 'failing', 'stopped'] as const) expect(at({ sign })).toBeNull();
    expect(at({ sign: 'powerless', sharesFeeder: false })).toBeNull();
    expect(at({ sign: 'powerless' }, { feeder: null })).toBeNull();
  });

  test('of a service has its name and those that see it fail', () => {
    const at = (given: Partial<Neighbour>) =>
      derive(found('service:portal'), [neighbour({ siteId: 's3', sign: 'failing', at: FROM }), neighbour(given)]);
    expect(causeOf(at({ sign: 'failing' }))).toBe('upstream-service');
    expect(at({ sign: 'failing' }).incident).toBe(`service:portal@${FROM - 7_000}`);
    expect(at({ sign: 'silent' }).incident).toBe(`service:portal@${FROM}`);
    expect(at({ sign: 'failing', watchesService: false }).incident).toBe(`service:portal@${FROM}`);
  });

  test('of another cause is none', () => {
    const unknown = derive(found('site'), [neighbour({ sign: 'silent' })]);
    expect(causeOf(unknown)).toBe('undetermined');
    expect(unknown.incident).toBeNull();
  });
});

describe('what was announced', () => {
  const planned = (...spans: PlannedSpan[]) =>
    derive(found('service:portal', { planned: spans }), [neighbour({ sign: 'failing' })]);

  test('is one incident for each occurrence of its window', () => {
    const one = planned(notice({ kind: 'maintenance' }));
    expect(causeOf(one)).toBe('planned');
    expect(one.incident).toMatch(/^window:w1@\d+$/);
    expect(one.incident).not.toBe(planned(notice({ kind: 'maintenance', from: FROM - 11 })).incident);
  });

  test('was declared late where every window that covers it was entered after it began', () => {
    const late = (...enteredAt: number[]) =>
      planned(...enteredAt.map((at) => notice({ kind: 'maintenance', enteredAt: at }))).declaredLate;
    expect([late(FROM - 1), late(FROM), late(FROM + 1), late(FROM + 1, FROM - 1), late(FROM + 1, FROM + 2)]).toEqual([
      false,
      false,
      true,
      false,
      true,
    ]);
  });
});
