import { indexHolidays, openIntervals } from '../../calendar/index.ts';
import { calendarWith, hoursOf } from '../../calendar/calendar.fixtures.ts';
import type { Interval } from '../../lib/index.ts';
import type { Calendar, CalendarVersion, Duty, HolidayDay, LocalDate } from '../../model/index.ts';
import type { PlannedSpan } from '../evidence.ts';
import { listeningSpans, type ServerEvidence } from '../server-outages.ts';
import type { WardSite } from '../ward.ts';
import { DeviceScript } from './device-script.fixtures.ts';

const DAY_MS = 24 * 3_600_000;
/** How long agents take to find a server that is back. */
const RECONNECT_TAKES_MS = 30_000;

/** A site of a scenario. */
export interface SiteScript {
  name: string;
  provider: string | null;
  feeder: string | null;
  hostsServer: boolean;
  /** Opening hours, from Monday to Friday unless `isDaily`; versions by their first day. */
  hours: { from: LocalDate; text: string; isDaily: boolean }[];
}

/** A device with its part, and where it stands. */
export interface Part {
  device: DeviceScript;
  site: SiteScript;
  terms: { site: SiteScript; from: number; until: number; duty: Duty }[];
  /** Whether it could reach the server, as far as its own line goes. */
  hasWay: boolean;
}

/** The ward of a scenario: sites, devices and the server, as they act. */
export class WardScript {
  readonly sites = new Map<string, SiteScript>();
  readonly parts = new Map<string, Part>();
  readonly notices: { span: PlannedSpan; concerns: (site: SiteScript) => boolean }[] = [];
  readonly holidays: HolidayDay[] = [];
  /** How often services are looked at, by their names; others once a minute. */
  readonly paces = new Map<string, number>();
  readonly #alive: Interval[];
  readonly #canariesDown: Interval[] = [];
  #isServerRunning = true;
  #hasServerNetwork = true;

  constructor(from: number) {
    this.#alive = [{ from: from - DAY_MS, until: Infinity }];
  }

  /** Lets a device belong to a site from an instant on. */
  assign(part: Part, site: SiteScript, duty: Duty, at: number): void {
    const last = part.terms.at(-1);
    if (last) last.until = Math.min(last.until, at);
    part.site = site;
    part.terms.push({ site, from: at, until: Infinity, duty });
  }

  /** Connects or disconnects a device as its own line and the server allow. */
  settle(part: Part, at: number): void {
    const isReached = this.#hasServerNetwork || part.site.hostsServer;
    part.device.connect(at, part.hasWay && this.#isServerRunning && isReached);
  }

  setWay(part: Part, at: number, hasWay: boolean): void {
    // The server at the site itself is reached without the line.
    part.hasWay = hasWay || part.site.hostsServer;
    this.settle(part, at);
  }

  serverGoes(at: number, how: 'stops' | 'loses its network'): void {
    if (how === 'stops') this.#isServerRunning = false;
    else this.#hasServerNetwork = false;
    const alive = this.#alive.at(-1);
    if (how === 'stops' && alive) alive.until = at;
    if (how === 'loses its network') this.#canariesDown.push({ from: at, until: Infinity });
    for (const part of this.parts.values()) {
      if (how === 'stops') part.device.serverStops(at);
      this.settle(part, at);
    }
  }

  serverComes(at: number, how: 'starts' | 'has its network back'): void {
    if (how === 'starts') this.#isServerRunning = true;
    else this.#hasServerNetwork = true;
    const lonely = this.#canariesDown.at(-1);
    if (how === 'starts') this.#alive.push({ from: at, until: Infinity });
    else if (lonely) lonely.until = at;
    for (const part of this.parts.values()) this.settle(part, at + RECONNECT_TAKES_MS);
  }

  server(now: number): ServerEvidence {
    const upToNow = (spans: readonly Interval[]): Interval[] =>
      spans.filter((span) => span.from <= now).map(({ from, until }) => ({ from, until: Math.min(until, now) }));
    return { alive: upToNow(this.#alive), canariesDown: upToNow(this.#canariesDown) };
  }

  /** What has reached the server by `now`. */
  evidenceAt(now: number, window: Interval): WardSite[] {
    return [...this.sites.values()].map((site) => ({
      ties: { siteId: site.name, provider: site.provider, feeder: site.feeder },
      evidence: {
        siteId: site.name,
        hostsServer: site.hostsServer,
        devices: [...this.parts.values()].flatMap(({ device, terms }) => {
          const here = terms.filter((term) => term.site === site);
          return here.length === 0 ? [] : [device.evidenceAt(now, here)];
        }),
        open: this.openHours(site, { from: window.from, until: now + DAY_MS }),
        planned: this.notices.flatMap(({ span, concerns }) => (concerns(site) && span.enteredAt <= now ? [span] : [])),
        listening: listeningSpans(this.server(now)),
      },
    }));
  }

  /** Opening hours by the calendar of the site. */
  openHours(site: SiteScript, window: Interval): Interval[] {
    return openIntervals(calendarOf(site), indexHolidays(this.holidays), window);
  }
}

function calendarOf({ hours }: SiteScript): Calendar {
  const versions = hours.map(({ from, text, isDaily }, index): Partial<CalendarVersion> => {
    const [work, rest] = [hoursOf(text), hoursOf(isDaily ? text : '')];
    const week = { mon: work, tue: work, wed: work, thu: work, fri: work, sat: rest, sun: rest };
    return { version: index + 1, validFrom: from, week, observesHolidays: true };
  });
  return calendarWith(versions);
}
