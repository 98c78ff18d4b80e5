import * as v from 'valibot';
import {
  calendar,
  cause,
  CAUSES,
  confidence,
  displayName,
  duty,
  factName,
  holidayDay,
  instant,
  ledgerRevision,
  ledgerRow,
  noteText,
  OUTAGE_STATUSES,
  plannedWindow,
  SPAN_REASONS,
  STATES,
  subject,
  windowScope,
} from '../model/index.ts';
import { segmentRow } from './segment.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const digits = v.pipe(v.string(), v.digits(), v.transform(Number));
const reference = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

/** State of a site now, as the ledger's engine last judged it. */
export const siteState = v.object({
  state: v.picklist(STATES),
  since: instant,
  reason: v.nullable(v.picklist(SPAN_REASONS)),
  /** Some device runs on battery. */
  onBattery: v.boolean(),
  /** Up, but some device says that it is not. */
  degraded: v.boolean(),
});
export type SiteStateNow = v.InferOutput<typeof siteState>;

/** An outage that goes on now. `id` is null until it is long enough for the ledger's list. */
export const runningOutage = v.object({
  id: v.nullable(v.string()),
  subject,
  from: instant,
  cause,
  confidence,
});
export type RunningOutage = v.InferOutput<typeof runningOutage>;

/** Totals of the rows asked for; excluded, merged and withdrawn rows do not count. */
export const ledgerTotal = v.object({
  count,
  /** Down time by the clock. */
  wholeMs: count,
  /** Down time in opening hours. */
  openMs: count,
});
export type LedgerTotal = v.InferOutput<typeof ledgerTotal>;

/**
 * `GET /api/outages`: a page of rows, and totals of all rows that match and count. Without a subject asked for the totals
 * are of sites' connectivity alone: a site's minutes and those of its mains or its devices are not added up.
 */
export const outageList = v.object({
  rows: v.array(ledgerRow),
  total: count,
  totals: v.object({
    all: ledgerTotal,
    /** By confirmed cause where there is one, else the suggested one. `confirmed` tells the two apart. */
    byCause: v.array(v.object({ cause, confirmed: v.boolean(), ...ledgerTotal.entries })),
    bySite: v.array(v.object({ siteId: v.nullable(v.string()), ...ledgerTotal.entries })),
  }),
});
export type OutageList = v.InferOutput<typeof outageList>;

/** Query of `GET /api/outages` and `GET /api/outages.csv`. `from` and `until` are milliseconds; rows that touch count. */
export const outageQuery = v.object({
  from: v.optional(v.pipe(digits, instant)),
  until: v.optional(v.pipe(digits, instant)),
  site: v.optional(reference),
  cause: v.optional(v.picklist(CAUSES)),
  status: v.optional(v.picklist(OUTAGE_STATUSES)),
  subject: v.optional(v.picklist(['site', 'power', 'dns', 'hub', 'server', 'device', 'service'])),
  /** `1`: rows that were merged into others or withdrawn as well; a status asked for says it all by itself. */
  all: v.optional(v.literal('1')),
  /** `1`: rows whose cause an officer confirmed; `0`: the others. */
  confirmed: v.optional(v.picklist(['0', '1'])),
  sort: v.optional(v.picklist(['newest', 'longest']), 'newest'),
  limit: v.optional(v.pipe(digits, v.maxValue(500)), '100'),
  offset: v.optional(digits, '0'),
});
export type OutageQuery = v.InferOutput<typeof outageQuery>;

/** What a device saw around an outage. */
export const deviceBands = v.object({
  deviceId: v.string(),
  name: v.string(),
  /** `running`, `stopped`, `asleep`, `dark`, `agent-dead`, `dropped`, `silent`. */
  life: v.array(segmentRow),
  facts: v.array(v.object({ fact: factName, segments: v.array(segmentRow) })),
});
export type DeviceBands = v.InferOutput<typeof deviceBands>;

/** `GET /api/outages/{id}`. */
export const outageDetail = v.object({
  row: ledgerRow,
  /** Oldest first. */
  revisions: v.array(ledgerRevision),
  /** Window of the bands: the outage and some time around it. */
  window: v.object({ from: instant, until: instant }),
  /** Site's own timeline over the window. */
  site: v.array(segmentRow),
  devices: v.array(deviceBands),
  /** Rows with the same incident. */
  together: v.array(ledgerRow),
});
export type OutageDetail = v.InferOutput<typeof outageDetail>;

/** `basedOn`: the `revisionNumber` that the officer saw. A row that was revised since answers 409 `row-revised`. */
const basedOn = v.pipe(v.number(), v.integer(), v.minValue(1));

/** `POST /api/outages/{id}/actions`: what an officer does with a row. */
export const outageAction = v.variant('action', [
  /** Confirm the suggested cause or set another one. */
  v.object({ action: v.literal('confirm'), basedOn, cause, note: v.optional(noteText) }),
  v.object({ action: v.literal('unconfirm'), basedOn, reason: noteText }),
  v.object({ action: v.literal('note'), basedOn, text: noteText }),
  v.object({ action: v.literal('ticket'), basedOn, ticket: v.nullable(displayName) }),
  /** Join other rows of the same site and subject into this one. */
  v.object({
    action: v.literal('merge'),
    basedOn,
    ids: v.pipe(v.array(reference), v.minLength(1), v.maxLength(50)),
    reason: noteText,
  }),
  /** Cut in two at an instant within. */
  v.object({ action: v.literal('split'), basedOn, at: instant, reason: noteText }),
  v.object({ action: v.literal('exclude'), basedOn, reason: noteText }),
  v.object({ action: v.literal('include'), basedOn, reason: noteText }),
]);
export type OutageAction = v.InferOutput<typeof outageAction>;

/** Files that may be attached, and the largest size. The file is the body of `POST /api/outages/{id}/attachments?name=…&basedOn=…`. */
export const ATTACHMENT_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;
export const MAX_ATTACHMENT_BYTES = 10 * 1024 * 1024;
export const MAX_ATTACHMENTS = 20;
export const attachQuery = v.object({
  name: displayName,
  basedOn: v.pipe(digits, v.integer(), v.minValue(1)),
});

/** A span of a site's timeline. */
export const siteSpan = v.object({
  siteId: v.string(),
  subject,
  from: instant,
  until: instant,
  state: v.picklist(STATES),
  reason: v.nullable(v.picklist(SPAN_REASONS)),
});
export type SiteSpan = v.InferOutput<typeof siteSpan>;

/** `GET /api/spans?from&until[&site]`: the connectivity of all sites, or every subject of one site. */
export const siteSpans = v.object({ from: instant, until: instant, spans: v.array(siteSpan) });
export type SiteSpans = v.InferOutput<typeof siteSpans>;
export const spansQuery = v.pipe(
  v.object({ from: v.pipe(digits, instant), until: v.pipe(digits, instant), site: v.optional(reference) }),
  v.check((query) => query.from < query.until, 'from must be before until'),
  v.check((query) => query.until - query.from <= 400 * 24 * 3_600_000, 'at most 400 days'),
);

/** Availability of one subject over a window in one calendar; exact sums of milliseconds. */
export const availability = v.object({
  /** `always`, or the id of the site's calendar with the version that counted. */
  calendar: v.string(),
  calendarVersion: count,
  upMs: count,
  downMs: count,
  offMs: count,
  plannedMs: count,
  notEquippedMs: count,
  unknownMs: count,
  /** up / (up + down), 0 to 1; null where coverage is under 0.8 or nothing was measured. */
  availability: v.nullable(v.number()),
  /** (up + down + off) / (period − planned − not equipped), 0 to 1; null where that period is empty. */
  coverage: v.nullable(v.number()),
  /** Down time by cause, confirmed apart from suspected. Down time under no row of the ledger is `null`: blips. */
  byCause: v.array(v.object({ cause: v.nullable(cause), confirmedMs: count, suspectedMs: count })),
  /** Down time of rows that an officer left out of the figures; it is in none of the sums above. */
  excludedMs: count,
  outages: count,
  longestMs: count,
  /** Failures too short for the list. */
  blips: count,
  /** Days of the calendar in the window that no notice has confirmed yet. */
  unconfirmedDays: v.array(v.string()),
});
export type Availability = v.InferOutput<typeof availability>;

/** `GET /api/sites/{id}/availability?from&until[&subject]`: in both calendars. */
export const siteAvailability = v.object({
  from: instant,
  until: instant,
  subject,
  whole: availability,
  open: availability,
});
export type SiteAvailability = v.InferOutput<typeof siteAvailability>;

/** `PATCH /api/sites/{id}`: what the ledger needs to know of a place. */
export const updateSiteRequest = v.partial(
  v.object({
    name: displayName,
    provider: v.nullable(displayName),
    feeder: v.nullable(displayName),
    calendarId: reference,
    contact: v.nullable(displayName),
    hostsServer: v.boolean(),
    archived: v.boolean(),
  }),
);
export type UpdateSiteRequest = v.InferOutput<typeof updateSiteRequest>;

/** `POST /api/devices/{id}/terms`: from when on a device stands elsewhere, has another duty, or is out of service. */
export const setTermRequest = v.object({ from: instant, siteId: reference, duty, inService: v.boolean() });
export type SetTermRequest = v.InferOutput<typeof setTermRequest>;

/** `GET /api/windows`. */
export const windowList = v.object({ windows: v.array(plannedWindow) });
/** `POST /api/windows`: at most 92 days each, announced or declared afterwards. */
export const saveWindowRequest = v.pipe(
  v.object({
    kind: v.picklist(['maintenance', 'power-cut']),
    scope: windowScope,
    from: instant,
    until: instant,
    weekly: v.boolean(),
    repeatUntil: v.nullable(instant),
    reason: displayName,
    source: v.pipe(v.string(), v.trim(), v.normalize('NFC'), v.maxLength(200)),
  }),
  v.forward(
    v.check((window) => window.from < window.until, 'the end must be after the start'),
    ['until'],
  ),
  v.forward(
    v.check((window) => window.until - window.from <= 92 * 24 * 3_600_000, 'at most 92 days'),
    ['until'],
  ),
  v.forward(
    v.check(
      (window) => !window.weekly || window.until - window.from <= 7 * 24 * 3_600_000,
      'a weekly window lasts at most a week',
    ),
    ['until'],
  ),
  v.forward(
    v.check(
      (window) => window.repeatUntil === null || window.repeatUntil > window.from,
      'the last repeat must be after the start',
    ),
    ['repeatUntil'],
  ),
);
export type SaveWindowRequest = v.InferOutput<typeof saveWindowRequest>;

/** `GET /api/calendars`: calendars, special days and what is doubtful in them. */
export const calendarList = v.object({ calendars: v.array(calendar), holidays: v.array(holidayDay) });
export type CalendarList = v.InferOutput<typeof calendarList>;
/** `POST /api/holidays/{year}`: takes the place of that year's days. */
export const saveHolidaysRequest = v.object({ days: v.pipe(v.array(holidayDay), v.maxLength(120)) });

const figureMs = (min: number, max: number) => v.pipe(v.number(), v.safeInteger(), v.minValue(min), v.maxValue(max));

/** `GET /api/rules`, `POST /api/rules`: the figures that outages are judged by; see `Rules`. */
export const ledgerRules = v.object({
  graceMs: figureMs(1_000, 3_600_000),
  mergeGapMs: figureMs(0, 3_600_000),
  minListMs: figureMs(1_000, 24 * 3_600_000),
  settleMs: figureMs(1_000, 600_000),
  togetherMs: figureMs(1_000, 600_000),
  probeMs: figureMs(1_000, 600_000),
  hoursStartMs: figureMs(0, 4 * 3_600_000),
  hoursEndMs: figureMs(0, 4 * 3_600_000),
});
export type LedgerRules = v.InferOutput<typeof ledgerRules>;

/** `GET /api/ledger`: whether the chain of revisions holds. */
export const ledgerHealth = v.object({
  count,
  head: v.string(),
  /** Place of the first revision that does not fit, and what is wrong there; null where the chain holds. */
  broken: v.nullable(v.object({ place: count, why: v.string() })),
  lastSeal: v.nullable(v.object({ day: v.string(), count })),
  /** SHA-256 of the public key that signs the seals, hex: printed in documents, to be compared. */
  keyFingerprint: v.string(),
});
export type LedgerHealth = v.InferOutput<typeof ledgerHealth>;
