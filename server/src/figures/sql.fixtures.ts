import { DatabaseSync } from 'node:sqlite';

/**
 * Views of a store's file for one period, in plain SQL and with none of the product's code: `:from`, `:until` and the
 * last day are put in as numbers and text. Opening hours are those of a new installation.
 *
 * - `open (calendar, a, b)`: opening hours; `whole` is the period itself.
 * - `counted`: rows of the ledger that enter sums, clipped to the period, with their cause and whether it is confirmed.
 * - `down`: down time of each of them, by the timelines.
 * - `sums`: what each site was, by state, in opening hours and around the clock.
 */
export function openPeriodViews(file: string, period: { first: string; last: string; from: number; until: number }) {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  const { first, last, from, until } = period;
  db.exec(`
    create temp view period as select ${from} as a, ${until} as b, '${last}' as last_day;
    create temp view days as
      with recursive day (date) as (
        select '${first}' union all select date(date, '+1 day') from day where date < '${last}')
      select date, unixepoch(date) * 1000 - 7 * 3600000 as start,
        strftime('%w', date) in ('1', '2', '3', '4', '5') as is_weekday,
        (select json_extract(body, '$.kind') from holidays where holidays.date = day.date) as special
      from day;
    create temp view open as
      select calendar.id as calendar, start + hours.a * 60000 as a, start + hours.b * 60000 as b
        from days, (select 'hq' as id union all select 'pvhcc') as calendar,
          (select 450 as a, 690 as b union all select 780, 1020) as hours
        where (is_weekday and special is null) or special = 'swap-work'
      union all select 'nvh', start + 420 * 60000, start + 1260 * 60000 from days
      union all select 'always', a, b from period
      union all select 'whole', a, b from period;
    create temp view rows_in as
      select outages.id, site_id, subject, max(from_at, period.a) as a, min(until_at, period.b) as b, from_at, until_at,
        status, coalesce(json_extract(body, '$.confirmed.cause'), json_extract(body, '$.suggested.cause')) as cause,
        json_extract(body, '$.confirmed.cause') is not null as is_confirmed,
        json_extract(body, '$.excluded.reason') is not null as is_excluded,
        coalesce(json_extract(body, '$.disagreement.what'), '') = 'gone' as is_gone
      from outages, period where from_at < period.b and until_at > period.a;
    create temp view counted as
      select * from rows_in where status in ('ongoing', 'closed') and not is_excluded and not is_gone;
    create temp view spans_in as
      select site_id, subject, max(from_at, period.a) as a, min(until_at, period.b) as b, state
      from site_spans, period where from_at < period.b and until_at > period.a;
    create temp view down as
      select counted.id, counted.site_id, counted.subject, cause, is_confirmed, counted.from_at, counted.until_at,
        coalesce(sum(min(spans_in.b, counted.b) - max(spans_in.a, counted.a)), 0) as whole_ms,
        coalesce(sum((select sum(max(0, min(spans_in.b, counted.b, open.b) - max(spans_in.a, counted.a, open.a)))
          from open where open.calendar = sites.calendar_id)), 0) as open_ms
      from counted left join sites on sites.id = counted.site_id
        left join spans_in on spans_in.site_id = counted.site_id and spans_in.subject = counted.subject
          and spans_in.state = 'down' and spans_in.a < counted.b and spans_in.b > counted.a
      group by counted.id;
    create temp view calendars_of as
      select id as site_id, 'open' as which, calendar_id as calendar from sites
      union all select id, 'whole', 'whole' from sites;
    create temp view sums as
      select calendars_of.site_id, which, subject, state,
        sum(max(0, min(spans_in.b, open.b) - max(spans_in.a, open.a))) as ms
      from calendars_of join open on open.calendar = calendars_of.calendar
        join spans_in on spans_in.site_id = calendars_of.site_id
      group by 1, 2, 3, 4;
    create temp view left_out as
      select calendars_of.site_id, which,
        sum(max(0, min(spans_in.b, open.b, rows_in.b) - max(spans_in.a, open.a, rows_in.a))) as ms
      from calendars_of join open on open.calendar = calendars_of.calendar
        join rows_in on rows_in.site_id = calendars_of.site_id and is_excluded and rows_in.subject = 'site'
        join spans_in on spans_in.site_id = calendars_of.site_id and spans_in.subject = 'site'
          and spans_in.state = 'down'
      group by 1, 2;
    create temp view item_stages as
      select json_extract(body, '$.siteId') as site_id, json_extract(body, '$.kind') as kind,
        json_extract(body, '$.quantity') as quantity,
        (select json_extract(value, '$.stage') from json_each(body, '$.stages')
          where json_extract(value, '$.on') <= period.last_day order by key desc limit 1) as stage
      from records, period where records.kind = 'equipment';
    create temp view house_stages as
      select sites.id as site_id,
        case when sum(stage = 'in-use') = 2 then 'in-use'
          when sum(stage in ('in-use', 'installing')) = 2 then 'installing'
          when sum(stage in ('in-use', 'installing', 'funded')) = 2 then 'funded'
          when count(stage) = 2 then 'requested' else 'not-equipped' end as stage
      from sites left join item_stages on item_stages.site_id = sites.id and item_stages.kind in ('line', 'access-point')
      where sites.kind = 'cultural-house' group by sites.id;`);
  return db;
}
