import type {
  Availability,
  CalendarList,
  LedgerHealth,
  OutageDetail,
  OutageList,
  SiteAvailability,
  SiteSpan,
} from '@wardwatch/shared/api';
import type { LedgerRevision, LedgerRow, PlannedWindow, WeekHours } from '@wardwatch/shared/model';
import { HOUR, MINUTE, NOW } from './rows.ts';

/** When the usual outage began: 24/11/2026 07:12 in the ward. */
export const START = NOW - 3.5 * HOUR;

/** An outage of 50 minutes that ended hours ago, probably a power cut, with what a test changes. */
export function ledgerRow(change: Partial<Omit<LedgerRow, 'own'>> = {}): LedgerRow {
  const row = usualRow(change);
  const { from, until, start, end, interruptions, downMs, minutes } = row;
  return { ...row, own: { from, until, start, end, interruptions, downMs, minutes } };
}

function usualRow(change: Partial<Omit<LedgerRow, 'own'>>): Omit<LedgerRow, 'own'> {
  const until = START + 50 * MINUTE;
  return {
    id: 'SC-2026-0412',
    siteId: 'site_1',
    subject: 'site',
    from: START,
    until,
    start: { earliest: START - 15_000, latest: START },
    end: { earliest: until - 15_000, latest: until },
    interruptions: 0,
    downMs: 50 * MINUTE,
    suggested: {
      cause: 'mains-power',
      confidence: 'probable',
      rule: 'site-dark-on-feeder',
      evidence: [
        { kind: 'unclean-stop', at: START, until, deviceId: 'dev_1' },
        { kind: 'neighbour-powerless', at: START + 2_000, siteId: 'site_2', text: 'feeder' },
      ],
    },
    services: [],
    incident: null,
    status: 'closed',
    confirmed: null,
    disagreement: null,
    excluded: null,
    notes: [],
    attachments: [],
    ticket: null,
    mergedInto: null,
    merged: [],
    split: null,
    declaredLate: false,
    minutes: { wholeMs: 50 * MINUTE, openMs: 32 * MINUTE, calendar: 'cultural-house', calendarVersion: 1 },
    statements: [],
    revisionNumber: 2,
    updatedAt: until,
    ...change,
  };
}

/** A page of the ledger that holds just these rows. */
export function outageList(rows: LedgerRow[], change: Partial<OutageList> = {}): OutageList {
  const wholeMs = rows.reduce((sum, row) => sum + row.minutes.wholeMs, 0);
  const openMs = rows.reduce((sum, row) => sum + row.minutes.openMs, 0);
  const total = { count: rows.length, wholeMs, openMs };
  return {
    rows,
    total: rows.length,
    totals: {
      all: total,
      byCause: [{ cause: 'mains-power', confirmed: false, ...total }],
      bySite: [{ siteId: 'site_1', ...total }],
    },
    ...change,
  };
}

/** A revision of a row. */
export function revision(place: number, change: Partial<LedgerRevision> = {}): LedgerRevision {
  const row = change.row ?? ledgerRow();
  const hash = String(place).padStart(64, '0');
  return { place, at: row.updatedAt, by: 'engine', action: 'opened', reason: '', row, previous: hash, hash, ...change };
}

/** Everything about one outage: two revisions, a device that went dark. */
export function outageDetail(row: LedgerRow = ledgerRow(), change: Partial<OutageDetail> = {}): OutageDetail {
  const window = { from: START - HOUR, until: START + 2 * HOUR };
  const until = row.until ?? window.until;
  const around = (before: string, within: string, after: string) =>
    [
      { from: window.from, until: row.from, value: before },
      { from: row.from, until, value: within },
      { from: until, until: window.until, value: after },
    ].filter((segment) => segment.from < segment.until);
  const opened = { ...row, until: null, end: null, status: 'ongoing' as const, revisionNumber: 1 };
  return {
    row,
    revisions: [revision(1, { row: opened }), revision(2, { row, action: 'closed', reason: 'late-evidence' })],
    window,
    site: around('up', 'down', 'up'),
    devices: [
      {
        deviceId: 'dev_1',
        name: 'Máy văn thư',
        life: around('running', 'dark', 'running'),
        facts: [
          { fact: 'mains', segments: around('on', 'unknown', 'on') },
          { fact: 'internet', segments: around('up', 'unknown', 'up') },
        ],
      },
    ],
    together: [],
    ...change,
  };
}

/** 90 days of a site that was up but for one outage a week, and unknown before its first day. */
export function siteSpans(siteId = 'site_1'): SiteSpan[] {
  const spans: SiteSpan[] = [];
  const push = (from: number, until: number, state: SiteSpan['state'], reason: SiteSpan['reason'] = null): void => {
    spans.push({ siteId, subject: 'site', from, until, state, reason });
  };
  const day = 24 * HOUR;
  const first = NOW - 80 * day;
  push(NOW - 90 * day, first, 'not-equipped');
  for (let at = first; at < NOW; at += 7 * day) {
    push(at, Math.min(NOW, at + 3 * day), 'up');
    if (at + 3 * day >= NOW) break;
    push(at + 3 * day, at + 3 * day + 5 * HOUR, 'down', 'powerless');
    push(at + 3 * day + 5 * HOUR, at + 3 * day + 9 * HOUR, 'unknown', 'blind');
    push(at + 3 * day + 9 * HOUR, at + 4 * day, 'planned');
    push(at + 4 * day, at + 5 * day, 'off');
    push(at + 5 * day, Math.min(NOW, at + 7 * day), 'up');
  }
  return spans.filter(({ from, until }) => from < until);
}

/** Availability with enough coverage, with what a test changes. */
export function availability(change: Partial<Availability> = {}): Availability {
  return {
    calendar: 'always',
    calendarVersion: 0,
    upMs: 990 * HOUR,
    downMs: 10 * HOUR,
    offMs: 0,
    plannedMs: 2 * HOUR,
    notEquippedMs: 0,
    unknownMs: 20 * HOUR,
    availability: 0.99523,
    coverage: 0.98,
    byCause: [
      { cause: 'mains-power', confirmedMs: 4 * HOUR, suspectedMs: 2 * HOUR },
      { cause: null, confirmedMs: 0, suspectedMs: 12 * MINUTE },
    ],
    excludedMs: 0,
    outages: 7,
    longestMs: 5 * HOUR,
    blips: 12,
    unconfirmedDays: [],
    ...change,
  };
}

/** Availability in both calendars; in opening hours too little was seen. */
export function siteAvailability(): SiteAvailability {
  const open = availability({ calendar: 'cultural-house', availability: null, coverage: 0.632, byCause: [] });
  return { from: NOW - 50 * 24 * HOUR, until: NOW, subject: 'site', whole: availability(), open };
}

const WORKING = [
  { from: '07:30', until: '11:30' },
  { from: '13:30', until: '17:00' },
];
const WEEK: WeekHours = { mon: WORKING, tue: WORKING, wed: WORKING, thu: WORKING, fri: WORKING, sat: [], sun: [] };

/** One calendar, and the special days of this year. */
export function calendarList(): CalendarList {
  const version = { version: 1, validFrom: '2026-01-01', week: WEEK, seasons: [], observesHolidays: true };
  return {
    calendars: [{ id: 'cultural-house', name: 'Nhà văn hóa', versions: [version], extra: [] }],
    holidays: [
      { date: '2026-09-02', kind: 'holiday', name: 'Quốc khánh', confirmed: true, source: 'Bộ luật Lao động' },
      { date: '2026-08-22', kind: 'swap-work', name: 'Làm bù cho ngày 31/8', confirmed: false },
      { date: '2027-01-01', kind: 'holiday', name: 'Tết Dương lịch', confirmed: true },
    ],
  };
}

/** A ledger whose chain holds, sealed last night, with what a test changes. */
export function ledgerHealth(change: Partial<LedgerHealth> = {}): LedgerHealth {
  const lastSeal = { day: '2026-11-23', count: 1_390 };
  return {
    count: 1_402,
    head: 'c'.repeat(64),
    broken: null,
    lastSeal,
    keyFingerprint: '0123456789abcdef'.repeat(4),
    ...change,
  };
}

/** A notice of a power cut that lies ahead, with what a test changes. */
export function plannedWindow(change: Partial<PlannedWindow> = {}): PlannedWindow {
  return {
    id: 'win_1',
    kind: 'power-cut',
    scope: { kind: 'feeder', feeder: 'Lộ 471' },
    from: NOW + 20 * HOUR,
    until: NOW + 24 * HOUR,
    weekly: false,
    repeatUntil: null,
    reason: 'Sửa lưới điện',
    source: 'Thông báo số 12',
    enteredBy: 'person_1',
    enteredAt: NOW - HOUR,
    cancelledAt: null,
    ...change,
  };
}
