import { startOfDay } from '@wardwatch/shared/calendar';
import { describe, expect, it } from 'vitest';
import { deviceStory } from './device-journal.ts';
import type { AliveMs, DeviceStory } from './story.ts';
import { shared, totalMs, without } from './spans.ts';
import { wardSites } from './ward-sites.ts';
import { wardTruth, type WardTruth } from './ward-truth.ts';

const period = { from: startOfDay('2026-07-01'), until: startOfDay('2026-08-01') };
const sites = wardSites(7, 8);
const truth = wardTruth({ seed: 7, period, sites });
const stories = storiesOf(truth, 600_000);
/** A point says in moments what it saw in between. */
const [points, agents] = [true, false].map((isPoint) =>
  stories.filter((one) => (one.device.pushMs !== null) === isPoint),
) as [DeviceStory[], DeviceStory[]];

function storiesOf(told: WardTruth, aliveMs: AliveMs): DeviceStory[] {
  return told.sites.flatMap((site) =>
    site.devices.flatMap((device) => {
      const world = told.worlds.get(site.key);
      return world ? [deviceStory(told, world, device, aliveMs)] : [];
    }),
  );
}

describe('wardTruth', () => {
  it('tells the same for the same seed, and something else for another', () => {
    const again = wardTruth({ seed: 7, period, sites: wardSites(7, 8) });
    expect(JSON.stringify(again)).toBe(JSON.stringify(truth));
    expect(JSON.stringify(storiesOf(again, 600_000))).toBe(JSON.stringify(stories));
    expect(wardTruth({ seed: 8, period, sites }).happenings).not.toEqual(truth.happenings);
  });

  it('has outages of each site in order, apart, and within the period', () => {
    for (const site of sites) {
      const own = truth.outages.filter((outage) => outage.site === site.key);
      for (const [index, { from, until }] of own.entries()) {
        expect(from).toBeLessThan(until);
        expect(from).toBeGreaterThan(own[index - 1]?.until ?? period.from - 1);
      }
    }
    expect(truth.outages.length).toBeGreaterThan(20);
  });

  it('takes a site down exactly where its network box or its line is', () => {
    for (const [key, { gatewayDown, lineDown, site }] of truth.worlds) {
      if (site.devices.every((device) => device.duty !== 'always')) continue;
      const own = truth.outages.filter((outage) => outage.site === key);
      expect(totalMs(without([...gatewayDown, ...lineDown], own))).toBe(0);
      expect(totalMs(without(own, [...gatewayDown, ...lineDown]))).toBe(0);
    }
  });

  it('books no outage at night where nothing is meant to be on', () => {
    const station = truth.outages.filter((outage) => outage.site === 'tt');
    expect(totalMs(without(station, truth.worlds.get('tt')?.open ?? []))).toBe(0);
  });

  it('lets the server run except while it was down', () => {
    const down = truth.happenings.filter((one) => one.hit === 'server');
    expect(totalMs(truth.serverAlive)).toBe(period.until - period.from - totalMs(down));
  });
});

describe('deviceStory', () => {
  it('writes in order of time, and nothing while the agent does not run', () => {
    for (const { lines, runs } of stories) {
      const times = lines.map((line) => line.at);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      const outside = lines.filter(
        ({ at, mono }) => mono < 0 || !runs.some((run) => run.from <= at && at <= run.until),
      );
      expect(outside).toEqual([]);
    }
  });

  it('delivers nothing before it is written, and all of what was written while connected at once', () => {
    for (const { lines, sessions } of agents) {
      const early = lines.filter(({ at, deliveredAt }) => deliveredAt !== null && deliveredAt < at);
      expect(early).toEqual([]);
      const late = lines.filter(
        ({ at, deliveredAt }) =>
          deliveredAt !== at && sessions.some((one) => one.openedAt <= at && at <= one.heardUntil),
      );
      expect(late).toEqual([]);
    }
  });

  it('proves every run from its first minute to its last by signs no further apart than a minute', () => {
    for (const { lines, runs } of storiesOf({ ...truth, sites: sites.slice(2, 5) }, 60_000)) {
      for (const run of runs) {
        const signs = lines.filter((line) => line.at >= run.from && line.at <= run.until).map((line) => line.at);
        const gaps = [...signs, run.until].map((at, index) => at - (signs[index - 1] ?? run.from));
        expect(Math.max(...gaps)).toBeLessThanOrEqual(60_000);
      }
    }
  });

  it('has no session while the server or the line was away, and never two at a time', () => {
    for (const { device, sessions } of agents) {
      const world = truth.worlds.get(device.key.split('/', 1)[0] ?? '');
      const spans = sessions.map(({ openedAt, heardUntil }) => ({ from: openedAt, until: heardUntil }));
      const away = [...(world?.gatewayDown ?? []), ...(world?.lineDown ?? []), ...truth.serverAlone];
      expect(shared(spans, away)).toEqual([]);
      expect(totalMs(without(spans, truth.serverAlive))).toBe(0);
      for (const [index, { openedAt }] of sessions.entries()) {
        expect(openedAt).toBeGreaterThan(sessions[index - 1]?.heardUntil ?? 0);
      }
    }
  });

  it('states the line as down within one interval of the cut, where the device ran on', () => {
    const mini = stories.filter((story) => story.device.duty === 'always');
    for (const { device, lines, runs } of mini) {
      const world = truth.worlds.get(device.key.split('/', 1)[0] ?? '');
      for (const cut of world?.lineDown ?? []) {
        const isApart = [...(world?.gatewayDown ?? []), ...(world?.lineDown ?? [])].every(
          (one) => one === cut || one.until < cut.from - 60_000 || one.from > cut.until + 60_000,
        );
        const isSeen = runs.some((run) => run.from < cut.from - 60_000 && run.until > cut.from + 60_000);
        if (!isApart || !isSeen || cut.until - cut.from < 60_000) continue;
        const told = lines.find(({ at, body }) => at >= cut.from && body.kind === 'fact' && body.fact === 'internet');
        expect(told?.body).toMatchObject({ value: 'down' });
        expect((told?.at ?? Infinity) - cut.from).toBeLessThan(15_000);
      }
    }
  });

  it('tells of a power cut by mains, then falls silent when the battery is empty, and boots unclean', () => {
    const house = stories.find((story) => story.device.key === 'nvh-01/mini');
    const cut = truth.worlds.get('nvh-01')?.mainsOff.find(({ from, until }) => until - from > 3_600_000);
    const after = house?.lines.filter(({ at, body }) => at >= (cut?.from ?? Infinity) && body.kind !== 'alive') ?? [];
    expect(after[0]?.body).toMatchObject({ kind: 'fact', fact: 'mains', value: 'off' });
    const boot = after.find(({ body }) => body.kind === 'event' && body.event === 'boot');
    expect(boot?.body).toMatchObject({ event: 'boot', clean: false });
    expect(boot?.at).toBeGreaterThan(cut?.until ?? Infinity);
  });

  it('tells of a service that fails at every site that looks at it and has a line', () => {
    const spans = truth.worlds.get('hq')?.servicesDown.get('cong-dvc') ?? [];
    expect(spans.length).toBeGreaterThan(0);
    const watchers = stories.filter(({ device }) => device.watches.includes('cong-dvc'));
    expect(watchers.length).toBeGreaterThan(3);
    for (const { device, lines, runs } of watchers) {
      const world = truth.worlds.get(device.key.split('/', 1)[0] ?? '');
      for (const span of spans) {
        const isWhole = runs.some((run) => run.from < span.from - 180_000 && run.until > span.until + 180_000);
        const isDisturbed = shared(
          [{ from: span.from - 180_000, until: span.until + 180_000 }],
          [...(world?.gatewayDown ?? []), ...(world?.lineDown ?? [])],
        );
        if (!isWhole || isDisturbed.length > 0 || span.until - span.from < 180_000) continue;
        const told = lines.filter(
          ({ at, body }) =>
            at >= span.from && at < span.until + 120_000 && body.kind === 'fact' && body.fact === 'service:cong-dvc',
        );
        expect(told.map(({ body }) => body)).toMatchObject([{ value: 'down', detail: 'status: 503' }, { value: 'up' }]);
        expect((told[0]?.at ?? Infinity) - span.from).toBeLessThan(75_000);
      }
    }
  });

  it('lets a UPS say that it is low before the house goes dark, and tells of each discharge', () => {
    const house = stories.find((story) => story.device.key === 'nvh-01/mini');
    const told = house?.lines.flatMap(({ body }) => (body.kind === 'fact' && body.fact === 'ups' ? [body.value] : []));
    expect(told).toContain('low');
    const discharges = house?.lines.filter(({ body }) => body.kind === 'event' && body.event === 'discharge');
    expect(discharges?.length).toBeGreaterThan(0);
  });

  it('has points that push while they have power and a line, and tell of what lay between', () => {
    expect(points).toHaveLength(1);
    for (const { device, lines, sessions, runs } of points) {
      const world = truth.worlds.get(device.key.split('/', 1)[0] ?? '');
      const pushed = lines.flatMap(({ body, deliveredAt }) => (body.kind === 'alive' ? [deliveredAt ?? 0] : []));
      expect(
        shared(
          pushed.map((at) => ({ from: at, until: at + 1 })),
          world?.gatewayDown ?? [],
        ),
      ).toEqual([]);
      expect(lines.every(({ at, deliveredAt }) => deliveredAt !== null && deliveredAt >= at)).toBe(true);
      expect(lines.filter(({ body }) => body.kind === 'event').length).toBeGreaterThan(1);
      expect(runs.length).toBeGreaterThan(1);
      for (const [index, { openedAt }] of sessions.entries()) {
        expect(openedAt).toBeGreaterThan(sessions[index - 1]?.heardUntil ?? 0);
      }
    }
  });
});
