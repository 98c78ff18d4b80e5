import type {
  Calendar,
  Duty,
  HolidayDay,
  LedgerRevision,
  LedgerRow,
  PlannedWindow,
  RevisionAction,
  SpanReason,
  State,
  Subject,
  Cause,
  OutageStatus,
} from '@wardwatch/shared/model';
import type { RunningOutage, SiteStateNow } from '@wardwatch/shared/api';
import type { Interval } from '@wardwatch/shared/lib';
import type { JournalEvidence, Rules, ServicePaces, Term } from '@wardwatch/shared/outage';

/** The end of what has none yet: a session that is open, a term that holds. The latest `instant` there is. */
export const FOREVER = 9_999_999_999_999;

/** In place of a site's id: every site, or the server itself. */
export const EVERY_SITE = '*';

/**
 * What changed since the engine looked: the span of time that must be judged anew. Written in the transaction of the
 * change itself, and deleted in that of the engine's answer, so that nothing is forgotten whoever dies in between.
 */
export interface LedgerNews extends Interval {
  /** An agent's journal or session, a site's settings (or `*`, all sites), or the passing of time at a site. */
  kind: 'agent' | 'site' | 'clock';
  /** Agent, site. */
  id: string;
  revision: number;
}

/** How far the ledger of a site has got. */
export interface SiteCheckpoint {
  siteId: string;
  /** Its timelines are judged up to here; what held then holds on until something is news. */
  asOf: number;
  /** When the passing of time alone changes something; null where nothing would. */
  nextAt: number | null;
}

/** A span of a subject's timeline at a site. */
export interface StoredSpan extends Interval {
  subject: Subject;
  /** As it counts: planned time is `planned`. */
  state: State;
  /** What would hold without the window, where it is planned. */
  under: State | null;
  reason: SpanReason | null;
}

/**
 * What held where a site was last judged holds on until something is news.
 *
 * @param asOf of the site's checkpoint.
 */
export function heldOn<Span extends StoredSpan>(span: Span, asOf: number, until: number): Span {
  return span.until >= asOf ? { ...span, until: Math.max(span.until, until) } : span;
}

/** What the store knows of one device for the rules; see `DeviceEvidence`. */
export interface StoredDeviceEvidence {
  deviceId: string;
  terms: Term[];
  /** Of a point that pushes. */
  beatMs?: number;
  proven: Interval[];
  heard: Interval[];
  entries: JournalEvidence[];
}

/** One row that the engine or a person writes: the new content, and why. */
export interface RowWrite {
  /** Undefined for a new row: the store numbers it by the year of its start (Asia/Ho_Chi_Minh). */
  id: string | undefined;
  /** `revisionNumber` of the row that the writer saw; a row that has moved on refuses the write. 0 for a new row. */
  basedOn: number;
  row: Omit<LedgerRow, 'id' | 'revisionNumber' | 'updatedAt'>;
  action: RevisionAction;
  reason: string;
  by: string;
}

/** What the engine writes about one site in one transaction. */
export interface SiteJudgement {
  siteId: string;
  /** Spans of this window replace those stored; spans that reach over its edges are cut there, equal neighbours joined. */
  window: Interval;
  spans: readonly StoredSpan[];
  rows: readonly RowWrite[];
  /**
   * What the board shows of the site from now on; null leaves it as it is. A running outage without an id gets that of
   * a row written here with the same subject and start.
   */
  present: { state: SiteStateNow; running: RunningOutage[] } | null;
  checkpoint: SiteCheckpoint;
  /** Sites that must be judged anew since what was seen here bears on their outages. */
  alsoNews?: readonly ({ siteId: string } & Interval)[];
  /** News that are answered; one with a newer revision stays. */
  answered: readonly LedgerNews[];
  at: number;
}

export type WriteOutcome =
  | { ok: true; rows: LedgerRow[] }
  /** A row was revised since the writer saw it: its present content. Nothing was written. */
  | { ok: false; error: 'revised'; row: LedgerRow };

/** Which rows a reader wants. Rows that touch the window, newest start first. */
export interface RowQuery {
  window?: Interval | undefined;
  siteId?: string | undefined;
  cause?: Cause | undefined;
  status?: OutageStatus | undefined;
  /** `site`, `power`, `dns`, `hub`, `server`, `device`, `service`: the subject's first word. */
  subject?: string | undefined;
  incident?: string | undefined;
  limit: number;
  offset: number;
}

/** Settings of a site that the ledger needs. */
export interface SiteSettings {
  name?: string | undefined;
  provider?: string | null | undefined;
  feeder?: string | null | undefined;
  calendarId?: string | undefined;
  /** Whom to call, as the officer writes it: role, name, phone. */
  contact?: string | null | undefined;
  hostsServer?: boolean | undefined;
  archived?: boolean | undefined;
}

/** A daily seal: the head of the chain and how many revisions it counts, signed. */
export interface Seal {
  /** Local day, `YYYY-MM-DD`. */
  day: string;
  at: number;
  count: number;
  head: string;
  /** Ed25519 over the seal's text (see FORMAT.md), base64. */
  signature: string;
  /** SPKI of the public key, base64. */
  publicKey: string;
}

/** The outage ledger: derived timelines, rows with their chain of revisions, and what the rules need. */
export interface LedgerStore {
  // For the engine.

  /** Everything that waits, oldest revision first; and a `clock` news for each site whose `nextAt` is not after `now`. */
  news(now: number, limit: number): Promise<LedgerNews[]>;
  checkpoint(siteId: string): Promise<SiteCheckpoint | undefined>;
  /** The checkpoints of many sites. */
  checkpoints(siteIds: readonly string[]): Promise<Map<string, SiteCheckpoint>>;
  /** When the site's first device came, whether or not it is still there; null where none ever did. */
  siteBegan(siteId: string): Promise<number | null>;
  /** The same of many sites; those that never had a device are left out. */
  sitesBegan(siteIds: readonly string[]): Promise<Map<string, number>>;
  /** Devices that are in service at an instant, each with the site that it counts for then. */
  placesAt(at: number): Promise<{ deviceId: string; siteId: string }[]>;
  /**
   * For each device that belonged to the site in the window: entries within the window; before it the last of each
   * fact and of each kind of event, with those of the same instant; after it the first boot or start. Spans that touch
   * the window, and the nearest one on each side. Sessions likewise; an open one ends at `now`.
   */
  evidence(siteId: string, window: Interval, now: number): Promise<StoredDeviceEvidence[]>;
  /**
   * The end of the device's last proof of life before `at`, and the start of its first one from `at` on (journal and
   * sessions); null where there is none.
   */
  proofsAround(deviceId: string, at: number): Promise<{ before: number | null; after: number | null }>;
  /** Sites of the agent's device in the window, both ends included: usually one. */
  sitesOf(agentId: string, window: Interval): Promise<{ siteId: string; deviceId: string }[]>;
  /** Spans that touch the window, not clipped: in which the server was alive; in which none of its canaries answered. */
  serverSpans(window: Interval): Promise<{ alive: Interval[]; canariesDown: Interval[] }>;
  /**
   * Extends the server's own span of life, or starts a new one where the hole is longer than `joinMs`; then all sites
   * are judged anew over the hole.
   */
  serverAlive(at: number, joinMs: number): Promise<void>;
  /** Adds a span, joined with those that it touches; all sites are judged anew over what is new of it. */
  canariesDown(span: Interval): Promise<void>;
  /** Spans of the subjects at the site that touch the window, clipped to it. */
  spans(
    siteIds: readonly string[],
    window: Interval,
    subjects?: readonly string[],
  ): Promise<(StoredSpan & { siteId: string })[]>;
  /**
   * Writes what the rules say of one site (or of the server: `siteId` `*`), all or nothing. A new revision, of which
   * followers hear, only where a row or the site's present changed.
   */
  judge(judgement: SiteJudgement): Promise<WriteOutcome>;
  /** Marks a span of a site (`*`: all) to be judged anew. */
  addNews(siteId: string, span: Interval): Promise<void>;

  // Rows.

  row(id: string): Promise<LedgerRow | undefined>;
  rows(query: RowQuery): Promise<{ rows: LedgerRow[]; total: number }>;
  /** Starts of rows of many sites that touch the window and are not withdrawn: a neighbour's cause may rest on them. */
  rowStarts(
    siteIds: readonly string[],
    window: Interval,
    subjects: readonly string[],
  ): Promise<{ siteId: string; from: number }[]>;
  /** Rows of the site (null: the server's) that touch the window, of every status, oldest start first. */
  rowsOf(siteId: string | null, window: Interval): Promise<LedgerRow[]>;
  revisions(id: string): Promise<LedgerRevision[]>;
  /** What a person decided, one transaction. */
  write(rows: readonly RowWrite[], at: number): Promise<WriteOutcome>;

  // The chain.

  /** The chain in order from `place` on, at most `limit`. */
  chain(fromPlace: number, limit: number): Promise<LedgerRevision[]>;
  head(): Promise<{ count: number; hash: string }>;
  /** One a day: the first stays. */
  addSeal(seal: Seal): Promise<void>;
  seals(): Promise<Seal[]>;

  // Attachments: stored once by hash.

  addAttachment(file: { hash: string; type: string; content: Uint8Array; at: number }): Promise<void>;
  attachment(hash: string): Promise<{ type: string; content: Uint8Array } | undefined>;
  /** Hashes of everything stored. */
  attachmentHashes(): Promise<string[]>;

  // What the rules need.

  windows(): Promise<PlannedWindow[]>;
  /** Adds or replaces; the sites in its scope are judged anew over it. */
  saveWindow(window: PlannedWindow): Promise<void>;
  calendars(): Promise<Calendar[]>;
  /** Adds or replaces; the sites that keep these hours are judged anew from `judgeFrom` on. */
  saveCalendar(calendar: Calendar, judgeFrom: number): Promise<void>;
  holidays(): Promise<HolidayDay[]>;
  /** Replaces the days of one year. */
  saveHolidays(year: number, days: readonly HolidayDay[]): Promise<void>;
  rules(): Promise<Rules>;
  /** Everything is judged anew by them. */
  saveRules(rules: Rules): Promise<void>;
  /** How often each service is looked at, by its id. */
  paces(): Promise<ServicePaces>;
  /** History of a device's place and duty, in order: the terms in which it counts. The last one ends at `FOREVER`. */
  deviceTerms(deviceId: string): Promise<(Term & { siteId: string })[]>;
  /**
   * What holds from `from` on, until the device's next term. `from` may lie in the past: the sites are judged anew from
   * there. False where the device is unknown.
   */
  setTerm(deviceId: string, term: { from: number; siteId: string; duty: Duty; inService: boolean }): Promise<boolean>;
  /**
   * False where the site is unknown. Provider, feeder, calendar and whether the server stands there have no history: what
   * is said now holds for all of the site's past, which is judged anew. To be archived holds from `at` on.
   */
  updateSite(siteId: string, settings: SiteSettings, at: number): Promise<boolean>;
}
