import * as v from 'valibot';
import { displayName, plainText } from './text.ts';
import { instant } from './time.ts';

/**
 * State of a subject at an instant; exactly one holds, so that over any window they add up to the window. For a site's
 * connectivity all of them occur, for other subjects those that make sense.
 */
export const STATES = [
  /** Nothing in service that could report: never an outage, always a gap. */
  'not-equipped',
  /** Covered by a maintenance window or an announced power cut. */
  'planned',
  'up',
  'down',
  /** What could report stopped cleanly, and nothing is meant to be on. */
  'off',
  /** Anything else; the reason is kept. */
  'unknown',
] as const;
export type State = (typeof STATES)[number];

/** Why a state is unknown. */
export const UNKNOWN_REASONS = [
  /** The server could not listen, and no journal tells. */
  'blind',
  /** Silent, but shorter than the grace, and it cleared. */
  'brief',
  /** Silent since less than the grace: not decided yet. */
  'waiting',
  /** Silent while nothing was meant to be on, and it did not say goodbye. */
  'off-duty',
  /** A device ran, but could not measure this. */
  'no-statement',
  /** The journal of that time was thrown away for lack of room. */
  'dropped',
  /** The machine ran on while our program on it did not. */
  'agent-stopped',
  /** What this depends on was itself down. */
  'behind',
] as const;
export type UnknownReason = (typeof UNKNOWN_REASONS)[number];

/** What was seen as something went down; from the site's own evidence alone, so that its neighbours can rely on it. */
export const DOWN_SIGNS = [
  /** Mains was off before, or went off with it. */
  'powerless',
  /** A device ran on and saw the gateway, but nothing beyond. */
  'line',
  /** A device ran on and did not see the gateway. */
  'lan',
  /** Devices stopped without goodbye, and booted later. */
  'dark',
  /** Devices said goodbye. */
  'stopped',
  /** Nothing was heard, and nothing has told yet. */
  'silent',
  /** A device saw it fail: a service, name resolution, the way to this server. */
  'failing',
] as const;
export type DownSign = (typeof DOWN_SIGNS)[number];

/** Why a span is unknown, or what was seen as it went down. */
export const SPAN_REASONS = [...UNKNOWN_REASONS, ...DOWN_SIGNS] as const;
export type SpanReason = (typeof SPAN_REASONS)[number];

/**
 * What an outage is an outage of: a site's connectivity (`site`) or mains (`power`), name resolution (`dns`), the way
 * to this server (`hub`), a service seen from the site (`service:ID`), a device (`device:ID`), this server (`server`).
 */
export const subject = v.pipe(v.string(), v.regex(/^(?:site|power|dns|hub|server|(?:device|service):[\w.-]{1,64})$/));
export type Subject = 'site' | 'power' | 'dns' | 'hub' | 'server' | `device:${string}` | `service:${string}`;

/** Causes of an outage, as the decision table names them. */
export const CAUSES = [
  'planned',
  'mains-power',
  'internet-line',
  'local-network',
  'dns',
  'upstream-service',
  'device-off',
  'device-fault',
  'monitoring',
  'undetermined',
] as const;
export const cause = v.picklist(CAUSES);
export type Cause = v.InferOutput<typeof cause>;

/** `confirmed`: direct evidence; `probable`: it fits, and nothing speaks against it; `undetermined`: nothing tells. */
export const CONFIDENCES = ['confirmed', 'probable', 'undetermined'] as const;
export const confidence = v.picklist(CONFIDENCES);
export type Confidence = v.InferOutput<typeof confidence>;

/**
 * Kinds of evidence. The console has a sentence for each, so that a reader can check it.
 */
export const EVIDENCE_KINDS = [
  /** A window or notice covers the start: `windowId`, `text` (source document). */
  'notice',
  /** The outage went on after the announced end: `at` is that end. */
  'notice-overrun',
  /** The device's UPS or battery lost mains. */
  'mains-off',
  'mains-on',
  'ups-low',
  /** The device's UPS tested itself. */
  'ups-test',
  /**
   * The device stopped without goodbye at `at`, and booted again at `until`; `text` is why, where its operating system
   * tells (one of `STOP_CAUSES`).
   */
  'unclean-stop',
  /** The device said goodbye; `text` is the reason. */
  'clean-stop',
  /** It went to sleep. */
  'suspended',
  /** It started again. */
  'boot',
  /** Our program died while the machine ran on. */
  'agent-restart',
  /** The device ran on through the outage. */
  'ran-on',
  /** Nothing was heard since `at`, and nothing has been told yet. */
  'silent',
  'gateway-up',
  'gateway-down',
  /** The provider's first router beyond the gateway answered the device, or did not. */
  'provider-up',
  'provider-down',
  'internet-up',
  'internet-down',
  'dns-down',
  /** `text` is the service, and why it failed, where the device tells: `portal: tls`. */
  'service-down',
  'service-up',
  'hub-down',
  /** A site that shares feeder or provider (`text`), and what it showed at that moment. */
  'neighbour-powerless',
  'neighbour-line-down',
  'neighbour-silent',
  'neighbour-up',
  /** Another site sees the same service down, or up. */
  'neighbour-service-down',
  'neighbour-service-up',
  /** Began outside opening hours. */
  'outside-hours',
  /** Only one device speaks for the site. */
  'single-device',
  /** The server was not running (`text` = `stopped`) or without a network itself (`canaries`). */
  'server-blind',
  /** Another device says the opposite. */
  'contradiction',
  /** Facts of that time were lost for lack of room. */
  'journal-dropped',
] as const;

/** One thing that was seen, in words that a reader can check. */
export const evidence = v.object({
  kind: v.picklist(EVIDENCE_KINDS),
  at: instant,
  until: v.optional(instant),
  deviceId: v.optional(v.string()),
  siteId: v.optional(v.string()),
  windowId: v.optional(v.string()),
  text: v.optional(plainText(200)),
});
export type Evidence = v.InferOutput<typeof evidence>;
export type EvidenceKind = Evidence['kind'];

/** What the rules say about the cause of an outage. */
export const verdict = v.object({
  cause,
  confidence,
  /** Id of the row of the decision table that fired. */
  rule: v.string(),
  evidence: v.array(evidence),
});
export type Verdict = v.InferOutput<typeof verdict>;

/** An instant that was not seen itself: it lies in `[earliest, latest]`. */
export const bounds = v.object({ earliest: instant, latest: instant });
export type Bounds = v.InferOutput<typeof bounds>;

/** Life of a ledger row. */
export const OUTAGE_STATUSES = [
  'ongoing',
  'closed',
  /** It is a part of another row now: `mergedInto`. */
  'merged',
  /** Later evidence shows that there was no such outage; the row and its revisions stay. */
  'withdrawn',
] as const;
export type OutageStatus = (typeof OUTAGE_STATUSES)[number];

/** A document or picture kept with a row; the file is stored once, by its hash. */
export const attachmentRef = v.object({
  /** SHA-256 of the file, hex. */
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  name: displayName,
  type: v.string(),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  addedAt: instant,
  addedBy: v.string(),
});
export type AttachmentRef = v.InferOutput<typeof attachmentRef>;

/** A text on several lines that a person writes. */
export const noteText = v.pipe(
  v.string(),
  v.trim(),
  v.normalize('NFC'),
  v.minLength(1),
  v.maxLength(4_000),
  v.regex(/^[^\p{Cc}]*(?:[\n\t][^\p{Cc}]*)*$/u),
);

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What the evidence says of an outage; the same for the same evidence. */
export const derivedOutage = v.object({
  siteId: v.nullable(v.string()),
  subject,
  from: instant,
  /** Null while it goes on. */
  until: v.nullable(instant),
  start: bounds,
  /** Null while it goes on. */
  end: v.nullable(bounds),
  /** Times that it came back for less than the merge gap. */
  interruptions: count,
  /** Down time in it: the interruptions left out, planned time included. */
  downMs: count,
  suggested: verdict,
  /** Services that failed with it. */
  services: v.array(v.string()),
  /** It is planned, but was only declared after it began. */
  declaredLate: v.boolean(),
  /** Outages of one common cause carry the same id. */
  incident: v.nullable(v.string()),
});
export type DerivedOutage = v.InferOutput<typeof derivedOutage>;

/** Down time by the clock and in the site's opening hours, with the version of the calendar that counted it. */
const minutes = v.object({ wholeMs: count, openMs: count, calendar: v.string(), calendarVersion: count });

/** When a row was down, and for how long. */
export const outageTimes = v.object({
  from: instant,
  until: v.nullable(instant),
  start: bounds,
  end: v.nullable(bounds),
  interruptions: count,
  downMs: count,
  minutes,
});
export type OutageTimes = v.InferOutput<typeof outageTimes>;

/** A row of the ledger: what was derived, what an officer decided, and how it is counted. */
export const ledgerRow = v.object({
  ...derivedOutage.entries,
  ...outageTimes.entries,
  /** `SC-2026-0412`: year of the start, and a number in that year. */
  id: v.pipe(v.string(), v.regex(/^SC-\d{4}-\d{4,6}$/)),
  status: v.picklist(OUTAGE_STATUSES),
  confirmed: v.nullable(v.object({ cause, by: v.string(), at: instant, note: v.string() })),
  /** New evidence speaks against the confirmed cause: what it suggests, and since when. */
  disagreement: v.nullable(v.object({ at: instant, what: v.picklist(['cause', 'gone', 'times']) })),
  /** Left out of figures, with the reason. */
  excluded: v.nullable(v.object({ by: v.string(), at: instant, reason: v.string() })),
  notes: v.array(v.object({ by: v.string(), at: instant, text: v.string() })),
  attachments: v.array(attachmentRef),
  /** Number of the fault ticket at the provider or the power company. */
  ticket: v.nullable(v.string()),
  mergedInto: v.nullable(v.string()),
  /** Rows that were merged into this one. */
  merged: v.array(v.string()),
  /** Row that this one was split from, with the instants between which it lies. */
  split: v.nullable(v.object({ of: v.string(), from: v.nullable(instant), until: v.nullable(instant) })),
  /** What the evidence gives for this row by itself; the row's own times cover what was merged into it as well. */
  own: outageTimes,
  /** Statements of the ward's report that rest on it. */
  statements: v.array(v.string()),
  /** Of this row, counted from 1. */
  revisionNumber: count,
  updatedAt: instant,
});
export type LedgerRow = v.InferOutput<typeof ledgerRow>;

/** What made a revision. */
export const REVISION_ACTIONS = [
  'opened',
  'extended',
  'closed',
  'revised',
  'withdrawn',
  'returned',
  'confirm',
  'unconfirm',
  'note',
  'ticket',
  'attach',
  'merge',
  'unmerge',
  'split',
  'exclude',
  'include',
] as const;
export type RevisionAction = (typeof REVISION_ACTIONS)[number];

/** One revision of a ledger row; the chain runs over all rows in order of `place`. */
export const ledgerRevision = v.object({
  /** Position in the chain, from 1 without gaps. */
  place: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  at: instant,
  /** Id of the person, or `engine`. */
  by: v.string(),
  action: v.picklist(REVISION_ACTIONS),
  /** Why, for a reader: the reason of an exclusion, `late evidence`. */
  reason: v.string(),
  /** The row as it was from then on. */
  row: ledgerRow,
  /** Hash of the revision before, 64 hex digits; zeros for the first. */
  previous: v.string(),
  /** SHA-256 of this revision: see `chain.ts` in the server's store. */
  hash: v.string(),
});
export type LedgerRevision = v.InferOutput<typeof ledgerRevision>;

/** Who or what a planned window covers. */
export const windowScope = v.variant('kind', [
  v.object({ kind: v.literal('sites'), siteIds: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(500)) }),
  v.object({ kind: v.literal('feeder'), feeder: displayName }),
  v.object({ kind: v.literal('provider'), provider: displayName }),
  v.object({ kind: v.literal('all') }),
]);
export type WindowScope = v.InferOutput<typeof windowScope>;

/** A maintenance window or an announced power cut. */
export const plannedWindow = v.object({
  id: v.string(),
  kind: v.picklist(['maintenance', 'power-cut']),
  scope: windowScope,
  from: instant,
  until: instant,
  /** Whether it comes again each week at the same local time, until `repeatUntil` (null: until it is ended). */
  weekly: v.boolean(),
  repeatUntil: v.nullable(instant),
  reason: displayName,
  /** Number and date of the notice. */
  source: v.string(),
  enteredBy: v.string(),
  enteredAt: instant,
  cancelledAt: v.nullable(instant),
});
export type PlannedWindow = v.InferOutput<typeof plannedWindow>;
