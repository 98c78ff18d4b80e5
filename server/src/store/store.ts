import type { AgentStatus, DeviceRow, MetricSeries, Person, Role, SiteRow } from '@wardwatch/shared/api';
import type { Interval, SeqRanges } from '@wardwatch/shared/lib';
import type {
  AliveEntry,
  DeviceKind,
  Duty,
  EventEntry,
  EventName,
  FactEntry,
  MetricsEntry,
  SiteKind,
  Snapshot,
} from '@wardwatch/shared/model';
import type { Attestation, Attested } from './attested.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { PointProgress, PointStore } from './point-store.ts';
import type { RecordStore } from './record-store.ts';
import type { WatchingStore } from './watching-store.ts';

/**
 * Everything that the server keeps. One contract, two engines (SQLite, PostgreSQL), one suite of tests
 * (`store.contract.ts`). Every write is one transaction with one new **revision**, the only ordering in the system:
 * whoever has read up to a revision never misses a row that changed later. Only what changes nothing that a follower of
 * revisions reads leaves it as it is: `serverTick`, `compact`, a file, a judgement that says what was known.
 *
 * A method rejects with `StoreUnavailable` when the database cannot answer now (disk full, connection lost); nothing
 * of the write has happened then and it may be tried again.
 */
export interface Store extends AsyncDisposable {
  readonly engine: 'sqlite' | 'postgres';
  /** Resolves when the database answers. */
  ping(): Promise<void>;
  /** Revision of the last commit. */
  revision(): Promise<number>;
  /** Calls the listener after commits of this process, with the new revision. A hint to look: the rows are the truth. */
  onCommit(listener: (revision: number) => void): () => void;
  readonly people: PeopleStore;
  readonly fleet: FleetStore;
  readonly journal: JournalStore;
  readonly audit: AuditStore;
  readonly ledger: LedgerStore;
  readonly points: PointStore;
  readonly watching: WatchingStore;
  readonly records: RecordStore;
  /** What overflowed or was lost since the start of this process. */
  readonly counters: Readonly<StoreCounters>;
}

/** Counted losses and overflows of the store; each has a named limit where it happens. */
export interface StoreCounters {
  /** Calls turned away because too many waited for the database. */
  callsRefused: number;
  /** Database workers that died and were replaced. */
  workerRestarts: number;
  /** Rejected entries that made room for newer ones of the same agent. */
  rejectedDropped: number;
  /** Times that an hour of metrics could not be read. */
  chunksUnreadable: number;
}

/** Who may sign in. Secrets arrive here hashed. */
export interface PeopleStore {
  count(): Promise<number>;
  /** Everybody, in order of their names. */
  list(): Promise<Person[]>;
  /** `undefined` where the name is taken (compared without case). `onlyFirst` makes it the set-up's: refused where anybody exists. */
  create(person: NewPerson, options?: { onlyFirst?: boolean }): Promise<Person | undefined>;
  byName(name: string): Promise<(Person & { passwordHash: string }) | undefined>;
  openSession(session: { tokenHash: string; personId: string; at: number; expiresAt: number }): Promise<void>;
  /** The person of a session that has not expired at `at`, and when it will. */
  bySession(tokenHash: string, at: number): Promise<{ person: Person; expiresAt: number } | undefined>;
  closeSession(tokenHash: string): Promise<void>;
}

export interface NewPerson {
  name: string;
  role: Role;
  passwordHash: string;
  at: number;
}

/** Sites, devices, agents and enrolment codes. */
export interface FleetStore {
  /** Sites and devices with a revision above `since`, the newest revision last; everything for 0. */
  changesSince(since: number): Promise<{ revision: number; sites: SiteRow[]; devices: DeviceRow[] }>;
  createSite(site: { name: string; kind: SiteKind; at: number }): Promise<SiteRow>;
  site(id: string): Promise<SiteRow | undefined>;
  device(id: string): Promise<DeviceRow | undefined>;
  createCode(code: NewCode): Promise<{ id: string }>;
  /**
   * Spends a code and creates the device with its agent, all or nothing. A second use of a code, also at the very
   * same moment, gets `code-used`.
   */
  enrol(enrolment: Enrolment): Promise<EnrolOutcome>;
  /**
   * The device's agent may report from now on, since a person confirmed that its machine may be watched. Undefined where
   * the device is unknown. A revoked one stays revoked: its row comes back unchanged. It counts for its site from `at` on.
   */
  approve(
    id: string,
    device: { name: string; kind: DeviceKind; duty: Duty },
    at: number,
    attested: Attested,
  ): Promise<DeviceRow | undefined>;
  /** The agent's key is worthless from `at` on; what it reported stays. */
  revoke(id: string, at: number): Promise<DeviceRow | undefined>;
  /** Another duty or site holds from `at` on. */
  update(
    id: string,
    change: {
      name?: string | undefined;
      kind?: DeviceKind | undefined;
      duty?: Duty | undefined;
      siteId?: string | undefined;
    },
    at: number,
  ): Promise<DeviceRow | undefined>;
  agent(agentId: string): Promise<AgentRecord | undefined>;
  /** Who confirmed that the device's machine may be watched, oldest first; of the code that it used, too. */
  attestations(deviceId: string): Promise<Attestation[]>;

  /** An agent's session was welcomed. */
  sessionOpened(session: SessionOpened): Promise<void>;
  /** An agent's session ended; ignored where a newer one has been opened since. */
  sessionClosed(closed: { agentId: string; sessionId: string; at: number; lastHeardAt: number }): Promise<void>;
  /** Writes down that the server was alive at `at`, and when each connected agent was last heard. */
  serverTick(at: number, heard: readonly { agentId: string; lastHeardAt: number }[]): Promise<void>;
  /**
   * To be called once at start: sessions left open by a server that died are closed at its last tick. Gives back
   * that tick, or undefined at the first start.
   */
  closeOrphanSessions(): Promise<number | undefined>;
}

export interface NewCode {
  codeHash: string;
  siteId: string;
  preApproved: boolean;
  /** Id of the person, or `system` for the code that the start command makes for its own machine. */
  createdBy: string;
  /** Without a person's confirmation a device waits for approval, also where the code is pre-approved. */
  attested: Attested | null;
  at: number;
  expiresAt: number;
}

export interface Enrolment {
  codeHash: string;
  agentId: string;
  publicKey: string;
  name: string;
  os: string;
  agentVersion: string;
  /** Number of the statement that was confirmed at the machine. */
  statement: number;
  at: number;
}

export type EnrolOutcome =
  | { ok: true; status: AgentStatus; deviceId: string; siteName: string }
  | { ok: false; error: 'code-unknown' | 'code-expired' | 'code-used' | 'key-known' };

export interface AgentRecord {
  agentId: string;
  deviceId: string;
  siteId: string;
  publicKey: string;
  status: AgentStatus;
}

export interface SessionOpened {
  agentId: string;
  sessionId: string;
  at: number;
  agentVersion: string;
  /** Entries that the agent holds beyond what is acknowledged. */
  backlog: number;
  clockOffsetMs: number;
  cloneSuspected: boolean;
}

/** How sure the corrected time of an entry is. */
export type TimeQuality =
  /** Counted back from the session's moment by the clock that cannot step. */
  | 'mono'
  /** The device's wall clock plus the offset measured later, in another boot. */
  | 'offset'
  /** No usable clock: kept with its raw times, in no timeline. */
  | 'suspect';

interface Stamped {
  /** Corrected time, UTC milliseconds. */
  correctedAt: number;
  quality: TimeQuality;
  /** What was added to the device's wall time. */
  offsetMs: number;
}

/** An entry that passed its schema, with its corrected time. */
export type AcceptedEntry = Stamped & { entry: FactEntry | AliveEntry | MetricsEntry | EventEntry };

/** An entry that did not; kept for a person to look at. */
export interface RejectedEntry {
  /** Null where the number itself is unreadable. */
  seq: number | null;
  reason: string;
  /** The entry as it came, at most 2 kB of it. */
  text: string;
}

/** What one batch of an agent adds. */
export interface JournalCommit {
  agentId: string;
  epoch: string;
  bootId: string;
  /** Numbers that the batch speaks for. */
  from: number;
  to: number;
  receivedAt: number;
  accepted: readonly AcceptedEntry[];
  rejected: readonly RejectedEntry[];
  /** Entries that the agent still holds after this batch, as far as the session knows. */
  backlog: number;
  /** What the push that these entries were made of says of its point; kept with them, all or nothing. */
  point?: PointProgress;
}

export interface JournalOutcome {
  /**
   * Last number of the run of handled numbers that holds the commit's `from`. An agent sends its journal in order from
   * the lowest that it holds, so everything up to here is safe.
   */
  upTo: number;
  /** Numbers of this commit that were stored before. */
  duplicates: readonly number[];
}

/** A journal row as it is read back. */
export interface StoredEntry {
  agentId: string;
  epoch: string;
  bootId: string;
  seq: number;
  correctedAt: number;
  quality: TimeQuality;
  entry: FactEntry | EventEntry;
}

/** What the agents recorded. Facts and events are kept as rows, proof of life as spans, metrics as hour chunks. */
export interface JournalStore {
  /**
   * Stores several batches in one transaction; outcomes in the same order. (agent, epoch, seq) is stored once,
   * whatever is repeated, also within one call. Present facts and metrics of a device follow the newest corrected
   * time, so history that arrives late never changes the present.
   */
  commit(commits: readonly JournalCommit[]): Promise<JournalOutcome[]>;
  /**
   * Highest number up to which everything of the epoch is handled, counted from `first`, the lowest that the agent
   * still holds: what lies below will never come again.
   */
  acknowledged(agentId: string, epoch: string, first: number): Promise<number>;
  /**
   * The device's present, as its agent states it outside the journal, with `since` and `bootedAt` corrected by the
   * caller. Older than what is known changes nothing. A fact that a newer snapshot leaves out is no longer stated.
   */
  present(agentId: string, snapshot: Snapshot, correctedAt: number): Promise<void>;
  /**
   * Facts and events of the device's agents with a corrected time in the window, and the last of each fact before it,
   * oldest first. Without those of suspect time.
   */
  entries(deviceId: string, window: Interval): Promise<StoredEntry[]>;
  /** The newest events of one name, newest first, at most `limit`. Without those of suspect time. */
  lastEvents(deviceId: string, name: EventName, limit: number): Promise<StoredEntry[]>;
  /** Spans in which the agent is proven to have run, clipped to the window; a single proof has no length. */
  aliveSpans(deviceId: string, window: Interval): Promise<Interval[]>;
  /** Metrics over the window, at most `maxPoints` a series: neighbours are joined by min, mean, max. */
  metrics(deviceId: string, window: Interval, maxPoints: number): Promise<MetricSeries[]>;
  /** Handled numbers of an epoch, for checks. */
  ranges(agentId: string, epoch: string): Promise<SeqRanges>;
  /** Counts of what is stored for an agent, for checks: rows by kind and metric entries. */
  counts(agentId: string): Promise<{ facts: number; events: number; metricsEntries: number; rejected: number }>;
  /** Folds metrics of hours that ended before `before` into chunks; at most `maxHours` a call. Says how many it folded. */
  compact(before: number, maxHours: number): Promise<number>;
}

/** Every change made by a person. */
export interface AuditStore {
  add(entry: AuditEntry): Promise<void>;
  latest(limit: number): Promise<AuditEntry[]>;
}

export interface AuditEntry {
  at: number;
  /** Id of the person, or `system`. */
  by: string;
  /** What was done: `device.approve`. */
  action: string;
  /** Id of what it was done to. */
  subject: string;
  /** Figures and new values; never secrets. */
  details: Readonly<Record<string, unknown>>;
}
