import type { AgentStatus, PointPlatform, Role } from '@wardwatch/shared/api';
import type { DeviceKind, Duty, SiteKind } from '@wardwatch/shared/model';
import type { Generated } from 'kysely';
import type { LedgerTables, SiteLedgerColumns } from './ledger-tables.ts';
import type { TimeQuality } from './store.ts';

/** 0 or 1: SQLite has no boolean, and one code path serves both engines. */
type Flag = 0 | 1;

/** The one row that holds the revision; every write locks it first. */
interface StateTable {
  id: number;
  revision: number;
  /** When the server last wrote down that it was alive; null before the first time. */
  last_tick: number | null;
}

interface PeopleTable {
  id: string;
  name: string;
  /** The name as it is compared: NFC, lower case. */
  name_key: string;
  role: Role;
  password_hash: string;
  created_at: number;
}

interface PeopleSessionsTable {
  token_hash: string;
  person_id: string;
  opened_at: number;
  expires_at: number;
}

interface SitesTable extends SiteLedgerColumns {
  id: string;
  name: string;
  kind: SiteKind;
  archived: Generated<Flag>;
  created_at: number;
  revision: number;
}

interface DevicesTable {
  id: string;
  site_id: string;
  name: string;
  kind: DeviceKind;
  duty: Duty;
  created_at: number;
}

interface AgentsTable {
  id: string;
  device_id: string;
  public_key: string;
  status: AgentStatus;
  os: string;
  agent_version: string;
}

interface CodesTable {
  id: string;
  code_hash: string;
  site_id: string;
  pre_approved: Flag;
  created_by: string;
  created_at: number;
  expires_at: number;
  /** Null until it is spent. */
  used_at: number | null;
}

/** What the board shows of an agent's state. Its revision is that of the whole device row. */
interface PresenceTable {
  agent_id: string;
  session_id: string | null;
  connected: Generated<Flag>;
  connected_since: number | null;
  backlog: Generated<number>;
  clock_offset_ms: number | null;
  clone_suspected: Generated<Flag>;
  /** JSON of `Present`. */
  present: Generated<string>;
  revision: number;
}

/** Beside `presence`, because a later time alone is no change that a board must hear of. */
interface HeardTable {
  agent_id: string;
  last_heard_at: number;
}

/** Handled numbers of an epoch; normally one row. */
interface SeqRangesTable {
  agent_id: string;
  epoch: string;
  from_seq: number;
  to_seq: number;
}

/** Facts and events; also metrics without a usable time, which no other table can place. */
export interface JournalEntriesTable {
  agent_id: string;
  epoch: string;
  seq: number;
  boot_id: string;
  /** Raw clocks of the device. */
  mono: number;
  wall: number;
  corrected_at: number;
  quality: TimeQuality;
  offset_ms: number;
  kind: 'fact' | 'event' | 'metrics';
  /** Name of the fact or event; empty for metrics. */
  name: string;
  /** JSON of what else the entry says. */
  body: string;
  received_at: number;
}

export interface RejectedEntriesTable {
  agent_id: string;
  /** Commit that brought it, and its place there. */
  revision: number;
  place: number;
  epoch: string;
  boot_id: string;
  seq: number | null;
  reason: string;
  text: string;
  received_at: number;
}

export interface AliveSpansTable {
  agent_id: string;
  epoch: string;
  boot_id: string;
  from_at: number;
  until_at: number;
  ticks: number;
}

/** Metrics of hours that are not folded yet. */
export interface SamplesTable {
  agent_id: string;
  /** Hours since 1970 of the corrected time. */
  hour: number;
  corrected_at: number;
  epoch: string;
  seq: number;
  span_ms: number;
  /** JSON of `MetricValues`. */
  metric_values: string;
}

/** Metrics of one hour of one agent; see FORMAT.md. */
interface SampleChunksTable {
  agent_id: string;
  hour: number;
  /** Journal entries that went in. */
  entries: number;
  chunk: Uint8Array;
}

interface AuditTable {
  revision: number;
  at: number;
  by_id: string;
  action: string;
  subject: string;
  details: string;
}

/** A point that reports by push: an agent without a program of ours. */
interface PushPointsTable {
  agent_id: string;
  platform: PointPlatform;
  key_hash: string;
  key_created_at: number;
  /** How often it is to push; never changed, since what was judged by it would be judged otherwise. */
  every_ms: number;
  model: string | null;
  last_push_at: number | null;
  /** Seconds since it started, as the last push said. */
  last_up: number | null;
  /** Starts as it counts them itself. */
  boots: number | null;
  /** Starts that the server saw. */
  restarts: Generated<number>;
  /** Its journal is kept by the server, under this epoch. */
  epoch: string;
  boot_id: string | null;
  booted_at: number | null;
  /** JSON of `PointStated`. */
  stated: Generated<string>;
  /** When the machine started that has its key and is another one; null where none is known. */
  stranger_since: number | null;
}

/** A key of a point that was replaced. */
interface SpentPointKeysTable {
  key_hash: string;
  agent_id: string;
  replaced_at: number;
  /** When a push last came with it. */
  used_at: number | null;
}

interface ServicesTable {
  id: string;
  /** JSON of `ServiceRow`. */
  body: string;
}

interface WatchedDevicesTable {
  id: string;
  /** Device whose agent watches it. */
  watcher_id: string;
  /** JSON of `WatchedRow`. */
  body: string;
  /** Sealed SNMP community; null where SNMP is not asked. */
  community: string | null;
}

/** Who confirmed that a machine may be watched. */
interface AttestationsTable {
  id: string;
  device_id: string | null;
  code_id: string | null;
  /** Number of the statement that was confirmed. */
  statement: number;
  /** Id of the person; `machine` for whoever stood at the machine. */
  by_id: string;
  at: number;
  place: 'code' | 'approval' | 'machine' | 'automatic';
}

/** What people keep by hand: see `RecordKinds`. */
interface RecordsTable {
  kind: string;
  id: string;
  /** JSON of the kind's type. */
  body: string;
  unique_key: string | null;
  revision: number;
  changed_at: number;
  changed_by: string;
}

/** Tables of the store, the same in both engines. */
export interface Tables extends LedgerTables {
  store_state: StateTable;
  people: PeopleTable;
  people_sessions: PeopleSessionsTable;
  sites: SitesTable;
  devices: DevicesTable;
  agents: AgentsTable;
  enrolment_codes: CodesTable;
  presence: PresenceTable;
  heard: HeardTable;
  seq_ranges: SeqRangesTable;
  journal_entries: JournalEntriesTable;
  rejected_entries: RejectedEntriesTable;
  alive_spans: AliveSpansTable;
  samples: SamplesTable;
  sample_chunks: SampleChunksTable;
  audit: AuditTable;
  push_points: PushPointsTable;
  spent_point_keys: SpentPointKeysTable;
  services: ServicesTable;
  watched_devices: WatchedDevicesTable;
  attestations: AttestationsTable;
  records: RecordsTable;
}
