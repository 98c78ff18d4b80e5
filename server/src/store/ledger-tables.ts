import type { Cause, Duty, OutageStatus, RevisionAction, SpanReason, State, Subject } from '@wardwatch/shared/model';
import type { Generated } from 'kysely';

/** A session of an agent, also those that are long over. */
export interface SessionsTable {
  agent_id: string;
  session_id: string;
  opened_at: number;
  /** The last frame that was heard; `FOREVER` while the session is open. */
  heard_until: number;
  /** Null while it is open. */
  closed_at: number | null;
}

/** When the server lived, and when none of its canaries answered. */
export interface ServerSpansTable {
  kind: 'alive' | 'canaries-down';
  from_at: number;
  until_at: number;
}

/** From when on a device belongs to a site; it holds until the device's next term. */
export interface DeviceTermsTable {
  device_id: string;
  from_at: number;
  site_id: string;
  duty: Duty;
  in_service: 0 | 1;
}

/** What must be judged anew. */
export interface LedgerNewsTable {
  kind: 'agent' | 'site';
  id: string;
  from_at: number;
  until_at: number;
  /** Of the last change that widened the span. */
  revision: number;
}

interface CheckpointsTable {
  site_id: string;
  as_of: number;
  next_at: number | null;
}

/** Timelines as they were last judged; spans of one subject at one site never overlap. */
export interface SiteSpansTable {
  /** `*` for the server's own. */
  site_id: string;
  subject: Subject;
  from_at: number;
  until_at: number;
  state: State;
  under: State | null;
  reason: SpanReason | null;
}

/** Rows of the ledger as they stand, with what they are looked up by. */
export interface OutagesTable {
  id: string;
  /** The id's year and number. */
  year: number;
  number: number;
  site_id: string | null;
  subject: string;
  from_at: number;
  /** `FOREVER` while it goes on. */
  until_at: number;
  status: OutageStatus;
  /** The confirmed cause, or the suggested one where none is. */
  cause: Cause;
  incident: string | null;
  revision_number: number;
  /** Canonical JSON of `LedgerRow`. */
  body: string;
}

/** The chain; written once. */
export interface RevisionsTable {
  place: number;
  outage_id: string;
  /** Of the row, counted from 1. */
  number: number;
  at: number;
  by_id: string;
  action: RevisionAction;
  reason: string;
  /** Canonical JSON of `LedgerRow`. */
  body: string;
  previous: string;
  hash: string;
}

/** Written once. */
interface SealsTable {
  day: string;
  at: number;
  count: number;
  head: string;
  signature: string;
  public_key: string;
}

interface AttachmentsTable {
  hash: string;
  type: string;
  content: Uint8Array;
  at: number;
}

/** A document as JSON. */
interface Document {
  body: string;
}

/** Columns of `sites` that the ledger needs. */
export interface SiteLedgerColumns {
  provider: string | null;
  feeder: string | null;
  calendar_id: Generated<string>;
  contact: string | null;
  hosts_server: Generated<0 | 1>;
  /** JSON of `SiteStateNow`; null until the site was judged. */
  state: string | null;
  /** JSON of `RunningOutage[]`. */
  running: Generated<string>;
}

/** Tables of the ledger. */
export interface LedgerTables {
  sessions: SessionsTable;
  server_spans: ServerSpansTable;
  device_terms: DeviceTermsTable;
  ledger_news: LedgerNewsTable;
  ledger_checkpoints: CheckpointsTable;
  site_spans: SiteSpansTable;
  outages: OutagesTable;
  outage_revisions: RevisionsTable;
  ledger_seals: SealsTable;
  attachments: AttachmentsTable;
  planned_windows: Document & { id: string };
  calendars: Document & { id: string };
  holidays: Document & { date: string };
  settings: Document & { name: string };
}
