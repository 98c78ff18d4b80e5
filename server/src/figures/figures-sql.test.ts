import type { DatabaseSync } from 'node:sqlite';
import type { AvailabilityFigure, OutageSum, WardFigures } from '@wardwatch/shared/api';
import { parsePeriod, periodWindow } from '@wardwatch/shared/calendar';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { plantQuarterWard } from './quarter-ward.fixtures.ts';
import { openPeriodViews } from './sql.fixtures.ts';
import { type FiguresWard } from './ward.fixtures.ts';
import { wardFigures } from './ward-figures.ts';

// A real database, read twice: by the product, and by plain SQL over its file.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

let ward: FiguresWard;
beforeAll(async () => {
  ward = await plantQuarterWard();
});
afterAll(() => ward[Symbol.asyncDispose]());

const QUARTERS = [
  { key: '2026-q1', first: '2026-01-01', last: '2026-03-31', before: null },
  { key: '2026-q2', first: '2026-04-01', last: '2026-06-30', before: { first: '2026-01-01', last: '2026-03-31' } },
  { key: '2026-q3', first: '2026-07-01', last: '2026-09-30', before: { first: '2026-04-01', last: '2026-06-30' } },
] as const;

const utcOf = (day: string, plusDays = 0): number => Date.parse(day) + (plusDays * 24 - 7) * 3_600_000;
const viewsOf = ({ first, last }: { first: string; last: string }): DatabaseSync =>
  openPeriodViews(ward.file, { first, last, from: utcOf(first), until: utcOf(last, 1) });

describe.each(QUARTERS)('plain SQL over the file agrees with the figures of $key', (quarter) => {
  let figures: WardFigures;
  let db: DatabaseSync;
  beforeAll(async () => {
    const period = parsePeriod(quarter.key);
    if (!period) throw new Error(quarter.key);
    expect(periodWindow(period)).toEqual({ from: utcOf(quarter.first), until: utcOf(quarter.last, 1) });
    const deps = { store: ward.store, clock: ward.clock, keyFingerprint: () => Promise.resolve('') };
    const outcome = await wardFigures(deps, period, null);
    if (!outcome.ok) throw new Error(outcome.error);
    figures = outcome.figures;
    db = viewsOf(quarter);
  });
  afterAll(() => db.close());

  const all = (text: string, ...values: string[]): Record<string, unknown>[] => db.prepare(text).all(...values);
  const numbers = (text: string, ...values: string[]): unknown[] => Object.values(all(text, ...values)[0] ?? {});
  const SUM = 'select count(*) as n, coalesce(sum(whole_ms), 0) as w, coalesce(sum(open_ms), 0) as o from down';
  const flat = ({ count, wholeMs, openMs }: OutageSum): number[] => [count, wholeMs, openMs];

  it('on every outage and its minutes', () => {
    const rows = all(
      `select id, whole_ms as wholeMs, open_ms as openMs, cause, is_confirmed as isConfirmed from down
       where subject = 'site' order by id`,
    );
    const told = figures.outages.map(({ id, wholeMs, openMs, cause, isConfirmed }) => ({
      id,
      wholeMs,
      openMs,
      cause,
      isConfirmed: isConfirmed ? 1 : 0,
    }));
    expect(told.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(rows.map((row) => ({ ...row })));
    expect(rows.length).toBeGreaterThan(3);
  });

  it('on the totals, by cause, and of the quarter before', () => {
    const total = (isConfirmed: number) => numbers(`${SUM} where subject = 'site' and is_confirmed = ${isConfirmed}`);
    expect(flat(figures.confirmed)).toEqual(total(1));
    expect(flat(figures.suspected)).toEqual(total(0));
    const causes = all(`select distinct cause from down where subject = 'site' order by cause`);
    expect(figures.byCause.map(({ cause }) => cause).toSorted()).toEqual(causes.map(({ cause }) => cause));
    for (const { cause, confirmed, suspected } of figures.byCause) {
      const of = (isConfirmed: number) =>
        numbers(`${SUM} where subject = 'site' and cause = ? and is_confirmed = ${isConfirmed}`, cause);
      expect([flat(confirmed), flat(suspected)], cause).toEqual([of(1), of(0)]);
    }
    if (!quarter.before) return expect(figures.previous).toBeNull();
    const before = viewsOf(quarter.before);
    const row = before.prepare(`${SUM} where subject = 'site' and is_confirmed = 1`).get();
    before.close();
    return expect(figures.previous && flat(figures.previous)).toEqual(Object.values(row ?? {}));
  });

  const shareOf = (figure: AvailabilityFigure, measured: { up: number; down: number; unknown: number }) => {
    const { up, down, unknown } = measured;
    const coverage = up + down + unknown === 0 ? null : (up + down) / (up + down + unknown);
    const isEnough = coverage !== null && coverage >= 0.8;
    expect([figure.upMs, figure.downMs]).toEqual([up, down]);
    expect(figure.coverage).toBe(coverage);
    expect(figure.availability).toBe(isEnough ? up / (up + down) : null);
  };
  const measuredAt = (siteId: string, which: string, subject = 'site') => {
    const ms = (state: string): number =>
      Number(
        numbers(
          `select coalesce(sum(ms), 0) from sums where site_id = ? and which = ? and subject = ? and state = ?`,
          siteId,
          which,
          subject,
          state,
        )[0],
      );
    const [excluded] = numbers(
      `select coalesce(sum(ms), 0) from left_out where site_id = ? and which = ?`,
      siteId,
      which,
    );
    const leftOut = subject === 'site' ? Number(excluded) : 0;
    return { up: ms('up'), down: ms('down') - leftOut, unknown: ms('unknown') };
  };

  it('on the availability, coverage and outages of every site', () => {
    expect(figures.sites).toHaveLength(Number(numbers('select count(*) from sites where archived = 0')[0]));
    for (const site of figures.sites) {
      shareOf(site.open, measuredAt(site.siteId, 'open'));
      shareOf(site.whole, measuredAt(site.siteId, 'whole'));
      const of = (isConfirmed: number) =>
        numbers(`${SUM} where subject = 'site' and site_id = ? and is_confirmed = ${isConfirmed}`, site.siteId);
      expect([flat(site.confirmed), flat(site.suspected)], site.name).toEqual([of(1), of(0)]);
    }
  });

  it('on what is monitored, and how much of it', () => {
    const { monitoring } = figures;
    const [monitored] = numbers(`select count(distinct site_id) from spans_in where subject = 'site'`);
    expect(monitoring.sitesMonitored).toBe(monitored);
    const parts = figures.sites.map(({ siteId }) => measuredAt(siteId, 'open'));
    const sum = (of: (part: (typeof parts)[number]) => number) => parts.reduce((total, part) => total + of(part), 0);
    const known = sum(({ up, down }) => up + down);
    expect(monitoring.openCoverage).toBe(known / (known + sum(({ unknown }) => unknown)));
    const [computers] = numbers(
      `select sum(quantity) from item_stages where kind in ('computer', 'laptop') and stage = 'in-use'`,
    );
    expect(monitoring.computers).toBe(computers);
    const [reporting] = numbers(
      `select count(*) from devices join device_terms on device_terms.device_id = devices.id, period
       where kind in ('computer', 'laptop') and in_service = 1 and from_at < period.b`,
    );
    expect(monitoring.computersMonitored).toBe(reporting);
    expect(monitoring.holes).toBe(numbers(`select count(*) from counted where subject = 'server'`)[0]);
    const doubtful = all(`select date from holidays, period where json_extract(body, '$.confirmed') = 0
      and unixepoch(date) * 1000 between a and b - 1 order by date`);
    expect(monitoring.unconfirmedDays).toEqual(doubtful.map(({ date }) => date));
  });

  it('on the houses and their Wi-Fi', () => {
    const inStage = (stage: string) => numbers(`select count(*) from house_stages where stage = ?`, stage)[0];
    expect(figures.houses).toMatchObject({
      total: numbers('select count(*) from house_stages')[0],
      equipped: inStage('in-use'),
      installing: inStage('installing'),
      funded: inStage('funded'),
      requested: inStage('requested'),
    });
    const [live] = numbers(
      `select count(*) from house_stages, period where stage = 'in-use' and exists (
         select 1 from site_spans, open where site_spans.site_id = house_stages.site_id and subject = 'site'
           and state = 'up' and calendar = 'nvh'
           and min(until_at, open.b, period.b) > max(from_at, open.a, period.b - 86400000))`,
    );
    const [unknown] = numbers(
      `select count(*) from house_stages, period where stage = 'in-use' and not exists (
         select 1 from site_spans where site_spans.site_id = house_stages.site_id and subject = 'site'
           and state in ('up', 'down') and until_at > period.b - 86400000 and from_at < period.b)`,
    );
    expect([figures.houses.wifiLive, figures.houses.wifiNoData]).toEqual([live, unknown]);
  });

  it('on the services', () => {
    for (const service of figures.services) {
      const subject = `service:${service.serviceId}`;
      const looking = all(`select distinct site_id as id from spans_in where subject = ?`, subject);
      expect(service.siteIds).toEqual(looking.map(({ id }) => id));
      const parts = service.siteIds.map((id) => measuredAt(id, 'open', subject));
      const [first] = parts;
      if (first) shareOf(service.open, first);
      const of = (isConfirmed: number) =>
        numbers(`${SUM} where subject = ? and is_confirmed = ${isConfirmed}`, subject);
      expect([flat(service.confirmed), flat(service.suspected)]).toEqual([of(1), of(0)]);
    }
    expect(figures.services).toHaveLength(Number(numbers('select count(*) from services')[0]));
  });

  it('on what would have avoided how much', () => {
    const ended = `subject = 'site' and is_confirmed and until_at <= (select b from period)`;
    const inside = `from_at >= (select a from period)`;
    for (const one of figures.counterfactuals) {
      const what = {
        ups: `cause = 'mains-power' and ${inside} and whole_ms <= ${(one.minutes ?? 0) * 60_000}`,
        'backup-line': `cause in ('internet-line', 'dns')`,
        'spare-device': `cause in ('device-fault', 'local-network')`,
        'watched-power': `cause = 'mains-power' and ${inside} and whole_ms > ${240 * 60_000}`,
      }[one.remedy];
      expect([one.outageIds.length, one.wholeMs, one.openMs], one.remedy).toEqual(
        numbers(`${SUM} where ${ended} and ${what}`),
      );
    }
    expect(figures.counterfactuals.length).toBeGreaterThan(1);
  });

  it('on where the chain of the ledger ends', () => {
    const [count, head] = numbers('select place, hash from outage_revisions order by place desc limit 1');
    expect(figures.ledger).toMatchObject({ count, head });
  });
});
